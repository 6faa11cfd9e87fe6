import { writeFileSync } from 'node:fs'
import path from 'node:path'
import WebSocket from 'ws'
import type { Cloud } from '../../local-cloud/cloud'
import { INVALID_UTF8 } from './invalid-utf8'
import { folder, start } from './support'

// What a broken or hostile client may send to the gateway: each is told what is wrong, with a code; nothing falls over.

const own = folder()
own.write('echo', `exports.main = async event => event`)
const rulesFile = path.join(own.dir, 'rules.json')
writeFileSync(rulesFile, JSON.stringify({ open: { read: true, write: true } }))

let cloud: Cloud
beforeAll(async () => {
  cloud = await start(own, { rulesFile })
  await cloud.ensureIndexes('open', [])
})
afterAll(async () => {
  await cloud.close()
  own.remove()
})

const headers = { authorization: 'Dev o-anna' }
async function post(name: string, body: string | Buffer) {
  const answer = await fetch(`${cloud.origin}/gateway/${name}`, { method: 'POST', headers, body })
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> }
}
async function expectRefusal(name: string, body: string | Buffer): Promise<void> {
  const answer = await post(name, body)
  expect(answer.body).toMatchObject({
    code: expect.any(String) as string,
    errMsg: expect.any(String) as string,
  })
  expect(answer.status).toBeGreaterThanOrEqual(400)
  expect(answer.status).toBeLessThan(500)
}

const NAMES = [
  'call',
  'temp-urls',
  'subscribe',
  'pay',
  'database/get',
  'database/count',
  'database/add',
  'database/update',
  'database/remove',
]

describe.each(NAMES)('%s', name => {
  test.each<[string, string | Buffer]>([
    ['nothing', ''],
    ['damaged JSON', '{"name":'],
    ['a list', '[]'],
    ['a text', '"x"'],
    ['null', 'null'],
    ['an empty object', '{}'],
    ['10 MB', Buffer.alloc(10 * 1024 * 1024, 32)],
    [
      'numbers everywhere',
      '{"name":5,"collection":5,"query":5,"data":5,"fileList":5,"tmplIds":5,"package":5}',
    ],
    [
      'null everywhere',
      '{"name":null,"collection":null,"query":null,"data":null,"fileList":null,"package":null}',
    ],
    [
      'names of Object.prototype',
      '{"name":"__proto__","collection":"constructor","package":"toString","fileList":{}}',
    ],
  ])('%s', async (_, body) => expectRefusal(name, body))

  test('25 kinds of invalid UTF-8', async () => {
    for (const list of INVALID_UTF8)
      await expectRefusal(
        name,
        Buffer.concat([Buffer.from('{"name":"'), Buffer.from(list), Buffer.from('"}')]),
      )
  })
})

