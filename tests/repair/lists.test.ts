import type { RepairPage, RepairRow, Workbench } from '../../cloudfunctions/repair/views'
import { HOUR_MS, MINUTE_MS } from '../../cloudfunctions/shared/time/calendar'
import { command, db } from '../../cloudfunctions/shared/cloud'
import { withTokens } from '../../cloudfunctions/repair/store/search-tokens'
import type { TestCloud } from '../support/cloud'
import { addOrders } from './many'
import {
  clearOrders,
  COMMUNITY,
  MONDAY_10,
  openTown,
  orderIn,
  people,
  ROOM,
  stored,
  tomorrow,
} from './support'

let cloud: TestCloud
let who: ReturnType<typeof people>

beforeAll(async () => {
  cloud = await openTown()
  who = people(cloud)
})
beforeEach(() => clearOrders(cloud))
afterAll(() => cloud.close())

const mine = (openid: string, input: object = {}) =>
  cloud.as(openid).call<RepairPage>('repair', 'listMine', input)
const tasks = (openid: string, as: 'desk' | 'technician', input: object) =>
  cloud.as(openid).call<RepairPage>('repair', 'listTasks', { communityId: COMMUNITY, as, ...input })
const bench = (openid: string, as: 'desk' | 'technician') =>
  cloud.as(openid).call<Workbench>('repair', 'workbench', { communityId: COMMUNITY, as })
const ids = ({ rows }: { rows: RepairRow[] }) => rows.map(({ id }) => id)

async function allPages(read: (cursor?: string) => Promise<RepairPage>): Promise<RepairRow[]> {
  const rows: RepairRow[] = []
  for (let cursor: string | undefined; ;) {
    const page = await read(cursor)
    rows.push(...page.rows)
    if (!page.next) return rows
    cursor = page.next
  }
}

test('a household sees the orders of its rooms, newest first, by tab', async () => {
  const pending = await orderIn(cloud, 'pending')
  const finished = await orderIn(cloud, 'finished')
  const confirmed = await orderIn(cloud, 'confirmed')
  const rated = await orderIn(cloud, 'rated')
  const cancelled = await orderIn(cloud, 'cancelled')
  await who.submit({ roomId: 'yunqili:5-1-0603' }, 'song')
  const all = [cancelled, rated, confirmed, finished, pending]
  expect(ids(await mine('lin'))).toEqual(all)
  expect(ids(await mine('kid', { roomId: ROOM }))).toEqual(all)
  expect(ids(await mine('lin', { tab: 'open' }))).toEqual([pending])
  expect(ids(await mine('lin', { tab: 'finished' }))).toEqual([finished])
  expect(ids(await mine('lin', { tab: 'confirmed' }))).toEqual([confirmed])
  expect(ids(await mine('lin', { tab: 'closed' }))).toEqual([cancelled, rated])
  expect((await mine('song')).rows).toHaveLength(1)
  expect((await mine('he')).rows).toEqual([])
})

test('a search finds numbers and titles within the own scope only', async () => {
  const { id, number } = await who.submit({ description: '阳台 LED 灯不亮' })
  await who.submit({ roomId: 'yunqili:5-1-0603', description: '阳台灯不亮' }, 'song')
  expect(ids(await mine('lin', { search: 'led' }))).toEqual([id])
  expect(ids(await mine('lin', { search: '灯不亮' }))).toEqual([id])
  expect(ids(await mine('lin', { search: number.toLowerCase() }))).toEqual([id])
  expect(ids(await mine('song', { search: number }))).toEqual([])
  expect(ids(await mine('lin', { search: '$.*' }))).toEqual([])
  expect((await tasks('chen', 'desk', { tab: 'pending', search: '灯不亮' })).rows).toHaveLength(2)
  expect((await tasks('wang', 'technician', { tab: 'open', search: '灯不亮' })).rows).toEqual([])
  const far = cloud.as('far-desk').call<RepairPage>('repair', 'listTasks', {
    communityId: 'lanting',
    as: 'desk',
    tab: 'pending',
    search: number,
  })
  expect((await far).rows).toEqual([])
})

