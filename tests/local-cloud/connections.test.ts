import net from 'node:net'
import type { Cloud } from '../../local-cloud/cloud'
import { folder, start } from './support'

// What is no request that a server can answer gets a status and a code all the same, and the next one is served.

const own = folder()
let cloud: Cloud
beforeAll(async () => (cloud = await start(own)))
afterAll(async () => {
  await cloud.close()
  own.remove()
})

/** All that comes back until the connection ends. */
const send = (bytes: string | Buffer) =>
  new Promise<string>((resolve, reject) => {
    const socket = net.connect(Number(new URL(cloud.origin).port), '127.0.0.1')
    let heard = ''
    socket.setEncoding('utf8').on('data', (text: string) => (heard += text))
    socket.on('error', reject).on('close', () => resolve(heard))
    socket.write(bytes)
  })

const upgrade = (address: string, lines: string[]) =>
  [`GET ${address} HTTP/1.1`, 'Host: x', 'Connection: Upgrade', ...lines, '', ''].join('\r\n')
const WEBSOCKET = [
  'Upgrade: websocket',
  'Sec-WebSocket-Version: 13',
  'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
]

test.each<[string, string | Buffer, number, string]>([
  ['a WebSocket elsewhere', upgrade('/gateway/other', WEBSOCKET), 404, 'NOT_FOUND'],
  [
    'a WebSocket of a page elsewhere',
    upgrade('/gateway/watch', [...WEBSOCKET, 'Origin: http://evil.example']),
    403,
    'FORBIDDEN',
  ],
  ['another protocol', upgrade('/admin', ['Upgrade: h2c']), 404, 'NOT_FOUND'],
  ['another protocol for watch', upgrade('/gateway/watch', ['Upgrade: h2c']), 400, 'INVALID_PARAM'],
  ['a WebSocket without a key', upgrade('/gateway/watch', ['Upgrade: websocket']), 400, 'INVALID_PARAM'],
  ['CONNECT', 'CONNECT example.com:443 HTTP/1.1\r\nHost: x\r\n\r\n', 405, 'METHOD_NOT_ALLOWED'],
  ['a method that there is not', 'FOO /admin HTTP/1.1\r\nHost: x\r\n\r\n', 400, 'INVALID_PARAM'],
  ['bytes', Buffer.from([0, 1, 2, 255, 254, 13, 10, 13, 10]), 400, 'INVALID_PARAM'],
  [
    'a length that is none',
    'POST /admin HTTP/1.1\r\nHost: x\r\nContent-Length: abc\r\n\r\n',
    400,
    'INVALID_PARAM',
  ],
  [
    'a damaged chunk',
    'POST /admin HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n',
    400,
    'INVALID_PARAM',
  ],
  [
    'headers without end',
    `GET /admin HTTP/1.1\r\nHost: x\r\nX: ${'y'.repeat(40_000)}\r\n\r\n`,
    431,
    'HEADERS_TOO_LARGE',
  ],
])('%s', async (_, bytes, status, code) => {
  const [head = '', body = ''] = (await send(bytes)).split('\r\n\r\n')
  expect(head).toMatch(new RegExp(`^HTTP/1.1 ${status} [A-Z]`))
  expect(JSON.parse(body)).toMatchObject({ code, message: expect.any(String) as string })
  expect((await fetch(`${cloud.origin}/nothing`)).status).toBe(404)
})

test('a connection that is idle is kept, so that nobody uses one that is just being closed', async () => {
  // with an end in sight the server would name it
  expect((await fetch(`${cloud.origin}/dev/clock`)).headers.get('keep-alive')).toBeNull()
})
