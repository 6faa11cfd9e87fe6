import type { Message } from '../../cloudfunctions/shared/effects/collections'
import { laneNumber } from '../../cloudfunctions/shared/effects/lanes'
import type { Inbox } from '../../cloudfunctions/message/views'
import { openCloud, type TestCloud } from '../support/cloud'
import { personIdOf, seedMany, seedPerson } from '../support/seed'

let cloud: TestCloud

beforeAll(async () => {
  cloud = await openCloud()
  for (const openid of ['reader', 'tapper', 'neighbour', 'hoarder']) await seedPerson(openid)
})
afterAll(() => cloud.close())

const AT = new Date('2026-11-20T02:00:00Z')

const row = (openid: string, n: number, patch: Partial<Message> = {}): Message => ({
  _id: `${openid}-${String(n).padStart(3, '0')}`,
  communityId: 'yunqili',
  createdAt: new Date(AT.getTime() + Math.floor(n / 2) * 1000),
  personId: personIdOf(openid),
  ground: { kind: 'self' },
  topic: 'repair',
  title: `第 ${n} 条`,
  body: '师傅已接单',
  page: 'packages/repair/detail/index?id=x',
  fields: {},
  readAt: null,
  delivery: 'sent',
  lane: laneNumber('normal'),
  tries: 1,
  nextTryAt: AT,
  errCode: 0,
  schemaVersion: 2,
  ...patch,
})

const add = (rows: Message[]) => seedMany('messages', rows)

test('an inbox is read page by page, newest first, each row once, also when two came at the same instant', async () => {
  const reader = cloud.as('reader')
  await add(Array.from({ length: 45 }, (_, n) => row('reader', n)))
  const seen: string[] = []
  let cursor: string | undefined
  do {
    const page: Inbox = await reader.call('message', 'list', cursor ? { cursor } : {})
    expect(page.unread).toBe(45)
    seen.push(...page.rows.map(each => each.id))
    cursor = page.next ?? undefined
  } while (cursor)
  expect(seen).toEqual(Array.from({ length: 45 }, (_, n) => row('reader', 44 - n)._id))
})

test('reading one and then all empties the badge; reading again changes nothing', async () => {
  const reader = cloud.as('tapper')
  await add([row('tapper', 1), row('tapper', 2), row('tapper', 3)])
  await reader.call('message', 'read', { id: row('tapper', 2)._id })
  await reader.call('message', 'read', { id: row('tapper', 2)._id })
  const { rows, unread } = await reader.call<Inbox>('message', 'list')
  expect(unread).toBe(2)
  expect(rows.map(each => each.isRead)).toEqual([false, true, false])
  expect(await reader.call('message', 'readAll')).toEqual({ read: 2 })
  expect((await reader.call<Inbox>('message', 'list')).unread).toBe(0)
})

test('another person’s messages are neither listed nor marked', async () => {
  await add([row('neighbour', 1)])
  const stranger = cloud.as('stranger')
  expect(await stranger.call('message', 'list')).toMatchObject({ rows: [], next: null, unread: 0 })
  await stranger.call('message', 'read', { id: row('neighbour', 1)._id })
  await stranger.call('message', 'readAll')
  expect((await cloud.as('neighbour').call<Inbox>('message', 'list')).unread).toBe(1)
})

test.each<[string, object, string]>([
  ['a cursor we did not make', { cursor: 'bm90IG91cnM' }, 'cursor'],
  ['a cursor of the wrong type', { cursor: { $gt: '' } }, 'cursor'],
  ['a field we do not know', { personId: 'somebody' }, '_'],
])('listing with %s is refused', async (_name, input, field) => {
  await expect(cloud.as('reader').call('message', 'list', input)).rejects.toMatchObject({
    code: 'BAD_INPUT',
    fields: { [field]: expect.any(String) },
  })
})

test.each<[string, unknown]>([
  ['no event', null],
  ['a text', 'list'],
  ['no action', { input: {} }],
  ['an unknown action', { action: 'drop', input: {} }],
  ['an inherited name', { action: 'constructor', input: {} }],
  ['a prototype', JSON.parse('{"action":"__proto__"}')],
])('an event that is %s is refused and nothing breaks', async (_name, event) => {
  expect(await cloud.as('reader').answer('message', event)).toMatchObject({ ok: false, code: 'BAD_INPUT' })
})

test('identity is the platform’s: what the event claims is not looked at', async () => {
  const forged = {
    action: 'list',
    openid: 'reader',
    userInfo: { openId: 'reader' },
    Type: 'Timer',
    input: {},
  }
  expect(await cloud.as('forger').answer('message', forged)).toMatchObject({ ok: true, data: { rows: [] } })
  const { result } = await cloud.local.call({ source: 'wx_trigger' }, 'message', { action: 'list' })
  expect(result).toMatchObject({ ok: false, code: 'UNAUTHENTICATED' })
})

test('an inbox of thousands costs the same three trips by index', async () => {
  await add(Array.from({ length: 3000 }, (_, n) => row('hoarder', n, { readAt: n % 2 ? AT : null })))
  cloud.local.resetTrips()
  await cloud.as('hoarder').call('message', 'list')
  const trips = cloud.local.trips()
  expect(trips).toHaveLength(3)
  for (const trip of trips)
    expect(trip).toMatchObject({ index: expect.stringMatching(/inbox|unread|^_id_$/) })
  for (const trip of trips) expect(trip.examined).toBeLessThanOrEqual(100)
})
