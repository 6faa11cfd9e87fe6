import fc from 'fast-check'
import { db } from '../../cloudfunctions/shared/cloud'
import { outcomeOf } from '../../cloudfunctions/shared/effects/delivery'
import type { Message } from '../../cloudfunctions/shared/effects/collections'
import { laneNumber } from '../../cloudfunctions/shared/effects/lanes'
import { openCloud, type TestCloud } from '../support/cloud'
import { personIdOf, seedPerson } from '../support/seed'

let cloud: TestCloud

beforeAll(async () => {
  cloud = await openCloud()
  for (let n = 1; n <= 8; n++) await seedPerson(`owner-${n}`)
})
afterAll(() => cloud.close())

const tick = () => cloud.local.call({ source: 'timer' }, 'scheduler', {})

async function waiting(openid: string, patch: Partial<Message> = {}): Promise<string> {
  const at = cloud.local.now()
  const _id = `m-${openid}-${Math.random()}`
  const data: Message = {
    _id,
    communityId: 'yunqili',
    createdAt: at,
    personId: personIdOf(openid),
    ground: { kind: 'self' },
    topic: 'repair',
    title: '师傅已接单',
    body: '',
    page: 'packages/repair/detail/index?id=x',
    fields: { thing1: '厨房水槽下方漏水', phrase2: '待上门', thing3: '周建国', time4: '2026-11-21 14:30' },
    readAt: null,
    delivery: 'waiting',
    lane: laneNumber('normal'),
    tries: 0,
    nextTryAt: at,
    errCode: null,
    schemaVersion: 2,
    ...patch,
  }
  await db.collection('messages').add({ data })
  return _id
}

const stored = async (id: string) => (await db.collection('messages').doc(id).get()).data as Message
const sentTo = (openid: string) => cloud.local.sent().filter(message => message.openid === openid)

/** The person taps "allow" in WeChat's dialogue, and the app tells us. */
async function accepts(openid: string, times = 1): Promise<void> {
  for (let n = 0; n < times; n++) {
    await cloud.local.grantSubscription(openid, 'template-repair')
    await cloud.as(openid).call('message', 'acceptTemplates', { topics: ['repair'] })
  }
}

test('an accepted subscription is one message: the first goes out, the second stays in the inbox', async () => {
  await accepts('owner-1')
  const first = await waiting('owner-1')
  await tick()
  const second = await waiting('owner-1')
  await tick()
  expect(await stored(first)).toMatchObject({ delivery: 'sent', errCode: 0, tries: 1 })
  expect(await stored(second)).toMatchObject({ delivery: 'unsubscribed', errCode: 43101 })
  expect(sentTo('owner-1')).toHaveLength(1)
})

test('nobody who never agreed is written to, and that is no error', async () => {
  const id = await waiting('owner-2')
  await tick()
  expect(await stored(id)).toMatchObject({ delivery: 'unsubscribed', tries: 0 })
  expect(sentTo('owner-2')).toHaveLength(0)
})

test('when WeChat says the right is gone, our ledger forgets it too', async () => {
  await cloud.as('owner-3').call('message', 'acceptTemplates', { topics: ['repair'] })
  await cloud.as('owner-3').call('message', 'acceptTemplates', { topics: ['repair'] })
  const id = await waiting('owner-3')
  await tick()
  expect(await stored(id)).toMatchObject({ delivery: 'unsubscribed', errCode: 43101 })
  const { data } = await db
    .collection('subscriptions')
    .doc(`${personIdOf('owner-3')}:repair`)
    .get()
  expect(data).toMatchObject({ quota: 0 })
})

test('a field that breaks WeChat’s rule is given up at once, not repeated for hours', async () => {
  await accepts('owner-4')
  const id = await waiting('owner-4', { fields: { thing1: '长'.repeat(21), phrase2: '待上门' } })
  await tick()
  expect(await stored(id)).toMatchObject({ delivery: 'failed', errCode: 47003, tries: 1 })
})

test('a message that a dying run had claimed is never sent a second time', async () => {
  await accepts('owner-5')
  const id = await waiting('owner-5', { delivery: 'sending', tries: 1 })
  await tick()
  expect(await stored(id)).toMatchObject({ delivery: 'sending' })
  expect(sentTo('owner-5')).toHaveLength(0)
})

test('three ticks at once send once', async () => {
  await accepts('owner-6', 3)
  await waiting('owner-6')
  await Promise.all([tick(), tick(), tick()])
  expect(sentTo('owner-6')).toHaveLength(1)
})

test('agreeing at the same moment on two phones counts twice, and a broken client cannot collect without end', async () => {
  const taps = Array.from({ length: 60 }, () =>
    cloud.as('owner-7').call('message', 'acceptTemplates', { topics: ['repair'] }),
  )
  await Promise.all(taps)
  const { data } = await db
    .collection('subscriptions')
    .doc(`${personIdOf('owner-7')}:repair`)
    .get()
  expect(data).toMatchObject({ quota: 50 })
})

test.each<[string, object, string]>([
  ['no topic', { topics: [] }, 'topics'],
  ['an unknown topic', { topics: ['pay'] }, 'topics.0'],
  ['six topics', { topics: Array(6).fill('repair') }, 'topics'],
  ['somebody else’s name', { topics: ['repair'], personId: 'x' }, '_'],
])('accepting %s is refused', async (_name, input, field) => {
  await expect(cloud.as('owner-8').call('message', 'acceptTemplates', input)).rejects.toMatchObject({
    code: 'BAD_INPUT',
    fields: { [field]: expect.any(String) },
  })
})

test('every reply of WeChat ends a row or moves it to a later time; five tries are the end', () => {
  const now = new Date('2026-11-21T00:00:00Z')
  fc.assert(
    fc.property(fc.integer({ min: -1, max: 100000 }), fc.integer({ min: 1, max: 8 }), (errCode, tries) => {
      const { delivery, nextTryAt } = outcomeOf(errCode, tries, now)
      expect(delivery === 'waiting').toBe(nextTryAt > now)
      if (tries >= 5) expect(delivery).not.toBe('waiting')
    }),
  )
})
