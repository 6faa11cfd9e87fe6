import { db } from '../../cloudfunctions/shared/cloud'
import type { Workbench } from '../../cloudfunctions/repair/views'
import { dateOf } from '../../cloudfunctions/shared/time/calendar'
import { COMMUNITY, openTown, orderIn, people, setClock, stored } from '../repair/support'
import type { TestCloud } from '../support/cloud'

// The last half-hour of a month in Beijing is still the afternoon of that day where the servers count.

const BEFORE = new Date('2026-11-30T23:30:00+08:00')
const AFTER = new Date('2026-12-01T00:00:05+08:00')

let cloud: TestCloud
let who: ReturnType<typeof people>

beforeAll(async () => {
  cloud = await openTown()
  who = people(cloud)
})
afterAll(() => cloud.close())

const tick = async () => (await cloud.local.call({ source: 'timer' }, 'scheduler', {})).result

test('numbers, limits, slots and results of the day change at midnight in Beijing', async () => {
  setClock(cloud, BEFORE)
  const wish = (date: string, slot = '18-20') => ({ wish: { date, slot } })
  const refused = { code: 'BAD_INPUT' }
  await expect(who.submit(wish('2026-11-30'))).rejects.toMatchObject(refused)
  await expect(who.submit(wish('2026-12-15'))).rejects.toMatchObject(refused)
  await expect(who.submit(wish('2026-11-31'))).rejects.toMatchObject(refused)
  const late = await who.submit(wish('2026-12-01', '09-11'))
  await who.submit(wish('2026-12-14'))
  expect(late.number).toBe('WX20261130001')
  const due = (at: string) => expect(late.dueAt).toBe(new Date(at).toISOString())
  expect(dateOf(new Date(late.createdAt))).toBe('2026-11-30')
  due(new Date(new Date(late.createdAt).getTime() + 30 * 60_000).toISOString())

  setClock(cloud, AFTER)
  await expect(who.submit(wish('2026-11-30'))).rejects.toMatchObject(refused)
  const early = await who.submit({ ...wish('2026-12-15'), urgency: 'urgent' })
  expect(early.number).toBe('WX20261201001')
})

test('what was done before midnight is yesterday’s result', async () => {
  setClock(cloud, new Date('2026-12-02T23:30:00+08:00'))
  const id = await orderIn(cloud, 'finished')
  const done = async () => {
    const bench = { communityId: COMMUNITY, as: 'desk' }
    return (await cloud.as('chen').call<Workbench>('repair', 'workbench', bench)).counts.doneToday
  }
  expect([await done(), (await stored(id)).board]).toEqual([1, '2026-12-02'])
  setClock(cloud, new Date('2026-12-03T00:00:05+08:00'))
  await who.confirm(id)
  expect([await done(), (await stored(id)).board]).toEqual([0, '2026-12-02'])
})

// to the second it is tested where the time is an argument (tests/repair/lapse.test.ts); this clock goes on
test('silence counts when 48 hours are over and not before, and is announced a day earlier', async () => {
  const id = await orderIn(cloud, 'finished')
  const { finishedAt, lapseAt } = await stored(id)
  const at = (seconds: number) => setClock(cloud, new Date(finishedAt!.getTime() + seconds * 1000))
  expect(lapseAt!.getTime() - finishedAt!.getTime()).toBe(48 * 3_600_000)
  at(23.5 * 3600)
  await tick()
  expect((await stored(id)).isLapseAnnounced).toBe(false)
  at(24 * 3600)
  await tick()
  await tick()
  expect(await stored(id)).toMatchObject({ isLapseAnnounced: true, status: 'finished' })
  const { data } = await db.collection('messages').where({ title: '还没验收，请看看' }).get()
  expect(data).toHaveLength(1)
  at(47.5 * 3600)
  await tick()
  expect((await stored(id)).status).toBe('finished')
  at(48 * 3600)
  await tick()
  expect(await stored(id)).toMatchObject({ status: 'confirmed', confirmation: { isByLapse: true } })
})
