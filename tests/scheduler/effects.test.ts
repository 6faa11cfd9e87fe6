import { command, db } from '../../cloudfunctions/shared/cloud'
import { collections } from '../../cloudfunctions/shared/collections'
import { deliverWaiting } from '../../cloudfunctions/shared/effects/delivery'
import { relayOutbox } from '../../cloudfunctions/shared/effects/relay'
import { UNLIMITED, type Budget } from '../../cloudfunctions/shared/jobs/job'
import { residents } from '../../cloudfunctions/shared/people/collections'
import type { Inbox } from '../../cloudfunctions/message/views'
import type { Message } from '../../cloudfunctions/shared/effects/collections'
import { laneNumber } from '../../cloudfunctions/shared/effects/lanes'
import { waiting } from '../../cloudfunctions/shared/effects/outbox'
import type { Recipient } from '../../cloudfunctions/shared/store/stored'
import { form, openTown } from '../repair/support'
import type { TestCloud } from '../support/cloud'
import { personIdOf, seedHome, seedMany, seedPerson, seedStaff } from '../support/seed'
import { messageTo } from './outbox-rows'

// What leaves within the call, who goes first, and who may still read what was written.

let cloud: TestCloud

beforeAll(async () => {
  cloud = await openTown()
})
afterEach(() => cloud.local.setFaults({}))
afterAll(() => cloud.close())

const tick = () => cloud.local.call({ source: 'timer' }, 'scheduler', {})

const inboxOf = async (openid: string): Promise<Message[]> => {
  const { data } = await db
    .collection('messages')
    .where({ personId: personIdOf(openid) })
    .limit(1000)
    .get()
  return data as Message[]
}
const listed = async (openid: string): Promise<string[]> =>
  (await cloud.as(openid).call<Inbox>('message', 'list')).rows.map(({ title }) => title).sort()

const sentTo = (openid: string) =>
  cloud.local.sent().filter(each => each.openid === openid && each.errcode === 0)

async function subscribe(openid: string, topic: string): Promise<void> {
  await cloud.local.grantSubscription(openid, `template-${topic}`)
  await cloud.as(openid).call('message', 'acceptTemplates', { topics: [topic] })
}

let homes = 0
/** A document in which this message waits. */
async function saved(
  to: Recipient,
  title: string,
  patch: Parameters<typeof messageTo>[2] = {},
): Promise<void> {
  const at = cloud.local.now()
  const rows = [messageTo(to, `t-${++homes}`, { title, at, ...patch })]
  await seedHome({
    openid: `writer-${homes}`,
    name: '写信人',
    building: '9',
    number: String(homes),
    ...waiting(rows, at, at),
  })
}

test('an urgent report is in the inbox of the desk and in WeChat when the action answers; nothing comes twice', async () => {
  await subscribe('chen', 'dispatch')
  await cloud.as('lin').call('repair', 'submit', form(cloud, { urgency: 'urgent' }))
  expect((await inboxOf('chen')).map(({ title }) => title)).toEqual(['紧急报修'])
  expect((await inboxOf('chen'))[0]).toMatchObject({ delivery: 'sent', lane: laneNumber('urgent') })
  expect(sentTo('chen')).toHaveLength(1)
  await Promise.all([tick(), tick()])
  expect(await inboxOf('chen')).toHaveLength(1)
  expect(sentTo('chen')).toHaveLength(1)
})

test('what is not urgent waits for the minute', async () => {
  const before = (await inboxOf('chen')).length
  await cloud
    .as('song')
    .call('repair', 'submit', form(cloud, { roomId: 'yunqili:5-1-0603', category: 'masonry' }))
  expect(await inboxOf('chen')).toHaveLength(before)
  await tick()
  expect(await inboxOf('chen')).toHaveLength(before + 1)
})

