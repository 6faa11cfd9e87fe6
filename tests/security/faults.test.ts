import type { Room } from '../../cloudfunctions/shared/people/room'
import type { RosterView } from '../../cloudfunctions/roster/views'
import type { Answer } from '../../cloudfunctions/shared/call/action'
import { db } from '../../cloudfunctions/shared/cloud'
import type { Resident } from '../../cloudfunctions/shared/people/people'
import type { AuditRow } from '../../cloudfunctions/shared/store/stored'
import type { Message } from '../../cloudfunctions/shared/effects/collections'
import { HEADER } from '../roster/roster-desk'
import { seedRoom } from '../roster/seed-room'
import { csvOf, upload } from '../roster/upload-roster'
import { form, openTown, orderIn, photoOf, stored, tomorrow } from '../repair/support'
import type { TestCloud } from '../support/cloud'
import { personIdOf, seedMany, seedPerson } from '../support/seed'

// A database and a WeChat that fail, or do the work and lose the answer, anywhere. People tap again until they see
// that it is done.

let cloud: TestCloud

beforeAll(async () => {
  cloud = await openTown()
})
afterEach(() => cloud.local.setFaults({}))
afterAll(() => cloud.close())

const AGAIN = ['CONFLICT', 'NOT_FOUND', 'FORBIDDEN']
const MAX_TAPS = 60

/** What says that an earlier tap has done it. */
const DONE_BEFORE = ['WRONG_STATUS', 'BAD_INPUT']

/** Taps until the step is done, whoever says so. */
async function tap(openid: string, action: string, input: object, name = 'repair'): Promise<Answer> {
  let answer: Answer | undefined
  for (let taps = 0; taps < MAX_TAPS; taps++) {
    answer = await cloud.as(openid).answer(name, { action, input })
    if (answer.ok || DONE_BEFORE.includes(answer.code)) return answer
    if (answer.code !== 'INTERNAL' && !AGAIN.includes(answer.code)) throw new Error(JSON.stringify(answer))
  }
  throw new Error(`${action} never succeeded: ${JSON.stringify(answer)}`)
}

const tick = () => cloud.local.call({ source: 'timer' }, 'scheduler', {})

async function minutes(count: number): Promise<void> {
  for (let minute = 0; minute < count; minute++) {
    cloud.local.advance(60_000)
    await tick()
  }
}

const rowsOf = async <T>(collection: string, filter: object): Promise<T[]> => {
  const { data } = await db.collection(collection).where(filter).limit(1000).get()
  return data as T[]
}

test.each([1, 2, 3])(
  'a repair through a failing database: every step once, every trace and message once (%i)',
  async () => {
    cloud.local.setFaults({ errorRate: 0.15, lostReplyRate: 0.15 })
    const input = form(cloud)
    const first = await tap('lin', 'submit', input)
    if (!first.ok) throw new Error(first.message)
    const { id } = first.data as { id: string }
    const visit = tomorrow(cloud)
    await tap('chen', 'assign', { id, staffId: 'staff_wang' })
    await tap('wang', 'accept', { id, visit })
    await tap('wang', 'arrive', { id })
    await tap('wang', 'note', { id, text: '在换软管', parts: [{ name: '软管', quantity: 2 }] })
    await tick()
    await tap('wang', 'finish', { id, photosAfter: [photoOf('wang')], summary: '好了' })
    await tap('lin', 'confirm', { id, signature: photoOf('lin') })
    await tap('lin', 'rate', { id, stars: 5 })
    await minutes(2)
    cloud.local.setFaults({})
    await minutes(5)

    const order = await stored(id)
    expect(order).toMatchObject({ status: 'rated', outbox: [], outboxAt: null })
    const said = order.timeline.map(({ step }) => step)
    for (const step of ['submit', 'accept', 'arrive', 'note', 'finish', 'confirm', 'rate'])
      expect([step, said.filter(each => each === step).length]).toEqual([step, 1])
    expect(order.work!.parts).toEqual([{ name: '软管', quantity: 2 }])

    const audits = await rowsOf<AuditRow & { _id: string }>('audits', { targetId: id })
    const versions = audits.map(({ _id }) => Number(_id.split(':').at(-1))).sort((a, b) => a - b)
    expect(versions).toEqual(Array.from({ length: order.version }, (_, at) => at + 1))
    const page = `packages/repair/detail/index?id=${id}`
    const letters = await rowsOf<Message>('messages', { page, personId: personIdOf('lin') })
    const titles = letters.map(({ title }) => title)
    for (const title of ['王海波已接单', '师傅到场了', '维修有新进展', '已完工，请验收'])
      expect(titles.filter(each => each === title)).toEqual([title])
    expect(letters).toHaveLength(6)
    expect(new Set(letters.map(({ _id }) => _id)).size).toBe(6)
  },
)