const asked = (fields: object) => JSON.stringify({ collection: 'open', query: {}, ...fields })
test.each<[string, string, string]>([
  ['get', '$where', asked({ query: { $where: 'sleep(1)' } })],
  ['get', 'an unknown operator', asked({ query: { a: { $pow: 1 } } })],
  ['get', '__proto__ in a query', '{"collection":"open","query":{"__proto__":{"a":1}}}'],
  [
    'get',
    'a query without bottom',
    `{"collection":"open","query":${'{"a":'.repeat(300)}1${'}'.repeat(300)}}`,
  ],
  ['get', 'a regular expression that is none', asked({ query: { a: { $regex: '(' } } })],
  ['get', 'an Extended JSON that is none', asked({ query: { a: { $oid: 'x' } } })],
  ['get', 'an order that is none', asked({ sort: { a: 'up' } })],
  ['get', 'an order that is a number', asked({ sort: 5 })],
  ['get', 'a limit that is a text', asked({ limit: 'x' })],
  ['get', 'a limit below zero', asked({ limit: -1 })],
  ['get', 'a skip below zero', asked({ skip: -5 })],
  ['get', 'a projection both ways', asked({ field: { a: 1, b: 0 } })],
  ['get', 'a projection both ways, of nothing', asked({ query: { _id: 'no' }, field: { a: 1, b: 0 } })],
  ['get', 'a collection without rules', asked({ collection: 'closed' })],
  ['count', '$where', asked({ query: { $where: '1' } })],
  ['add', 'a key with $', asked({ data: { $set: 1 } })],
  ['add', 'a key with $ inside', asked({ data: { a: { $inc: 1 } } })],
  ['add', 'a key with a dot', asked({ data: { 'a.b': 1 } })],
  ['add', '__proto__', '{"collection":"open","data":{"__proto__":{"admin":true}}}'],
  ['add', 'an owner', asked({ data: { _openid: 'o-bert' } })],
  ['add', 'an _id that is a list', asked({ data: { _id: [1] } })],
  ['update', 'a key with $', asked({ data: { $inc: { a: 1 } } })],
  ['update', 'a text to count by, of nothing', asked({ query: { _id: 'no' }, data: { $inc: { a: 'x' } } })],
  ['update', '_id', asked({ query: { _id: 'there' }, data: { _id: 'x' } })],
  ['update', '__proto__', '{"collection":"open","query":{},"data":{"__proto__":{"admin":true}}}'],
  ['remove', '$where', asked({ query: { $where: '1' } })],
])('database/%s: %s', async (name, _, body) => {
  await cloud.ensureIndexes('open', [])
  await post('database/add', asked({ data: { _id: 'there', a: 'x' } }))
  await expectRefusal(`database/${name}`, body)
})

test.each([
  '../../etc/passwd',
  'a/../../etc',
  '/etc/passwd',
  'a//b',
  './a',
  'a/.',
  'a/..',
  'a\\..\\b',
  'a\u0000b',
  'a\nb',
  '',
  'x'.repeat(900),
  '..',
])('a file named %j is not stored', async name => {
  await expectRefusal(`upload?path=${encodeURIComponent(name)}`, 'content')
})

test.each(['%', '%E0%A4%A', '%ff%fe', '%2e%2e%2f%2e%2e%2fetc'])('an address with %s', async name => {
  const answer = await fetch(`${cloud.origin}/storage/${name}?t=1&sign=x`)
  expect([400, 403, 404]).toContain(answer.status)
  expect(await answer.json()).toMatchObject({ code: expect.any(String) as string })
})

test('a name that is no UTF-8', () => expectRefusal('upload?path=%E0%A4%A', 'content'))

test('a file above 20 MB', async () => {
  await expectRefusal('upload?path=large.bin', Buffer.alloc(21 * 1024 * 1024))
})

test.each(['o-anna; x', '../anna', 'a'.repeat(200), '中'])('an openid like %j is nobody', async openid => {
  const authorization = Buffer.from(`Dev ${openid}`).toString('latin1')
  const answer = await fetch(`${cloud.origin}/gateway/call`, {
    method: 'POST',
    headers: { authorization },
    body: '{}',
  })
  expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([401, 'UNAUTHENTICATED'])
})

test('a message of 10 MB closes the socket of a watch, and only that', async () => {
  const socket = new WebSocket(`${cloud.origin.replace('http', 'ws')}/gateway/watch`)
  await new Promise(resolve => socket.once('open', resolve))
  const closed = new Promise<number>(resolve => socket.once('close', resolve))
  socket.send('x'.repeat(10 * 1024 * 1024))
  expect(await closed).toBe(1009)
  expect((await post('call', '{"name":"echo"}')).status).toBe(200)
})

test('what JSON can hold and a function gets is what was sent', async () => {
  const data = '{"__proto__":{"admin":true},"constructor":1,"a.b":2,"$set":3,"text":"\\u0000中😀"}'
  const { body } = await post('call', `{"name":"echo","data":${data}}`)
  const { userInfo, ...event } = body.result as Record<string, unknown>
  expect(userInfo).toMatchObject({ openId: 'o-anna' })
  expect(event.admin).toBeUndefined()
  expect(event).toMatchObject({ 'a.b': 2, $set: 3, text: '\u0000中😀' })
})
