import http from 'node:http'
import { INVALID_UTF8 } from './invalid-utf8'
import { folder, start } from './support'
import type { Cloud } from '../../local-cloud/cloud'

const own = folder()
own.write('deep', `exports.main = ({ levels }) => JSON.parse('['.repeat(levels) + ']'.repeat(levels))`)
let cloud: Cloud
beforeAll(async () => {
  cloud = await start(own)
  await cloud.ensureIndexes('c', [])
})
afterAll(async () => {
  await cloud.close()
  own.remove()
})

async function admin(body: string | Buffer, headers: Record<string, string> = {}) {
  const answer = await fetch(cloud.endpoint, { method: 'POST', body, headers })
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> }
}
/** With any Host, which fetch does not allow. */
const post = (place: string, body: string, headers: Record<string, string> = {}) =>
  new Promise<{ status?: number; body: unknown }>((resolve, reject) => {
    const sent = http.request(cloud.origin + place, { method: 'POST', headers }, async answer => {
      let text = ''
      for await (const chunk of answer.setEncoding('utf8')) text += String(chunk)
      resolve({ status: answer.statusCode, body: JSON.parse(text) })
    })
    sent.on('error', reject).end(body)
  })
const action = (name: string, fields: object) =>
  JSON.stringify({ action: name, collectionName: 'c', ...fields })
const REFUSED = { code: expect.stringMatching(/^[A-Z_]+$/) as string, message: expect.any(String) as string }

describe('the endpoint answers bad requests with 200 and a code', () => {
  test.each<[string, string | Buffer]>([
    ['nothing', ''],
    ['damaged JSON', '{"action":'],
    ['a list', '[]'],
    ['a number', '1'],
    ['no action', '{}'],
    ['an action nobody knows', '{"action":"database.dropEverything"}'],
    ['an action of Object.prototype', '{"action":"constructor"}'],
    ['10 MB', Buffer.alloc(10 * 1024 * 1024, 32)],
    ['a query that is no EJSON', action('database.getDocument', { queryType: 'WHERE', query: '{' })],
    ['a query that is a list', action('database.getDocument', { queryType: 'WHERE', query: '[]' })],
    ['a query that is an object', action('database.getDocument', { queryType: 'WHERE', query: {} })],
    [
      'a date that is none',
      action('database.getDocument', { queryType: 'WHERE', query: '{"a":{"$oid":"xyz"}}' }),
    ],
    ['a limit below zero', action('database.getDocument', { queryType: 'WHERE', limit: -1 })],
    ['an order of 2', action('database.getDocument', { queryType: 'WHERE', order: '{"a":2}' })],
    ['no _id', action('database.getDocument', { queryType: 'DOC', query: '{}' })],
    ['nothing to insert', action('database.insertDocument', { data: [] })],
    ['a text to insert', action('database.insertDocument', { data: ['"x"'] })],
    ['an _id that is a list', action('database.insertDocument', { data: ['{"_id":[1]}'] })],
    ['an _id that is null', action('database.insertDocument', { data: ['{"_id":null}'] })],
    [
      'a document without bottom',
      action('database.insertDocument', { data: [`${'{"a":'.repeat(150)}1${'}'.repeat(150)}`] }),
    ],
    [
      '__proto__ written otherwise',
      action('database.insertDocument', { data: ['{"\\u005f_proto__":{"x":1}}'] }),
    ],
    ['no stages', action('database.aggregateDocuments', { stages: 5 })],
    ['a stage that is empty', action('database.aggregateDocuments', { stages: [{}] })],
    ['a transaction nobody began', action('database.commitTransaction', { transactionId: 'x' })],
    [
      'a collection name that is a number',
      JSON.stringify({ action: 'database.getDocument', collectionName: 5 }),
    ],
    ['$where', action('database.getDocument', { queryType: 'WHERE', query: '{"$where":"sleep(1)"}' })],
    [
      '$function',
      action('database.aggregateDocuments', {
        stages: [
          {
            stageKey: '$match',
            stageValue: '{"$expr":{"$function":{"body":"return 1","args":[],"lang":"js"}}}',
          },
        ],
      }),
    ],
    ['a path outside', JSON.stringify({ action: 'storage.getUploadMetadata', path: '../x' })],
    [
      'a function nobody wrote',
      JSON.stringify({ action: 'functions.invokeFunction', function_name: 'toString', request_data: '{}' }),
    ],
  ])('%s', async (_, body) => {
    const answer = await admin(body)
    expect(answer).toMatchObject({ status: 200, body: REFUSED })
    expect(answer.body.requestId).toEqual(expect.any(String))
  })

  const bytes = (...list: number[]) =>
    Buffer.concat([Buffer.from('{"action":"'), Buffer.from(list), Buffer.from('"}')])
  test.each(INVALID_UTF8.map(list => [list]))('invalid UTF-8: %p', async list => {
    expect(await admin(bytes(...list))).toMatchObject({
      status: 200,
      body: { code: 'INVALID_PARAM', message: expect.stringMatching(/UTF-8/) as string },
    })
  })

  test.each<[string, string, string]>([
    ['a form without parts', 'multipart/form-data; boundary=x', '--x--\r\n'],
    ['a form without a boundary', 'multipart/form-data', 'x'],
    [
      'a form that breaks off',
      'multipart/form-data; boundary=x',
      '--x\r\ncontent-disposition: form-data; name="action"\r\n\r\nwx.op',
    ],
    [
      'an action that is no form',
      'multipart/form-data; boundary=x',
      '--x\r\ncontent-disposition: form-data; name="action"\r\n\r\nconstructor\r\n--x--\r\n',
    ],
  ])('%s', async (_, type, body) => {
    expect(await admin(body, { 'content-type': type })).toMatchObject({ status: 200, body: REFUSED })
  })
})

