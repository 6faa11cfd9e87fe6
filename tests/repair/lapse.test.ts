import { announceLapses, lapseFinished } from '../../cloudfunctions/repair/jobs/lapse'
import { dateOf, HOUR_MS, later, MINUTE_MS } from '../../cloudfunctions/shared/time/calendar'
import { db } from '../../cloudfunctions/shared/cloud'
import type { TestCloud } from '../support/cloud'
import { addOrders } from './many'
import {
  clearOrders,
  messagesOf,
  openTown,
  orderIn,
  people,
  photoOf,
  setClock,
  stored,
  told,
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

const finishedAt = async (id: string) => (await stored(id)).finishedAt!

test('47:59 after completion nothing lapses, after 48:00 it does, and everybody hears of it', async () => {
  const id = await orderIn(cloud, 'finished')
  const done = await finishedAt(id)
  expect(await lapseFinished(later(done, 48 * HOUR_MS - MINUTE_MS))).toBe(0)
  expect((await stored(id)).status).toBe('finished')

  expect(await lapseFinished(later(done, 48 * HOUR_MS))).toBe(1)
  const order = await stored(id)
  expect(order).toMatchObject({
    status: 'confirmed',
    confirmation: { by: '系统', isByLapse: true, signature: null },
    dueAt: null,
    lapseAt: null,
  })
  expect(order.timeline.at(-1)).toMatchObject({ by: '系统', text: '到期没有处理，视为验收通过' })
  expect(told(order).slice(-2)).toEqual(['repair 已视为验收通过', 'job 到期视为验收通过'])
  // silence is no verdict: it can still be rated or sent back
  expect((await who.detail('lin', id)).choices).toEqual(['requestRework', 'rate'])
})

test('the resident is told a day before, once', async () => {
  const id = await orderIn(cloud, 'finished')
  const done = await finishedAt(id)
  expect(await announceLapses(later(done, 24 * HOUR_MS - MINUTE_MS))).toBe(0)
  expect(await announceLapses(later(done, 24 * HOUR_MS))).toBe(1)
  expect(await announceLapses(later(done, 24 * HOUR_MS + MINUTE_MS))).toBe(0)
  const order = await stored(id)
  expect(order).toMatchObject({ status: 'finished', isLapseAnnounced: true })
  const last = messagesOf(order).at(-1)!
  expect(last.title).toBe('还没验收，请看看')
  expect(last.body).toMatch(/11 月 25 日 10:\d\d 前不处理，视为验收通过/)
})

test('a job that finds the time already over does not announce what has happened', async () => {
  const id = await orderIn(cloud, 'finished')
  const over = later(await finishedAt(id), 49 * HOUR_MS)
  expect(await announceLapses(over)).toBe(0)
  expect(await lapseFinished(over)).toBe(1)
})

test('completed shortly before midnight in Beijing, the limit is that very time two days later', async () => {
  const id = await orderIn(cloud, 'working')
  setClock(cloud, new Date('2026-11-23T23:30:00+08:00'))
  await who.finish(id)
  const { board, finishedAt: done } = await stored(id)
  expect([board, dateOf(done!)]).toEqual(['2026-11-23', '2026-11-23'])
  const limit = later(done!, 48 * HOUR_MS)
  expect(dateOf(limit)).toBe('2026-11-25')
  expect(await lapseFinished(later(limit, -1))).toBe(0)
  expect(await lapseFinished(limit)).toBe(1)
})

test('the community sets the hours; with a day or less the report of completion is the announcement', async () => {
  await db
    .collection('communities')
    .doc('yunqili')
    .update({ data: { acceptanceHours: 24 } })
  const id = await orderIn(cloud, 'finished')
  const order = await stored(id)
  expect(order.lapseAt).toEqual(later(order.finishedAt!, 24 * HOUR_MS))
  expect(messagesOf(order).at(-1)!.body).toContain('24 小时内不处理，视为通过')
  expect(await announceLapses(later(order.finishedAt!, MINUTE_MS))).toBe(0)
})

test('twice at once, late and again: every order once', async () => {
  const id = await orderIn(cloud, 'finished')
  const now = later(await finishedAt(id), 90 * HOUR_MS)
  const results = await Promise.all([lapseFinished(now), lapseFinished(now), lapseFinished(now)])
  expect(results.reduce((sum, each) => sum + each)).toBe(1)
  expect(await lapseFinished(now)).toBe(0)
  expect((await stored(id)).timeline.filter(({ step }) => step === 'lapse')).toHaveLength(1)
})

test('an answer of the resident at the same moment: one of the two counts', async () => {
  for (let round = 0; round < 3; round++) {
    const id = await orderIn(cloud, 'finished')
    const now = later(await finishedAt(id), 48 * HOUR_MS)
    const input = { id, reasons: ['还在漏'], text: '', photos: [photoOf('lin')], wish: tomorrow(cloud) }
    const [answer, count] = await Promise.all([
      cloud.as('lin').answer('repair', { action: 'requestRework', input }),
      lapseFinished(now),
    ])
    const order = await stored(id)
    // a rework may follow the lapse; a lapse never follows a rework
    expect(order.status).toBe(answer.ok ? 'assigned' : 'confirmed')
    expect(answer.ok || count === 1).toBe(true)
  }
})

test('more than one batch is worked off run by run, through an index', async () => {
  const id = await orderIn(cloud, 'finished')
  await addOrders(id, 60, at => ({ lapseAt: later(new Date('2026-11-20T00:00:00Z'), at) }))
  const now = new Date('2026-11-23T03:00:00Z')
  cloud.local.resetTrips()
  const counts = [
    await lapseFinished(now),
    await lapseFinished(now),
    await lapseFinished(now),
    await lapseFinished(now),
  ]
  expect(counts).toEqual([20, 20, 20, 0])
  const reads = cloud.local.trips().filter(({ action }) => action === 'database.getDocument')
  expect(reads.map(({ index }) => index)).toEqual(['lapse', 'lapse', 'lapse', 'lapse'])
  expect(Math.max(...reads.map(({ examined }) => examined ?? 0))).toBeLessThanOrEqual(21)
  await announceLapses(now)
  const read = cloud.local
    .trips()
    .filter(({ action }) => action === 'database.getDocument')
    .at(-1)
  expect(read).toMatchObject({ index: 'announce' })
})
