import type { Cloud, FaultSettings } from '../../local-cloud/cloud'
import { Faults } from '../../local-cloud/faults'
import type { Database } from '../contract/database'
import { folder, sdkFor, start, WITH_SDK, type Sdk } from './support'

// Every fault does what its name says, and only that; all of them can be switched off again.

const own = folder()
own.write(
  'nightly',
  `${WITH_SDK}
  exports.main = async event => void (await cloud.database().collection('runs').add({ data: { name: event.TriggerName } }))`,
  { triggers: [{ name: 'nightly', type: 'timer', config: '0 0 2 * * * *' }] },
)
own.write(
  'halfway',
  `${WITH_SDK} const db = cloud.database()
  exports.main = async ({ inTransaction }) => {
    const target = inTransaction ? await db.startTransaction() : db
    await target.collection('steps').add({ data: { _id: 'first' } })
    await db.collection('steps').add({ data: { _id: 'ready' } })
    await new Promise(() => {})
  }`,
)

let cloud: Cloud
let sdk: Sdk
let db: Database
beforeAll(async () => {
  cloud = await start(own)
  sdk = sdkFor(cloud)
  db = sdk.database() as Database
  for (const name of ['things', 'runs', 'steps']) await cloud.ensureIndexes(name, [])
})
beforeEach(async () => {
  for (const name of ['things', 'runs', 'steps'])
    await db
      .collection(name)
      .where({ _id: db.command.exists!(true) as string })
      .remove()
  cloud.resetTrips()
})
afterEach(() => cloud.setFaults({}))
afterAll(async () => {
  await cloud.close()
  own.remove()
})

const add = (_id = 'x') => db.collection('things').add({ data: { _id } })
const total = async (name = 'things') => (await db.collection(name).count()).total
const failing = (errMsg: RegExp, errCode = -501001) => ({
  errCode,
  errMsg: expect.stringMatching(errMsg) as string,
})

test('latency: every request waits', async () => {
  cloud.setFaults({ latencyMs: 120 })
  const before = Date.now()
  await add()
  expect(Date.now() - before).toBeGreaterThanOrEqual(115)
})

test('errors: nothing is done, and the request counts as a trip all the same', async () => {
  cloud.setFaults({ errorRate: 1 })
  await expect(add()).rejects.toMatchObject(failing(/switched on/))
  cloud.setFaults({})
  expect(await total()).toBe(0)
  expect(cloud.trips()[0]).toEqual({
    action: 'database.insertDocument',
    collection: 'things',
    function: undefined,
    code: 'SYS_ERR',
  })
})

test('a request that the database refuses counts as a trip', async () => {
  await add()
  await expect(add()).rejects.toMatchObject(failing(/E11000/, -502001))
  const own = cloud.trips().filter(trip => trip.action === 'database.insertDocument')
  expect(own.map(trip => trip.code)).toEqual([undefined, 'DATABASE_REQUEST_FAILED'])
})

test('a rate is a share of the requests', async () => {
  let next = 0
  const faults = new Faults({}, () => (next++ % 10) / 10)
  faults.set({ errorRate: 0.3 })
  const outcomes = await Promise.allSettled(Array.from({ length: 100 }, () => faults.before('database.x')))
  expect(outcomes.filter(({ status }) => status === 'rejected')).toHaveLength(30)
})

test('conflicts: a commit is refused and leaves nothing; other requests go well', async () => {
  cloud.setFaults({ conflictRate: 1 })
  const t = await db.startTransaction()
  await t.collection('things').add({ data: { _id: 'x' } })
  await expect(t.commit()).rejects.toMatchObject({ code: 'DATABASE_TRANSACTION_CONFLICT' })
  expect(await total()).toBe(0)
  await expect(add()).resolves.toBeDefined()
})