test.each(['storage.getFileAuthority', 'wx.wxCallContainerApi'])(
  '%s is said not to be emulated',
  async name => {
    expect((await admin(action(name, {}))).body.code).toBe('NOT_EMULATED')
  },
)

describe('other addresses', () => {
  test.each([
    ['GET', '/nothing', 404],
    ['POST', '/gateway/nothing', 404],
    ['GET', '/gateway/call', 405],
    ['GET', '/storage/x?sign=1', 403],
    ['DELETE', '/storage/x?sign=1', 405],
    ['GET', '/storage/%E0%A4%A', 400],
    ['GET', '/__proto__', 404],
    ['GET', '/dev/nothing', 404],
  ])('%s %s: %i with a code', async (method, address, status) => {
    const answer = await fetch(cloud.origin + address, { method })
    expect(answer.status).toBe(status)
    expect(await answer.json()).toMatchObject({ code: expect.any(String) as string })
  })

  test('an unreadable address does not end the server', async () => {
    const status = await new Promise(resolve => {
      const { port } = new URL(cloud.origin)
      http.get({ port, path: '//' }, res => resolve(res.resume().statusCode))
    })
    expect(status).toBeGreaterThanOrEqual(400)
    expect((await admin('{}')).status).toBe(200)
  })

  test('pages from elsewhere may neither read nor move anything', async () => {
    const headers = { origin: 'http://evil.example' }
    const call = await fetch(`${cloud.origin}/gateway/call`, { method: 'OPTIONS', headers })
    expect(call.headers.get('access-control-allow-origin')).toBeNull()
    expect((await fetch(`${cloud.origin}/dev/clock`, { headers })).status).toBe(403)
  })

  const FOREIGN: [string, Record<string, string>][] = [
    ['a page elsewhere', { origin: 'http://evil.example' }],
    ['a page in a sandbox', { origin: 'null' }],
    ['a page of another server here', { origin: 'http://127.0.0.1:1' }],
    ['a page whose name was made to lead here', { host: 'evil.example', origin: 'http://evil.example' }],
    ['a picture on such a page', { host: 'evil.example:9000' }],
  ]
  const PLACES = ['/admin', '/admin/some-instance', '/manage', '/dev/clock']
  test.each(FOREIGN.flatMap(([who, headers]) => PLACES.map(place => [place, who, headers] as const)))(
    '%s does nothing for %s',
    async (place, _, headers) => {
      const body = action('database.addCollection', { collectionName: 'evil' })
      expect(await post(place, body, headers)).toMatchObject({ status: 403, body: { code: 'FORBIDDEN' } })
      expect((await admin(action('database.getDocument', { collectionName: 'evil' }))).body.code).toBe(
        'DATABASE_COLLECTION_NOT_EXIST',
      )
    },
  )

  test('its own pages may, by both names of this machine', async () => {
    const { port } = new URL(cloud.origin)
    for (const host of [`127.0.0.1:${port}`, `localhost:${port}`])
      expect(await post('/dev/clock', '{"advanceMs":0}', { host, origin: `http://${host}` })).toMatchObject({
        status: 200,
      })
  })

  test('pages of this machine may use the gateway', async () => {
    const call = await fetch(`${cloud.origin}/gateway/call`, {
      method: 'OPTIONS',
      headers: { origin: 'http://localhost:10086' },
    })
    expect(call.headers.get('access-control-allow-origin')).toBe('http://localhost:10086')
  })
})

