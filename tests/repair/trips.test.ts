import type { Repair } from '../../cloudfunctions/repair/schema'
import type { RepairPage } from '../../cloudfunctions/repair/views'
import { defineLimit } from '../../cloudfunctions/shared/call/limit'
import { tryTake } from '../../cloudfunctions/shared/call/limits'
import { dateOf, MINUTE_MS } from '../../cloudfunctions/shared/time/calendar'
import type { Trip } from '../../local-cloud/cloud'
import type { TestCloud } from '../support/cloud'
import { personIdOf } from '../support/seed'
import { addOrders } from './many'
import { COMMUNITY, form, MONDAY_10, openTown, orderIn, people, photoOf, tomorrow } from './support'

// The budget of the architecture: a read makes at most three trips to the database, a write five, each through an
// index, and both the same however much there is.

const READS = 3
const WRITES = 5
/** Counted apart: what the kernel notes of a call's files, or looks up of a page's, is one trip whatever they are. */
const EVIDENCE = 1
const MANY = 10_000

const ANY = defineLimit({ name: 'any', per: 'person', atMost: 9, within: 'day', act: '看' })

let cloud: TestCloud
let who: ReturnType<typeof people>
let model: string

beforeAll(async () => {
  cloud = await openTown()
  who = people(cloud)
  model = await orderIn(cloud, 'rated')
  // a person's first limited step of a day makes the row of counters: one trip more, once (tests/shared/limits)
  for (const openid of ['lin', 'zhou', 'wang', 'chen'])
    await tryTake({ limits: [ANY], subject: personIdOf(openid) }, cloud.local.now())
})
afterAll(() => cloud.close())

const databaseTrips = () => cloud.local.trips().filter(trip => trip.action.startsWith('database.'))

async function tripsOf(run: () => Promise<unknown>): Promise<Trip[]> {
  cloud.local.resetTrips()
  await run()
  return databaseTrips().filter(trip => trip.function === 'repair')
}

const call = (openid: string, action: string, input: object) => cloud.as(openid).call('repair', action, input)

/** Each read as it is called; cursors lead into the middle of the list. */
const READERS: [string, () => Promise<unknown>][] = [
  ['listMine', () => call('lin', 'listMine', {})],
  ['listMine, second page', () => call('lin', 'listMine', { cursor: cursors.mine })],
  ['listMine, finished', () => call('lin', 'listMine', { tab: 'finished' })],
  ['listMine, search', () => call('lin', 'listMine', { search: '水槽' })],
  ['detail by the household', () => call('lin', 'detail', { id: model })],
  ['detail by the desk', () => call('chen', 'detail', { id: model })],
  ['workbench of the desk', () => call('chen', 'workbench', { communityId: COMMUNITY, as: 'desk' })],
  [
    'workbench of a technician',
    () => call('zhou', 'workbench', { communityId: COMMUNITY, as: 'technician' }),
  ],
  ...(['pending', 'assigned', 'open', 'rework', 'done'] as const).flatMap(
    (tab): [string, () => Promise<unknown>][] => [
      [`desk ${tab}`, () => call('chen', 'listTasks', { communityId: COMMUNITY, as: 'desk', tab })],
      [
        `technician ${tab}`,
        () => call('zhou', 'listTasks', { communityId: COMMUNITY, as: 'technician', tab }),
      ],
    ],
  ),
  [
    'desk done, second page',
    () =>
      call('chen', 'listTasks', { communityId: COMMUNITY, as: 'desk', tab: 'done', cursor: cursors.done }),
  ],
  [
    'desk search',
    () => call('chen', 'listTasks', { communityId: COMMUNITY, as: 'desk', tab: 'done', search: '水' }),
  ],
  [
    'desk search by number',
    () =>
      call('chen', 'listTasks', { communityId: COMMUNITY, as: 'desk', tab: 'done', search: 'WX20261123001' }),
  ],
  [
    'technician search',
    () => call('zhou', 'listTasks', { communityId: COMMUNITY, as: 'technician', tab: 'done', search: '水' }),
  ],
]

const cursors: { mine?: string; done?: string } = {}

/** The whole life of an order, with two handovers and a rework; every write once. */
async function life(measure: (name: string, run: () => Promise<unknown>) => Promise<void>): Promise<void> {
  const slot = tomorrow(cloud)
  const input = form(cloud)
  let id = ''
  await measure('submit', async () => void ({ id } = await who.step('lin', 'submit', input)))
  await call('chen', 'assign', { id, staffId: 'staff_wang' })
  await measure('candidates', () => call('chen', 'candidates', { id }))
  await measure('handBack', () => call('wang', 'handBack', { id, reason: '车坏了' }))
  await measure('assign', () => call('chen', 'assign', { id, staffId: 'staff_wang' }))
  await measure('nudge', () => call('chen', 'nudge', { id }))
  await measure('accept', () => call('wang', 'accept', { id, visit: slot }))
  await measure('proposeTime', () => call('wang', 'proposeTime', { id, visit: slot, reason: '有事' }))
  await measure('answerTime', () => call('lin', 'answerTime', { id, isAgreed: true }))
  await measure('arrive', () => call('wang', 'arrive', { id }))
  await measure('note', () => call('wang', 'note', { id, text: '在修' }))
  // files of their own, as the app names them; one that was given before is looked up by one trip more
  const photosAfter = [photoOf('wang', `${id}.jpg`)]
  await measure('finish', () => call('wang', 'finish', { id, photosAfter, summary: '好了' }))
  await measure('confirm', () => call('lin', 'confirm', { id, signature: photoOf('lin', `${id}.png`) }))
  await measure('requestRework', () => who.rework(id))
  await measure('cancel', () => call('lin', 'cancel', { id, reason: '不要了' }))
  const rated = await orderIn(cloud, 'finished')
  await measure('rate', () => who.rate(rated))
  // a repeated form finds its order by one look more
  await measure('submit again', () => who.step('lin', 'submit', input))
}

