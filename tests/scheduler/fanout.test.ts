import { command, db } from '../../cloudfunctions/shared/cloud'
import type { Fanout, Message } from '../../cloudfunctions/shared/effects/collections'
import { fanOut, runFanout } from '../../cloudfunctions/shared/effects/fanout'
import { SYSTEM_ACTOR } from '../../cloudfunctions/shared/effects/outbox'
import { UNLIMITED, type Budget } from '../../cloudfunctions/shared/jobs/job'
import type { Audience } from '../../cloudfunctions/shared/store/stored'
import { openCloud, type TestCloud } from '../support/cloud'
import { seedCommunity, seedHome, seedMany } from '../support/seed'
import { messageTo, waitingSince, WRITTEN_AT } from './outbox-rows'

// A message to many: 500 homes of 450 people, some of whom have left.

let cloud: TestCloud
const HOMES = 500
const PEOPLE = 450

beforeAll(async () => {
  cloud = await openCloud()
  await seedCommunity()
  const model = await seedHome({ openid: 'model', name: '模板', number: '9999' })
  await db.collection('residents').doc(model._id).remove()
  const homes = Array.from({ length: HOMES }, (_, n) => {
    const roomId = `yunqili:${(n % 2) + 1}-1-${n}`
    const room = { ...model.room, roomId, building: String((n % 2) + 1), number: String(n) }
    const relation = n % 5 ? 'owner' : 'tenant'
    return { ...model, _id: `${roomId}:p${n % PEOPLE}`, personId: `p${n % PEOPLE}`, room, relation }
  })
  await seedMany('residents', [
    ...homes,
    { ...homes[0]!, _id: 'z-ended', personId: 'ended', status: 'ended', endedAt: WRITTEN_AT },
    { ...homes[0]!, _id: 'z-over', personId: 'over', endsOn: '2020-01-01' },
    { ...homes[0]!, _id: 'z-broken', personId: 'broken', room: 'none' },
  ])
})
beforeEach(() => void jest.spyOn(console, 'error').mockImplementation(() => undefined))
afterEach(async () => {
  for (const name of ['messages', 'fanouts'])
    await db
      .collection(name)
      .where({ _id: command.neq('') })
      .remove()
})
afterAll(() => cloud.close())

const effects = () => ({ actor: SYSTEM_ACTOR, action: 'x', requestId: 'q', now: cloud.local.now() })
const SPENT: Budget = { isSpent: () => true }
const tick = () => cloud.local.call({ source: 'timer' }, 'scheduler', {})

async function announce(audience: Audience, id = 'bulk', lane: 'bulk' | 'urgent' = 'bulk'): Promise<void> {
  const rows = [messageTo({ audience }, id, { lane, topic: 'repair' })]
  await db
    .collection('communities')
    .doc('yunqili')
    .update({ data: waitingSince(rows) })
}

async function rowsIn<Row>(name: string): Promise<Row[]> {
  const { data } = await db.collection(name).where({}).limit(1000).get()
  return data as Row[]
}
const told = async () => (await rowsIn<Message>('messages')).map(({ personId }) => personId).sort()
const fanoutOf = async (id = 'bulk') => (await db.collection('fanouts').doc(id).get()).data as Fanout

/** The fan-out as the relay leaves it, without the job that goes on with it. */
async function begun(audience: Audience): Promise<Fanout> {
  await announce(audience)
  await tick()
  await db
    .collection('messages')
    .where({ _id: command.neq('') })
    .remove()
  await db
    .collection('fanouts')
    .doc('bulk')
    .update({ data: { cursor: '', told: 0, status: 'running', leaseUntil: new Date(0) } })
  return fanoutOf()
}

const everybody = Array.from({ length: PEOPLE }, (_, n) => `p${n}`).sort()

test('everybody with a running tie hears it once in that minute, however many homes somebody has', async () => {
  await announce({})
  await tick()
  expect(await told()).toEqual(everybody)
  expect(await fanoutOf()).toMatchObject({ status: 'done' })
  await announce({})
  await tick()
  expect(await told()).toEqual(everybody)
})

test.each<[string, Audience, (n: number) => boolean]>([
  ['a building', { buildings: ['2'] }, n => n % 2 === 1],
  ['some rooms', { roomIds: ['yunqili:1-1-4', 'yunqili:2-1-7', 'elsewhere'] }, n => n === 4 || n === 7],
  ['tenants of a building', { buildings: ['1'], relations: ['tenant'] }, n => n % 10 === 0],
  ['nobody', { buildings: [] }, () => false],
])('%s', async (_name, audience, isFor) => {
  await announce(audience)
  await tick()
  const homes = Array.from({ length: HOMES }, (_, n) => n).filter(isFor)
  expect(await told()).toEqual([...new Set(homes.map(n => `p${n % PEOPLE}`))].sort())
})

test('a run that was killed after its rows and before its cursor is repeated, and adds nothing twice', async () => {
  const fanout = await begun({})
  const half = await runFanout(fanout, effects(), SPENT)
  expect((await told()).length).toBe(half!.told)
  await db
    .collection('fanouts')
    .doc('bulk')
    .update({ data: { cursor: fanout.cursor, told: 0 } })
  await runFanout({ ...half!, cursor: fanout.cursor }, effects(), UNLIMITED)
  expect(await told()).toEqual(everybody)
})

test('four runs at once: one works, and everybody hears it once', async () => {
  const fanout = await begun({})
  const runs = await Promise.all([1, 2, 3, 4].map(() => runFanout(fanout, effects(), UNLIMITED)))
  expect(runs.filter(Boolean)).toHaveLength(1)
  expect(await told()).toEqual(everybody)
})

test('an urgent one goes before one that began earlier and is not done', async () => {
  const first = await begun({})
  await db.collection('fanouts').add({
    data: {
      ...first,
      _id: 'urgent',
      lane: 0,
      createdAt: cloud.local.now(),
      message: { ...first.message, lane: 'urgent' },
    },
  })
  let asked = 0
  await fanOut(cloud.local.now(), { isSpent: () => asked++ > 3 })
  expect((await fanoutOf('urgent')).told).toBeGreaterThan(0)
  expect((await fanoutOf('bulk')).told).toBe(0)
  expect(new Set((await rowsIn<Message>('messages')).map(({ lane }) => lane))).toEqual(new Set([0]))
})

test('one that cannot be read keeps no other waiting', async () => {
  const first = await begun({})
  await db.collection('fanouts').add({ data: { ...first, _id: 'broken', lane: 0, audience: 'all' } })
  await fanOut(cloud.local.now(), UNLIMITED)
  expect(await told()).toEqual(everybody)
})