describe('50,000 levels of JSON are said to be too many', () => {
  const deep = (core: string, levels = 50_000) => `${'['.repeat(levels)}${core}${']'.repeat(levels)}`
  // where a body may have 64 KB it is fewer
  const FEWER = 30_000
  const inside = (field: string, levels?: number) =>
    `{"collection":"c","name":"deep","${field}":${deep('', levels)}}`
  const query = (text: string) => action('database.getDocument', { queryType: 'WHERE', query: text })
  const stage = (text: string) =>
    action('database.aggregateDocuments', { stages: [{ stageKey: '$match', stageValue: text }] })
  const AS_ANNA = { authorization: 'Dev o-anna' }
  const manage = { 'x-tc-action': 'CreateTable' }

  test.each<[string, string, string, Record<string, string>?]>([
    ['the body', '/admin', deep('')],
    ['beside an action', '/admin', `{"action":"database.aggregateDocuments","stages":${deep('')}}`],
    ['a query', '/admin', query(`{"a":${deep('')}}`)],
    ['a date', '/admin', query(`{"a":{"$date":${deep('')}}}`)],
    ['a document', '/admin', action('database.insertDocument', { data: [`{"a":${deep('1')}}`] })],
    ['a stage', '/admin', stage(`{"a":${deep('')}}`)],
    [
      'to a function',
      '/admin',
      action('functions.invokeFunction', { function_name: 'deep', request_data: deep('') }),
    ],
    [
      'to an open API',
      '/admin',
      action('wx.api', { apiName: 'security.msgSecCheck', requestData: inside('a') }),
    ],
    ['a call', '/gateway/call', inside('data'), AS_ANNA],
    ['a subscription', '/gateway/subscribe', inside('tmplIds', FEWER), AS_ANNA],
    ['a payment', '/gateway/pay', inside('package', FEWER), AS_ANNA],
    ['addresses', '/gateway/temp-urls', inside('fileList'), AS_ANNA],
    ['a query of a client', '/gateway/database/get', inside('query'), AS_ANNA],
    ['data of a client', '/gateway/database/add', inside('data'), AS_ANNA],
    ['management', '/manage', inside('TableName'), manage],
    ['the clock', '/dev/clock', inside('advanceMs', FEWER)],
    ['faults', '/dev/faults', inside('errorRate', FEWER)],
  ])('%s: %s', async (_, place, body, headers = {}) => {
    const answer = await post(place, body, headers)
    expect(JSON.stringify(answer.body)).toMatch(/nested deeper than \d+ levels/)
    expect(JSON.stringify(answer.body)).toMatch(/"(INVALID_PARAM|InvalidParameter)"/)
    expect(answer.status).toBeLessThan(500)
  })

  test('as the result of a function', async () => {
    const call = cloud.call({ openid: 'o-anna' }, 'deep', { levels: 3000 })
    await expect(call).rejects.toMatchObject({
      errCode: -504002,
      errMsg: expect.stringMatching(/the result is nested deeper/) as string,
    })
    const most = cloud.call({ openid: 'o-anna' }, 'deep', { levels: 900 })
    await expect(most).resolves.toHaveProperty('result')
  })
})

test('the demo page shows messages and moves the clock', async () => {
  const before = cloud.now().getTime()
  const moved = await fetch(`${cloud.origin}/dev/clock`, {
    method: 'POST',
    body: JSON.stringify({ advanceMs: 3_600_000 }),
  })
  expect(moved.status).toBe(200)
  expect(cloud.now().getTime() - before).toBeGreaterThanOrEqual(3_600_000)
  expect(await (await fetch(`${cloud.origin}/dev/messages`)).json()).toEqual({ messages: [] })
  const refused = await fetch(`${cloud.origin}/dev/clock`, { method: 'POST', body: '{"advanceMs":"x"}' })
  expect(refused.status).toBeGreaterThanOrEqual(400)
})
