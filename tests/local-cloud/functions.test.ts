import { folder, start, until, WITH_SDK } from './support'
import type { Cloud } from '../../local-cloud/cloud'

const own = folder()
const writeFunction = own.write

writeFunction(
  'whoami',
  `${WITH_SDK}
  exports.main = async (event, context) => ({ event, context, who: cloud.getWXContext(), trigger: process.env.TRIGGER_SRC, own: process.env.OWN })`,
)
writeFunction(
  'chain',
  `${WITH_SDK}
  exports.main = async event => (await cloud.callFunction({ name: event.name, data: { a: 1 } })).result`,
)
writeFunction('broken', `exports.main = async () => { throw new TypeError('no such thing') }`)
writeFunction('slow', `exports.main = () => new Promise(() => {})`, { timeout: 0.1 })
writeFunction('spinning', `exports.main = () => { for (;;); }`, { timeout: 0.1 })
writeFunction(
  'dying',
  `exports.main = () => { setImmediate(() => { throw new Error('gone') }); return new Promise(() => {}) }`,
)
writeFunction(
  'clock',
  `exports.main = async () => ({ now: Date.now(), fresh: new Date().getTime(), fixed: new Date(5).getTime(), isDate: new Date() instanceof Date && new Date(1).constructor === Date, text: typeof Date() })`,
)
writeFunction(
  'counter',
  `let n = 0; exports.main = async () => { const own = ++n; await new Promise(r => setTimeout(r, 30)); return [own, n] }`,
)
writeFunction('talker', `exports.main = async () => { console.log('said this'); console.error('and that') }`)
writeFunction(
  'odd',
  `exports.main = ({ kind }) => ({ a: () => 1, b: Symbol('x'), c: undefined, d: null })[kind]`,
)
writeFunction('large', `exports.main = async ({ size }) => 'x'.repeat(size)`)

writeFunction(
  'careless',
  `${WITH_SDK} const db = cloud.database()
  exports.main = ({ how }) => db.runTransaction(async t => {
    const seats = t.collection('seats')
    await seats.doc('a').update({ data: { left: 1 } })
    if (how === 'update') await seats.where({ _id: 'a' }).update({ data: { left: 0 } })
    if (how === 'remove') await seats.where({ _id: 'a' }).remove()
    if (how === 'count') await seats.where({ _id: 'a' }).count()
    if (how === 'parallel') await Promise.all([seats.doc('a').get(), seats.doc('a').get(), seats.doc('a').get()])
    if (how === 'well') await seats.doc('a').get()
    return 'done'
  })`,
)

let cloud: Cloud
beforeAll(async () => {
  cloud = await start(own, { functionEnv: { OWN: 'mine' } })
})
afterAll(async () => {
  await cloud.close()
  own.remove()
})

test('a client is known by its openid and source; the event carries what WeChat adds', async () => {
  const { result, errMsg, requestID } = await cloud.call({ openid: 'o-anna' }, 'whoami', { a: 1 })
  expect(errMsg).toBe('cloud.callFunction:ok')
  expect(result).toMatchObject({
    event: { a: 1, userInfo: { openId: 'o-anna' } },
    context: { request_id: requestID, function_name: 'whoami' },
    who: { OPENID: 'o-anna', SOURCE: 'wx_client', ENV: 'heju-local' },
    own: 'mine',
  })
})

test('a timer has no openid, and nothing of the call before stays in a warm instance', async () => {
  await cloud.call({ openid: 'o-anna' }, 'whoami', {})
  const { result } = await cloud.call({ source: 'timer' }, 'whoami', { Type: 'Timer' })
  expect(result).toMatchObject({ trigger: 'timer', who: {} })
  expect((result as { who: object }).who).not.toHaveProperty('OPENID')
  const { result: next } = await cloud.call({ openid: 'o-bert' }, 'whoami', {})
  expect(next).not.toHaveProperty('trigger')
})

test('a payment callback says so in its source', async () => {
  const { result } = await cloud.call({ source: 'wx_paycallback' }, 'chain', { name: 'whoami' })
  expect(result).toMatchObject({ event: { a: 1 } })
})

test('a function that another calls sees the longer chain of sources', async () => {
  const { result } = await cloud.call({ openid: 'o-anna' }, 'chain', { name: 'whoami' })
  expect(result).toMatchObject({ who: { OPENID: 'o-anna', SOURCE: 'wx_client,scf' } })
})

test.each(['a', 'b', 'c', 'd'])('what JSON has no text for is answered as null: %s', async kind => {
  expect((await cloud.call({ openid: 'o-anna' }, 'odd', { kind })).result).toBeNull()
})

test('one call at a time in an instance, several instances under load', async () => {
  const calls = Array.from({ length: 12 }, () => cloud.call({ openid: 'o-anna' }, 'counter', {}))
  const results = (await Promise.all(calls)).map(({ result }) => result as [number, number])
  for (const [own, after] of results) expect(after).toBe(own)
  expect(Math.max(...results.map(([own]) => own))).toBeLessThan(12)
})