test('a cloud that hangs after the save does not hold the call; the timer goes on, and nothing is lost or doubled', async () => {
  await subscribe('xu', 'dispatch')
  const before = (await inboxOf('xu')).length
  // every trip takes longer than the caller's patience from the moment the order is there
  const input = form(cloud, { urgency: 'urgent', description: '主管爆裂，水已经流到走廊。' })
  const events: string[] = []
  const answered = cloud
    .as('lin')
    .call('repair', 'submit', input)
    .then(() => events.push('answered'))
  const isSaved = async () => (await db.collection('repairs').where({ outboxLane: 0 }).count()).total > 0
  while (!(await isSaved()) && !events.length) await new Promise(resolve => setImmediate(resolve))
  const wasInTime = !events.length
  cloud.local.setFaults({ latencyMs: 10_000 })
  const read = db
    .collection('repairs')
    .limit(1)
    .get()
    .then(() => events.push('a trip came back'))
  await answered
  cloud.local.setFaults({})
  expect(events).toEqual(['answered'])
  await read
  if (wasInTime) expect(events).toEqual(['answered', 'a trip came back'])
  await cloud.local.kill('repair')
  await tick()
  await tick()
  expect(await inboxOf('xu')).toHaveLength(before + 1)
  expect(sentTo('xu').length).toBeLessThanOrEqual(1)
})

/** A budget for one batch. */
function oneBatch(): Budget {
  let asked = 0
  return { isSpent: () => asked++ > 0 }
}

test('of two hundred documents that wait the urgent one is moved on with the first batch, though it came last', async () => {
  await tick()
  const at = cloud.local.now()
  await seedPerson('first')
  const to = { person: personIdOf('first'), ground: { kind: 'self' as const } }
  for (let n = 0; n < 4; n++) await saved(to, '普通', { lane: 'normal', at: new Date(n + 1) })
  const { data } = await db
    .collection('residents')
    .where({ outboxLane: laneNumber('normal') })
    .limit(1)
    .get()
  const [model] = data as [{ _id: string }]
  const bulk = Array.from({ length: 200 }, (_, n) => {
    const rows = [messageTo(to, `many-${n}`, { lane: 'bulk', at: new Date(0) })]
    return { ...model, _id: `many-${n}`, ...waiting(rows, new Date(0), at) }
  })
  await seedMany('residents', bulk)
  await saved(to, '紧急', { lane: 'urgent', at })
  const now = cloud.local.now()
  await relayOutbox([residents], now, oneBatch())
  const arrived = await inboxOf('first')
  expect(arrived).toHaveLength(100)
  expect(arrived.filter(({ lane }) => lane === laneNumber('urgent'))).toHaveLength(1)
  expect(arrived.filter(({ lane }) => lane === laneNumber('normal'))).toHaveLength(4)

  await relayOutbox(
    collections.filter(({ relay }) => relay),
    now,
    UNLIMITED,
  )
  const late = { ...arrived.find(({ lane }) => lane === 0)!, _id: 'late', nextTryAt: now }
  await seedMany('messages', [late])
  await deliverWaiting(now, { isSpent: () => true })
  const { data: left } = await db.collection('messages').where({ delivery: 'waiting' }).limit(1000).get()
  expect(left).toHaveLength(206 - 100)
  expect((left as Message[]).every(({ lane }) => lane === laneNumber('bulk'))).toBe(true)
  await db
    .collection('residents')
    .where({ _id: command.in(bulk.map(({ _id }) => _id)) })
    .remove()
  await tick()
})

test('a message about a home: who has left reads what was written before, and nothing after', async () => {
  const ground = { kind: 'room' as const, roomId: 'yunqili:7-1-701' }
  const home = await seedHome({ openid: 'leaver', name: '搬走', building: '7', unit: '1', number: '701' })
  const to = { person: personIdOf('leaver'), ground }
  await saved(to, '之前')
  await tick()
  await saved(to, '走的那一分钟')
  cloud.local.advance(1000)
  const endedAt = cloud.local.now()
  await db
    .collection('residents')
    .doc(home._id)
    .update({ data: { status: 'ended', endedAt } })
  cloud.local.advance(1000)
  await saved(to, '之后')
  await saved({ ...to, orElse: 'supervisor' }, '之后，主管会看到')
  await tick()
  expect(await listed('leaver')).toEqual(['之前', '走的那一分钟'])
  expect((await inboxOf('leaver')).map(({ title }) => title).sort()).toEqual(['之前', '走的那一分钟'])
  expect((await inboxOf('xu')).map(({ title }) => title)).toContain('之后，主管会看到')
})

