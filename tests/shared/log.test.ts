import { db } from '../../cloudfunctions/shared/cloud'
import { succeeds } from '../../cloudfunctions/shared/jobs/each-safely'
import { describeError } from '../../cloudfunctions/shared/log'
import { openCloud, type TestCloud } from '../support/cloud'
import { seedHome } from '../support/seed'

let cloud: TestCloud

beforeAll(async () => {
  cloud = await openCloud()
})
afterAll(() => cloud.close())

const HASH = 'pXk3-the-hash-of-a-phone'
const SECRET = /林静仪|pXk3|13866204172/

const thrownBy = async (work: () => Promise<unknown>): Promise<unknown> => {
  try {
    await work()
  } catch (error) {
    return error
  }
  throw new Error('nothing was thrown')
}

test('a key that is taken: the log names the index, not the key', async () => {
  await cloud.local.ensureIndexes('residents', [
    { name: 'phone', unique: true, keys: { phoneHash: 1, name: 1 } },
  ])
  await seedHome({ openid: 'a', name: '林静仪', phoneHash: HASH })
  const error = await thrownBy(() => seedHome({ openid: 'b', name: '林静仪', phoneHash: HASH }))
  expect(String((error as Error).message)).toMatch(SECRET)
  const said = describeError(error)
  expect(said).toMatch(/-50\d{4} index phone\n/)
  expect(said).toContain('at ')
  expect(said).not.toMatch(SECRET)
})

test('a pattern that is none, in a job', async () => {
  const logged: unknown[] = []
  jest.spyOn(console, 'error').mockImplementation(line => void logged.push(line))
  const name = db.RegExp({ regexp: '(林静仪|13866204172' })
  expect(await succeeds('search', () => db.collection('residents').where({ name }).get())).toBe(false)
  expect(logged).toHaveLength(1)
  expect(JSON.parse(String(logged[0]))).toMatchObject({ level: 'error', job: 'search' })
  expect(String(logged[0])).not.toMatch(SECRET)
})

test.each<[string, unknown]>([
  ['a text that is no JSON', (() => thrownNow(() => JSON.parse('林静仪')))()],
  ['a plain object of an SDK', { errCode: -1, errMsg: 'where name = 林静仪' }],
  ['a text', '林静仪'],
  ['an error whose message has several lines', Object.assign(new Error('first\n林静仪'), { code: 'X' })],
])('%s', (_what, error) => {
  expect(describeError(error)).not.toMatch(SECRET)
})

test('a mistake of our own keeps its words and its place', () => {
  expect(describeError(new TypeError('filter on a is undefined'))).toMatch(
    /^TypeError: filter on a is undefined\n\s+at .*log\.test/,
  )
})

function thrownNow(work: () => unknown): unknown {
  try {
    return work()
  } catch (error) {
    return error
  }
}