test('an order is found however many are newer, page by page, and by whatever one knows of it', async () => {
  const { id, number } = await who.submit()
  const newer = (at: number) => ({ createdAt: new Date(MONDAY_10.getTime() + HOUR_MS + at) })
  await addOrders(id, 220, at => ({ ...newer(at), searchTokens: [] }))
  await addOrders(id, 45, at => ({ ...newer(at), _id: `same_${at}`, number: `WX2026100200${at}` }))
  expect(ids(await tasks('chen', 'desk', { tab: 'done', search: number }))).toEqual([id])
  expect(ids(await mine('lin', { search: '水槽' }))).toHaveLength(20)
  for (const search of ['水槽', '林静仪', 'linjingyi', 'ljy', '4172', '13866204172', '3栋2单元1802', '漏水'])
    for (const read of [
      (cursor?: string) => mine('lin', { search, cursor }),
      (cursor?: string) => tasks('chen', 'desk', { tab: 'pending', search, cursor }),
    ]) {
      const rows = await allPages(read)
      expect(`${search} ${rows.length} ${rows.at(-1)!.id}`).toBe(`${search} 46 ${id}`)
      expect(rows.map(row => row.createdAt)).toEqual(
        rows
          .map(row => row.createdAt)
          .sort()
          .reverse(),
      )
    }
})

test('an order stored before there were tokens is found by its whole number, and by all once it has them', async () => {
  const { id, number } = await who.submit()
  await db
    .collection('repairs')
    .doc(id)
    .update({ data: { searchTokens: command.remove() } })
  const found = async (search: string) => ids(await tasks('chen', 'desk', { tab: 'done', search }))
  expect(await found(number)).toEqual([id])
  expect(await found('水槽')).toEqual([])
  const { searchTokens } = await withTokens(await stored(id))
  await db.collection('repairs').doc(id).update({ data: { searchTokens } })
  expect(await found('水槽')).toEqual([id])
})

test('nobody finds orders of others by what they know of their people', async () => {
  await who.submit()
  for (const search of ['林静仪', '4172', '3-1802', '水槽', '003']) {
    expect(ids(await mine('song', { search }))).toEqual([])
    expect(ids(await mine('he', { search }))).toEqual([])
    expect(ids(await tasks('wang', 'technician', { tab: 'open', search }))).toEqual([])
  }
})

test('pages follow each other without a gap or a repeat, also among equal times', async () => {
  const { id } = await who.submit()
  // 60 rows, twelve of each instant
  const sameTime = (at: number) => new Date(MONDAY_10.getTime() + Math.floor(at / 12) * MINUTE_MS)
  await addOrders(id, 60, at => ({
    createdAt: sameTime(at),
    dueAt: sameTime(at),
    finishedAt: at < 45 ? sameTime(at) : null,
    status: at < 45 ? 'finished' : 'pending',
    board: at < 45 ? '2026-11-23' : 'open',
    assigneeId: null,
  }))
  const own = await allPages(cursor => mine('lin', { cursor }))
  expect(own).toHaveLength(61)
  expect(new Set(own.map(row => row.id)).size).toBe(61)
  expect(own.map(row => row.createdAt)).toEqual(
    own
      .map(row => row.createdAt)
      .sort()
      .reverse(),
  )
  const done = await allPages(cursor => tasks('chen', 'desk', { tab: 'done', cursor }))
  expect(new Set(done.map(row => row.id)).size).toBe(45)
  const queue = await allPages(cursor => tasks('chen', 'desk', { tab: 'pending', cursor }))
  expect(queue).toHaveLength(15)
  expect(queue.map(row => row.dueAt)).toEqual(queue.map(row => row.dueAt).sort())
})