test('a lease is over at midnight in Beijing: what waits for WeChat then was written before, what comes later is not read', async () => {
  const last = '2026-11-23'
  await seedHome({
    openid: 'tenant',
    name: '租客',
    building: '7',
    unit: '1',
    number: '702',
    relation: 'tenant',
    endsOn: last,
  })
  const to = { person: personIdOf('tenant'), ground: { kind: 'room' as const, roomId: 'yunqili:7-1-702' } }
  const midnight = new Date(`${last}T24:00:00+08:00`)
  cloud.local.advance(midnight.getTime() - 60_000 - cloud.local.now().getTime())
  await saved(to, '最后一分钟')
  await tick()
  cloud.local.advance(120_000)
  await saved(to, '第二天')
  await tick()
  expect(await listed('tenant')).toEqual(['最后一分钟'])
  expect(await inboxOf('tenant')).toHaveLength(1)
})

test('who leaves one of two communities keeps the work of the other only; marking all as read touches no hidden row', async () => {
  await seedStaff({
    openid: 'both',
    name: '两处',
    roles: ['technician'],
    communityIds: ['yunqili', 'lanting'],
  })
  const rows = ['yunqili', 'lanting'].map(communityId => ({
    ...{ _id: `work-${communityId}`, communityId, personId: personIdOf('both'), ground: { kind: 'post' } },
    ...{ topic: 'job', title: communityId, body: '', page: 'pages/workbench/index', fields: {} },
    ...{ createdAt: cloud.local.now(), readAt: null, delivery: 'waiting', lane: 1, tries: 0 },
    ...{ nextTryAt: cloud.local.now(), errCode: null, schemaVersion: 2 },
  }))
  await seedMany('messages', rows)
  expect(await listed('both')).toEqual(['lanting', 'yunqili'])
  const posts = [{ communityId: 'lanting', roles: ['technician'] }]
  await db.collection('staff').doc('staff_both').update({ data: { posts } })
  expect(await listed('both')).toEqual(['lanting'])
  await tick()
  const deliveries = (await inboxOf('both')).map(({ title, delivery }) => [title, delivery]).sort()
  expect(deliveries).toEqual([
    ['lanting', 'unsubscribed'],
    ['yunqili', 'withheld'],
  ])
  expect(await cloud.as('both').call('message', 'readAll')).toEqual({ read: 1 })
})

test('a hundred and twenty documents that cannot be moved keep the one behind them waiting in no run', async () => {
  const broken = Array.from({ length: 120 }, (_, n) => ({
    ...{
      _id: `broken-${n}`,
      communityId: 7,
      version: 1,
      outbox: 'none',
      outboxAt: new Date(0),
      outboxLane: 0,
    },
  }))
  await seedMany('residents', broken)
  await seedMany(
    'messages',
    broken.map(({ _id }) => ({ _id, delivery: 'waiting', lane: 0, nextTryAt: new Date(0) })),
  )
  await seedPerson('behind')
  await saved({ person: personIdOf('behind'), ground: { kind: 'self' } }, '在后面')
  await tick()
  expect(await inboxOf('behind')).toMatchObject([{ title: '在后面', delivery: 'unsubscribed' }])
  for (const name of ['residents', 'messages'])
    await db
      .collection(name)
      .where({ _id: command.in(broken.map(({ _id }) => _id)) })
      .remove()
})

test('a login that cannot be decrypted silences its person only', async () => {
  for (const openid of ['lost', 'found']) await seedPerson(openid)
  await subscribe('found', 'repair')
  await subscribe('lost', 'repair')
  await db
    .collection('logins')
    .where({ personId: personIdOf('lost') })
    .update({ data: { 'openid.keyId': 'gone' } })
  const fields = { thing1: '漏水', phrase2: '待上门', thing3: '周建国', time4: '2026年11月21日 14:30' }
  for (const openid of ['lost', 'found'])
    await saved({ person: personIdOf(openid), ground: { kind: 'self' } }, openid, { topic: 'repair', fields })
  await tick()
  expect(await inboxOf('found')).toMatchObject([{ delivery: 'sent' }])
  expect(await inboxOf('lost')).toMatchObject([{ delivery: 'unsubscribed' }])
})