test('a roster and its registrations through a failing database: every home, approval and trace once', async () => {
  const homes = Array.from(
    { length: 130 },
    (_, at) => `8,1,${1001 + at},甲${at % 9},137${String(at).padStart(8, '0')},88`,
  )
  const fileId = await upload('chen', csvOf(HEADER, ...homes), 'csv')
  await seedRoom({ building: '8', unit: '1', number: '1001', owners: ['别人'], phones: [] })
  const form = { roomId: 'yunqili:8-1-1001', relation: 'owner', name: '甲0', phone: '13700000000' }
  await seedPerson('newcomer')
  await tap('newcomer', 'register', { ...form, consentVersion: '2026-11' }, 'account')

  cloud.local.setFaults({ errorRate: 0.02, lostReplyRate: 0.02 })
  const opened = await tap('chen', 'open', { communityId: 'yunqili', fileId, fileName: 'a.csv' }, 'roster')
  if (!opened.ok) throw new Error(opened.message)
  const { id } = opened.data as RosterView
  await tap('chen', 'preview', { id }, 'roster')
  await tap('chen', 'confirm', { id }, 'roster')
  const status = async () => (await rowsOf<RosterView>('roster_imports', { _id: id }))[0]!.status
  for (let minute = 0; minute < 40; minute++) {
    await minutes(1)
    cloud.local.setFaults({})
    if ((await status()) === 'done') break
    cloud.local.setFaults({ errorRate: 0.02, lostReplyRate: 0.02 })
  }
  cloud.local.setFaults({})
  await minutes(5)

  expect(await status()).toBe('done')
  const rooms = await rowsOf<Room>('rooms', { communityId: 'yunqili', building: '8' })
  expect(rooms).toHaveLength(130)
  for (const { _id, version } of rooms) {
    const audits = await rowsOf('audits', { targetId: _id })
    // the home that was there before has no trace of its first version
    expect([_id, audits.length]).toEqual([_id, _id.endsWith('-1001') ? version - 1 : version])
  }
  const [newcomer] = await rowsOf<Resident>('residents', { personId: personIdOf('newcomer') })
  expect(newcomer).toMatchObject({ status: 'approved', decision: { by: 'system' } })
  const heard = await rowsOf<Message>('messages', { personId: personIdOf('newcomer') })
  expect(heard.map(({ title }) => title)).toEqual(['房屋登记已通过'])
  const told = await rowsOf<Message>('messages', { personId: personIdOf('chen'), title: '名册导入完成' })
  expect(told).toHaveLength(1)
})

test('WeChat sends and loses its answer: nobody is written to twice', async () => {
  await orderIn(cloud, 'accepted')
  await minutes(1)
  const [letter] = await rowsOf<Message>('messages', { personId: personIdOf('lin') })
  const many = Array.from({ length: 20 }, (_, at) => ({
    ...letter!,
    ...{ _id: `wx-${at}`, personId: personIdOf(`phone-${at}`), ground: { kind: 'self' } },
    ...{ delivery: 'waiting', tries: 0, nextTryAt: cloud.local.now(), errCode: null },
  }))
  const phones = many.map((_, at) => `phone-${at}`)
  for (const openid of phones) {
    await seedPerson(openid)
    for (let n = 0; n < 8; n++) await cloud.local.grantSubscription(openid, 'template-repair')
    for (let n = 0; n < 8; n++)
      await cloud.as(openid).call('message', 'acceptTemplates', { topics: ['repair'] })
  }
  await seedMany('messages', many)
  cloud.local.setFaults({ lostReplyRate: 0.5 })
  await minutes(20)
  cloud.local.setFaults({})
  await minutes(20)
  const sent = cloud.local
    .sent()
    .filter(({ openid, errcode }) => openid.startsWith('phone-') && errcode === 0)
  const perPhone = phones.map(openid => sent.filter(each => each.openid === openid).length)
  expect(Math.max(...perPhone)).toBe(1)
})