test('conflicts: the SDK tries again by itself', async () => {
  const tries: number[] = []
  cloud.setFaults({ conflictRate: 1 })
  const run = db.runTransaction(async t => {
    if (tries.push(tries.length) === 3) cloud.setFaults({})
    await t.collection('things').add({ data: { _id: 'x' } })
  })
  await expect(run).resolves.toBeUndefined()
  expect(tries).toHaveLength(3)
  expect(await total()).toBe(1)
})

describe('a lost reply: the work is done, the caller hears an error', () => {
  beforeEach(() => cloud.setFaults({ lostReplyRate: 1 }))

  test('of an add', async () => {
    await expect(add()).rejects.toMatchObject(failing(/reply was lost/, -501002))
    expect(await total()).toBe(1)
  })

  test('of a commit', async () => {
    cloud.setFaults({})
    const t = await db.startTransaction()
    await t.collection('things').add({ data: { _id: 'x' } })
    cloud.setFaults({ lostReplyRate: 1 })
    await expect(t.commit()).rejects.toThrow(/reply was lost/)
    expect(await total()).toBe(1)
  })

  test('of a message to a person', async () => {
    await cloud.grantSubscription('o-anna', 'tmpl')
    const message = {
      touser: 'o-anna',
      templateId: 'tmpl',
      page: 'pages/a',
      data: { thing1: { value: '好' } },
    }
    await expect(sdk.openapi.subscribeMessage!.send!(message)).rejects.toMatchObject({ errCode: -501002 })
    expect(cloud.sent()).toMatchObject([{ openid: 'o-anna', errcode: 0 }])
  })

  test('reads are answered', async () => expect(await total()).toBe(0))
})

test('timers fire more than once', async () => {
  cloud.setFaults({ timerRepeats: 3 })
  cloud.advance(86_400_000)
  await cloud.tick()
  expect(await total('runs')).toBe(3)
})

describe('an instance is killed in the middle', () => {
  async function killHalfway(inTransaction: boolean) {
    const call = cloud.call({ openid: 'o-anna' }, 'halfway', { inTransaction })
    const ended = expect(call).rejects.toMatchObject({ errCode: -504002 })
    while (!(await db.collection('steps').where({ _id: 'ready' }).count()).total)
      await add(`${Math.random()}`)
    await cloud.kill('halfway')
    await ended
  }

  test('what it has written stays', async () => {
    await killHalfway(false)
    expect(await total('steps')).toBe(2)
  })

  test('its open transaction leaves nothing and stops nobody', async () => {
    await killHalfway(true)
    expect(await total('steps')).toBe(1)
    await expect(db.collection('steps').add({ data: { _id: 'first' } })).resolves.toBeDefined()
  })

  test('the next call meets a new instance; to kill nobody is no error', async () => {
    await cloud.call({ source: 'timer' }, 'nightly', {})
    const starts = () => cloud.log().filter(l => l.source === 'nightly' && l.text === 'cold start').length
    const before = starts()
    await cloud.kill('nightly')
    await cloud.call({ source: 'timer' }, 'nightly', {})
    expect(starts()).toBe(before + 1)
    await expect(cloud.kill('nobody')).resolves.toBeUndefined()
  })
})

test.each<[string, object]>([
  ['misspelt', { errorrate: 1 }],
  ['of Object.prototype', { constructor: 1 }],
  ['a text', { latencyMs: '5' }],
  ['below zero', { latencyMs: -1 }],
  ['above one', { errorRate: 2 }],
  ['not a number', { errorRate: NaN }],
  ['without end', { latencyMs: Infinity }],
  ['above ten minutes', { latencyMs: 600_001 }],
  ['half a firing', { timerRepeats: 1.5 }],
  ['firings without end', { timerRepeats: 101 }],
  ['a word for yes', { isConflictAtOperation: 'yes' }],
])('no fault: %s', (_, faults) => {
  expect(() => cloud.setFaults(faults as Partial<FaultSettings>)).toThrow(/no such fault/)
})