describe('a call that fails', () => {
  test.each([
    [
      'throws',
      'broken',
      -504002,
      /errCode: -504002 functions execute fail \| errMsg: TypeError: no such thing/,
    ],
    ['never ends', 'slow', -504003, /timed out after 0.1 seconds/],
    ['never lets go', 'spinning', -504003, /timed out after 0.1 seconds/],
    ['loses its process', 'dying', -504002, /gone/],
    ['has no function', 'nobody', -501000, /could not be found/],
  ])('%s', async (_, name, errCode, message) => {
    const call = cloud.call({ openid: 'o-anna' }, name, {})
    await expect(call).rejects.toMatchObject({ errCode, errMsg: expect.stringMatching(message) as string })
    // the next call meets a healthy cloud
    await expect(cloud.call({ openid: 'o-anna' }, 'clock', {})).resolves.toBeDefined()
  })
})

describe('in a transaction', () => {
  beforeAll(async () => {
    await cloud.ensureIndexes('seats', [])
    const data = [JSON.stringify({ _id: 'a', left: 5 })]
    const request = { action: 'database.insertDocument', collectionName: 'seats', data }
    await fetch(cloud.endpoint, { method: 'POST', body: JSON.stringify(request) })
  })
  const run = (how: string) => cloud.call({ openid: 'o-anna' }, 'careless', { how })

  test('single documents are fine', async () => {
    expect((await run('well')).result).toBe('done')
  })

  test.each([
    ['update', /would run outside of the open transaction/],
    ['remove', /would run outside of the open transaction/],
    ['count', /would run outside of the open transaction/],
    ['parallel', /TransactionBusy/],
  ])('%s is refused, because the real service would silently do something else', async (how, errMsg) => {
    await expect(run(how)).rejects.toMatchObject({ errMsg: expect.stringMatching(errMsg) as string })
    expect((await run('well')).result).toBe('done')
  })
})

test('functions live by the clock of the cloud', async () => {
  const before = Date.now()
  cloud.advance(86_400_000)
  const { result } = await cloud.call({ openid: 'o-anna' }, 'clock', {})
  const { now, fresh } = result as { now: number; fresh: number }
  expect(now).toBeGreaterThanOrEqual(before + 86_400_000)
  expect(fresh).toBeGreaterThanOrEqual(now)
  expect(fresh).toBeLessThanOrEqual(cloud.now().getTime())
  expect(result).toMatchObject({ fixed: 5, isDate: true, text: 'string' })
  expect(cloud.now().getTime()).toBeGreaterThanOrEqual(now)
})

test('what a function prints is kept in the log, beside its cold start', async () => {
  await cloud.call({ openid: 'o-anna' }, 'talker', {})
  const texts = () =>
    cloud
      .log()
      .filter(line => line.source === 'talker')
      .map(line => line.text)
  // what is printed comes by another way than the answer, and may come after it
  await until(() => texts().includes('and that'))
  expect(texts()).toEqual(expect.arrayContaining(['cold start', 'said this']))
})

describe('gateway', () => {
  const post = (body: string | Buffer, headers: Record<string, string> = { authorization: 'Dev o-anna' }) =>
    fetch(`${cloud.origin}/gateway/call`, { method: 'POST', body, headers })

  test('answers as wx.cloud.callFunction', async () => {
    const answer = await post(JSON.stringify({ name: 'whoami', data: { a: 1 } }))
    expect(answer.status).toBe(200)
    expect(await answer.json()).toMatchObject({
      errMsg: 'cloud.callFunction:ok',
      requestID: expect.any(String) as string,
      result: { who: { OPENID: 'o-anna' } },
    })
  })

  const ANNA = { authorization: 'Dev o-anna' }
  test.each<[string, number, string | Buffer, Record<string, string>]>([
    ['nobody', 401, '{}', {}],
    ['an empty openid', 401, '{}', { authorization: 'Dev ' }],
    ['another scheme', 401, '{}', { authorization: 'Bearer o-anna' }],
    ['damaged JSON', 400, '{"name":', ANNA],
    ['a list', 400, '[]', ANNA],
    ['no name', 400, '{}', ANNA],
    ['invalid UTF-8', 400, Buffer.from([0x7b, 0x22, 0xc3, 0x28, 0x22, 0x7d]), ANNA],
    ['an unknown function', 404, JSON.stringify({ name: '__proto__' }), ANNA],
    ['data above 256 KB', 413, JSON.stringify({ name: 'large', data: { x: 'x'.repeat(256 * 1024) } }), ANNA],
    ['10 MB', 413, Buffer.alloc(10 * 1024 * 1024, 32), ANNA],
    ['a result above 1 MB', 502, JSON.stringify({ name: 'large', data: { size: 1024 * 1024 } }), ANNA],
    ['a broken function', 502, JSON.stringify({ name: 'broken' }), ANNA],
    ['an overdue function', 504, JSON.stringify({ name: 'slow' }), ANNA],
  ])('refuses %s with a code', async (_, status, body, headers) => {
    const answer = await post(body, headers)
    expect(answer.status).toBe(status)
    expect(await answer.json()).toMatchObject({
      code: expect.any(String) as string,
      errMsg: expect.any(String) as string,
    })
  })

  test('a result above 1 MB has the number that WeChat gives it', async () => {
    const answer = await post(JSON.stringify({ name: 'large', data: { size: 1024 * 1024 } }))
    expect(await answer.json()).toMatchObject({ code: 'RESULT_TOO_LARGE', errCode: -604001 })
  })
})