async function measured(): Promise<{ reads: Record<string, Trip[]>; writes: Record<string, Trip[]> }> {
  cursors.mine = (await cloud.as('lin').call<RepairPage>('repair', 'listMine')).next ?? undefined
  const done = { communityId: COMMUNITY, as: 'desk', tab: 'done' }
  cursors.done = (await cloud.as('chen').call<RepairPage>('repair', 'listTasks', done)).next ?? undefined
  const reads: Record<string, Trip[]> = {}
  const writes: Record<string, Trip[]> = {}
  for (const [name, run] of READERS) reads[name] = await tripsOf(run)
  await life(async (name, run) => void (writes[name] = await tripsOf(run)))
  return { reads, writes }
}

const isOfEvidence = ({ collection }: Trip): boolean => collection === 'evidence'

const lengths = (all: Record<string, Trip[]>) =>
  Object.fromEntries(
    Object.entries(all).map(([name, trips]) => [name, trips.filter(trip => !isOfEvidence(trip)).length]),
  )

const mostOfEvidence = (all: Record<string, Trip[]>): number =>
  Math.max(...Object.values(all).map(trips => trips.filter(isOfEvidence).length))

const slow = (all: Record<string, Trip[]>) =>
  Object.entries(all).flatMap(([name, trips]) =>
    trips
      .filter(({ index }) => index === null)
      .map(({ action, collection }) => `${name}: ${action} ${collection}`),
  )

const examined = (all: Record<string, Trip[]>): number =>
  Math.max(...Object.values(all).flatMap(trips => trips.map(trip => trip.examined ?? 0)))

/** Two years of a community: nine of ten long done, over 200 rooms and many days; 150 open, 40 of them queued. */
function historic(at: number): Partial<Repair> {
  const isOpen = at % 66 === 0
  const createdAt = new Date(MONDAY_10.getTime() - (MANY - at) * 100 * MINUTE_MS)
  const finishedAt = new Date(createdAt.getTime() + 90 * MINUTE_MS)
  const assigneeId = ['staff_zhou', 'staff_sun', 'staff_wang', null][Math.floor(at / 66) % 4]!
  const numberDate = dateOf(createdAt)
  const room = { roomId: `r${at % 200}`, building: '9', unit: '1', number: `${at % 200}`, label: '9 栋' }
  // one in ten is found by the words that are searched for
  const searchTokens = at % 10 === 0 ? undefined : []
  const common = {
    createdAt,
    numberDate,
    number: `WX${at}`,
    room: at % 100 === 1 ? undefined : room,
    searchTokens,
  }
  if (!isOpen) return withoutUndefined({ ...common, finishedAt, board: dateOf(finishedAt), assigneeId })
  const status =
    assigneeId === null ? 'pending' : (['assigned', 'accepted', 'working'] as const)[Math.floor(at / 66) % 3]!
  const dueAt = new Date(MONDAY_10.getTime() + (at % 600) * MINUTE_MS)
  return withoutUndefined({
    ...common,
    status,
    board: 'open',
    assigneeId,
    finishedAt: null,
    dueAt,
    round: 1 + (at % 2),
  })
}

const withoutUndefined = (patch: Partial<Repair>): Partial<Repair> =>
  Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined))

test('every action keeps to its trips and its indexes, at 10 orders and at 10,000', async () => {
  await addOrders(model, 10, at => ({ ...historic(at), _id: `few_${at}`, number: `few${at}` }))
  const few = await measured()
  await addOrders(model, MANY, historic)
  const many = await measured()

  if (process.env.SHOW_TRIPS) process.stdout.write(report(many))
  const { candidates, 'submit again': again, ...once } = lengths(few.writes)
  expect(Math.max(...Object.values(lengths(few.reads)))).toBeLessThanOrEqual(READS)
  expect(Math.max(...Object.values(once))).toBeLessThanOrEqual(WRITES)
  expect(candidates).toBeLessThanOrEqual(READS)
  expect(mostOfEvidence(many.reads)).toBe(EVIDENCE)
  expect(mostOfEvidence(many.writes)).toBe(EVIDENCE)
  // one look for the order that the form had made
  expect(again).toBeLessThanOrEqual(WRITES + 1)

  expect(lengths(many.reads)).toEqual(lengths(few.reads))
  expect(lengths(many.writes)).toEqual(lengths(few.writes))
  expect([...slow(many.reads), ...slow(many.writes)]).toEqual([])
  expect(examined(many.reads)).toBeLessThanOrEqual(250)
  expect(examined(many.writes)).toBeLessThanOrEqual(250)
})

const report = ({ reads, writes }: Awaited<ReturnType<typeof measured>>) =>
  Object.entries({ ...reads, ...writes })
    .map(
      ([name, trips]) => `${name}: ${trips.map(t => `${t.collection}/${t.index}/${t.examined}`).join(' ')}\n`,
    )
    .join('')
