import { command, db } from '../../cloudfunctions/shared/cloud'
import type { Message } from '../../cloudfunctions/shared/effects/collections'
import { laneNumber } from '../../cloudfunctions/shared/effects/lanes'
import { openCloud, type TestCloud } from '../support/cloud'
import { personIdOf, seedCommunity, seedHome, seedStaff } from '../support/seed'
import { auditRow, messageTo, toPerson, waitingSince } from './outbox-rows'

let cloud: TestCloud

beforeAll(async () => {
  cloud = await openCloud()
  await seedCommunity()
  await seedStaff({ openid: 'desk-1', name: '陈思雨', roles: ['desk'] })
  await seedStaff({ openid: 'desk-2', name: '林晓', roles: ['desk', 'cashier'] })
  await seedStaff({ openid: 'desk-away', name: '赵宁', roles: ['desk'], isActive: false })
  await seedStaff({ openid: 'tech-1', name: '周建国', roles: ['technician'] })
  await seedStaff({ openid: 'desk-other', name: '别处', roles: ['desk'] }, 'hupan')
})
afterAll(() => cloud.close())

const tick = async () => (await cloud.local.call({ source: 'timer' }, 'scheduler', {})).result

const inboxOf = async (openid: string): Promise<Message[]> =>
  (
    await db
      .collection('messages')
      .where({ personId: personIdOf(openid) })
      .get()
  ).data as Message[]

test('waiting rows move out once: to a person, to everybody on a post, and to the audit', async () => {
  const toDesk = { staff: 'desk', orElse: 'manager' } as const
  const outbox = [messageTo(toPerson('owner-1'), 'a:2:0'), messageTo(toDesk, 'a:2:1'), auditRow('a:2')]
  const home = await seedHome({
    openid: 'owner-1',
    name: '沈梓萱',
    ...waitingSince(outbox),
  })
  expect(await tick()).toMatchObject({ ok: true, data: { relayOutbox: 1 } })
  expect(await tick()).toMatchObject({ ok: true, data: { relayOutbox: 0 } })

  expect(await inboxOf('owner-1')).toHaveLength(1)
  for (const desk of ['desk-1', 'desk-2']) expect(await inboxOf(desk)).toHaveLength(1)
  for (const nobody of ['desk-away', 'desk-other', 'tech-1']) expect(await inboxOf(nobody)).toHaveLength(0)
  const { data } = await db.collection('audits').doc('a:2').get()
  expect(data).toMatchObject({
    communityId: 'yunqili',
    action: 'account.approve',
    after: { status: 'approved' },
  })
  expect((await db.collection('residents').doc(home._id).get()).data).toMatchObject({
    outbox: [],
    outboxAt: null,
    outboxLane: null,
    version: 1,
  })
})

test('a run that was killed half-way is finished by the next one, without a second row', async () => {
  const to = toPerson('owner-2')
  const outbox = [messageTo(to, 'b:2:0'), messageTo(to, 'b:2:1')]
  await seedHome({
    openid: 'owner-2',
    name: '韩雨',
    number: '301',
    ...waitingSince(outbox),
  })
  await tick()
  // as if the first run had died before it emptied the document
  await db
    .collection('residents')
    .where({ personId: personIdOf('owner-2') })
    .update({ data: waitingSince(outbox) })
  await tick()
  expect(await inboxOf('owner-2')).toHaveLength(2)
})

test('a change between reading and emptying keeps its own row', async () => {
  const to = toPerson('owner-3')
  const home = await seedHome({
    openid: 'owner-3',
    name: '顾静',
    number: '302',
    ...waitingSince([messageTo(to, 'c:2:0')]),
  })
  const late = messageTo(to, 'c:3:0')
  const save = () =>
    db
      .collection('residents')
      .where({ _id: home._id, version: 1 })
      .update({
        data: {
          version: command.inc(1),
          outbox: command.push([late]),
          outboxAt: new Date(0),
          outboxLane: laneNumber('normal'),
        },
      })
  await Promise.all([tick(), save()])
  await tick()
  expect((await inboxOf('owner-3')).map(row => row._id.split(':').slice(0, 3).join(':')).sort()).toEqual([
    'c:2:0',
    'c:3:0',
  ])
})

test('two ticks at once do the work once', async () => {
  const to = toPerson('owner-4')
  await seedHome({
    openid: 'owner-4',
    name: '廖文华',
    number: '401',
    ...waitingSince([messageTo(to, 'd:2:0')]),
  })
  await Promise.all([tick(), tick(), tick()])
  expect(await inboxOf('owner-4')).toHaveLength(1)
})

test('the lease of a run that died ends by itself', async () => {
  await db
    .collection('job_leases')
    .doc('relayOutbox')
    .set({ data: { until: new Date(cloud.local.now().getTime() + 3600_000) } })
  expect(await tick()).toMatchObject({ data: { relayOutbox: 'busy' } })
  cloud.local.advance(2 * 3600_000)
  expect(await tick()).toMatchObject({ data: { relayOutbox: 0 } })
})

test.each<[string, { openid: string } | { source: string }, unknown]>([
  ['a client', { openid: 'owner-1' }, {}],
  [
    'a client that claims to be a timer',
    { openid: 'owner-1' },
    { Type: 'Timer', TriggerName: 'everyMinute' },
  ],
  ['another function', { source: 'wx_client,scf' }, {}],
  ['a payment callback', { source: 'wx_paycallback' }, {}],
])('%s cannot run the jobs', async (_name, caller, event) => {
  const { result } = await cloud.local.call(caller, 'scheduler', event)
  expect(result).toMatchObject({ ok: false, code: 'FORBIDDEN' })
})
