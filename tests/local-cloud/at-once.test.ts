import type { Cloud } from '../../local-cloud/cloud'
import type { Database } from '../contract/database'
import { folder, holdTimers, sdkFor, start, until, WITH_SDK } from './support'

// A database that takes three requests at once, and what the SDK makes of a fourth.

const own = folder()
own.write(
  'many',
  `${WITH_SDK} const things = cloud.database().collection('things')
  exports.main = async ({ n }) => {
    const all = await Promise.allSettled(Array.from({ length: n }, () => things.count()))
    return all.map(one => one.reason?.errCode ?? one.value.total)
  }`,
)
own.write(
  'nested',
  `${WITH_SDK} exports.main = async event => (await cloud.callFunction({ name: 'many', data: event })).result`,
)

let cloud: Cloud
let db: Database
beforeAll(async () => {
  cloud = await start(own, { requestsAtOnce: 3 })
  await cloud.ensureIndexes('things', [])
  db = sdkFor(cloud).database() as Database
})
// requests take until the test lets them go
const LATENCY_MS = 599_999
let requests: ReturnType<typeof holdTimers>
beforeEach(() => {
  cloud.resetTrips()
  requests = holdTimers(LATENCY_MS)
  cloud.setFaults({ latencyMs: LATENCY_MS })
})
afterEach(() => cloud.setFaults({}))
afterAll(async () => {
  await cloud.close()
  own.remove()
})

const things = () => db.collection('things')
const REFUSED = {
  errCode: -501004,
  errMsg: expect.stringMatching(/\[LimitExceeded\] more than 3 requests to the database at once/) as string,
}

const refusals = () => cloud.trips().flatMap(({ code }) => code ?? [])

/** As many requests as there may be. */
async function threeCounts() {
  const counts = [things().count(), things().count(), things().count()]
  await until(() => requests.held.size === 3)
  return {
    async end() {
      cloud.setFaults({})
      requests.release()
      await Promise.all(counts)
    },
  }
}

test.each<[string, () => Promise<unknown>]>([
  ['get', () => things().where({ n: 1 }).get()],
  ['get of one', () => things().doc('a').get()],
  ['count', () => things().count()],
  ['add', () => things().add({ data: { n: 1 } })],
  [
    'update',
    () =>
      things()
        .doc('a')
        .update({ data: { n: 2 } }),
  ],
  ['remove', () => things().where({ n: 1 }).remove()],
])('one more than there may be is refused and does nothing: %s', async (_, work) => {
  const counts = await threeCounts()
  await expect(work()).rejects.toMatchObject(REFUSED)
  await counts.end()
  expect((await things().count()).total).toBe(0)
  expect(refusals()).toEqual(['EXCEED_CONCURRENT_REQUEST_LIMIT'])
})

test('an aggregation is refused with the code as a text, as the SDK does', async () => {
  const counts = await threeCounts()
  const pipeline = things().aggregate().limit!(1) as unknown as { end(): Promise<unknown> }
  await expect(pipeline.end()).rejects.toMatchObject({ code: 'EXCEED_CONCURRENT_REQUEST_LIMIT', errCode: -1 })
  await counts.end()
})

test.each([
  ['many', 0],
  ['nested', 1],
])('requests of functions count, calls of functions do not: %s', async (name, callsBetween) => {
  const call = cloud.call({ openid: 'o-anna' }, name, { n: 5 })
  await until(() => requests.held.size === callsBetween)
  requests.release()
  await until(() => requests.held.size === 3 && refusals().length === 2)
  requests.release()
  expect(((await call).result as number[]).sort()).toEqual([-501004, -501004, 0, 0, 0])
  cloud.setFaults({})
  expect((await cloud.call({ openid: 'o-anna' }, name, { n: 3 })).result).toEqual([0, 0, 0])
})