test("the desk's workbench: numbers, what is due, and the queue", async () => {
  const pending = await orderIn(cloud, 'pending')
  const assigned = await orderIn(cloud, 'assigned')
  const working = await orderIn(cloud, 'working')
  await orderIn(cloud, 'finished')
  await orderIn(cloud, 'rated')
  await orderIn(cloud, 'cancelled')
  const fresh = await bench('chen', 'desk')
  expect(fresh.counts).toEqual({ pending: 1, open: 2, warned: 0, doneToday: 2 })
  expect(fresh).toMatchObject({ tab: 'pending', nextJob: null, tasks: { next: null } })
  expect(ids(fresh.tasks)).toEqual([pending])

  // a quarter of an hour before their limits, those that nobody has answered for are warnings
  cloud.local.advance(16 * MINUTE_MS)
  expect(ids({ rows: (await bench('chen', 'desk')).warnings })).toEqual([pending, assigned])
  cloud.local.advance(75 * MINUTE_MS)
  const later = await bench('xu', 'desk')
  expect(ids({ rows: later.warnings })).toEqual([pending, assigned, working])
  expect(later.counts.warned).toBe(3)
  // the next day nothing was done yet
  cloud.local.advance(24 * HOUR_MS)
  expect((await bench('chen', 'desk')).counts.doneToday).toBe(0)
  const tab = async (name: string) => ids(await tasks('chen', 'desk', { tab: name }))
  expect(await tab('assigned')).toEqual([assigned])
  expect(await tab('open')).toEqual([assigned, working])
  expect(await tab('done')).toHaveLength(2)
})

test('a queue longer than a page goes on where the workbench stopped', async () => {
  const id = await orderIn(cloud, 'pending')
  await addOrders(id, 29, at => ({ dueAt: new Date(MONDAY_10.getTime() + at * 1000) }))
  const first = await bench('chen', 'desk')
  expect(first.counts.pending).toBe(30)
  const rest = await allPages(cursor =>
    tasks('chen', 'desk', { tab: 'pending', cursor: cursor ?? first.tasks.next! }),
  )
  expect(new Set([...ids(first.tasks), ...rest.map(row => row.id)]).size).toBe(30)
})

test("the technician's workbench: own jobs, the next one, and what may be taken", async () => {
  const working = await orderIn(cloud, 'working')
  const accepted = await orderIn(cloud, 'accepted')
  const assigned = await orderIn(cloud, 'assigned')
  const rework = await orderIn(cloud, 'finished')
  await who.rework(rework)
  const queued = await orderIn(cloud, 'pending')
  await orderIn(cloud, 'rated')
  await db
    .collection('staff')
    .doc('staff_zhou')
    .update({ data: { skills: ['plumbing', 'masonry'] } })
  const seen = await bench('zhou', 'technician')
  expect(seen.counts).toEqual({ pending: 1, assigned: 2, open: 2, rework: 1, warned: 0, doneToday: 1 })
  expect(seen.nextJob).toMatchObject({ id: working, contactName: '林静仪', description: expect.any(String) })
  expect(ids(seen.tasks)).toEqual([working, accepted])
  expect(JSON.stringify(seen)).not.toMatch(/phone|138/)
  const tab = async (name: string) => ids(await tasks('zhou', 'technician', { tab: name }))
  expect(await tab('pending')).toEqual([queued])
  expect((await tab('assigned')).sort()).toEqual([assigned, rework].sort())
  expect(await tab('open')).toEqual([working, accepted])
  expect(await tab('rework')).toEqual([rework])
  expect(await tab('done')).toHaveLength(1)
  // a colleague without the skill sees neither the queue nor the jobs
  const colleague = await bench('wang', 'technician')
  expect(colleague.counts).toEqual({ pending: 0, assigned: 0, open: 0, rework: 0, warned: 0, doneToday: 0 })
  expect(colleague.nextJob).toBeNull()
})

test('the next job is the one that comes first, and a job begun before any other', async () => {
  const late = await orderIn(cloud, 'accepted')
  const early = await orderIn(cloud, 'assigned')
  await who.step('zhou', 'accept', { id: early, visit: tomorrow(cloud, '09-11') })
  expect((await bench('zhou', 'technician')).nextJob!.id).toBe(early)
  await who.arrive(late)
  expect((await bench('zhou', 'technician')).nextJob!.id).toBe(late)
})
