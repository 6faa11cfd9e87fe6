import protobuf from 'protobufjs'
import type { Cloud } from '../../local-cloud/cloud'
import { INVALID_UTF8 } from './invalid-utf8'
import { folder, start } from './support'

// What a broken client may send as the calls of `wx.openApi`, `wx.wxPayApi` and functions: refused, and nothing is done.

const own = folder()
own.write('echo', `exports.main = async event => event`)
own.write('large', `exports.main = async ({ size }) => 'x'.repeat(size)`)

let cloud: Cloud
beforeAll(async () => {
  cloud = await start(own)
  await cloud.grantSubscription('o-anna', 't', 100)
})
afterAll(async () => {
  await cloud.close()
  own.remove()
})

const { root } = protobuf.parse(`syntax = "proto3";
  message Pair { bytes key = 1; bytes value = 2; }
  message OpenApiData { repeated Pair pairs = 1; }
  message CommApiData { uint32 apiType = 1; OpenApiData openapiData = 2; }`)
const Call = root.lookupType('CommApiData')

type Params = Record<string, Buffer | string>
const pairsOf = (params: Params) =>
  Object.entries(params).map(([key, value]) => ({ key: Buffer.from(key), value: Buffer.from(value) }))
const encode = (pairs: object[]) =>
  Buffer.from(Call.encode(Call.fromObject({ openapiData: { pairs } })).finish())
const message = (changes: Params = {}) =>
  pairsOf({ touser: '"o-anna"', template_id: '"t"', data: '{"thing1":{"value":"a"}}', ...changes })

async function form(action: string, apiName: string, requestData: Buffer, type = 'application/octet-stream') {
  const part = (name: string, content: Buffer | string, head = '') => [
    Buffer.from(`--x\r\ncontent-disposition: form-data; name="${name}"\r\n${head}\r\n`),
    Buffer.from(content),
    Buffer.from('\r\n'),
  ]
  const data = part('requestData', requestData, type && `content-type: ${type}\r\n`)
  const parts = [...part('action', action), ...part('apiName', apiName), ...data, Buffer.from('--x--\r\n')]
  const headers = { 'content-type': 'multipart/form-data; boundary=x' }
  const answer = await fetch(cloud.endpoint, { method: 'POST', headers, body: Buffer.concat(parts) })
  return { type: answer.headers.get('content-type'), text: await answer.text() }
}

/** The SDK knows a refusal of the platform by exactly this content type. */
function expectRefusal({ type, text }: { type: string | null; text: string }, says: RegExp): void {
  expect(type).toBe('application/json; charset=utf-8')
  expect(JSON.parse(text)).toMatchObject({
    code: 'INVALID_PARAM',
    message: expect.stringMatching(says) as string,
  })
}

const ORDER = `"out_trade_no":"o1","spbill_create_ip":"127.0.0.1","sub_mch_id":"1","total_fee":1,"env_id":"heju-local",
  "function_name":"echo","nonce_str":"n","trade_type":"JSAPI"`
const around = (list: number[], before: string, after: string) =>
  Buffer.concat([Buffer.from(before), Buffer.from(list), Buffer.from(after)])

afterEach(() => {
  expect(cloud.sent()).toEqual([])
  expect(cloud.payments()).toEqual([])
})

describe('25 kinds of invalid UTF-8', () => {
  test('in the value of a parameter', async () => {
    for (const list of INVALID_UTF8) {
      const data = encode(message({ data: around(list, '{"thing1":{"value":"a', '"}}') }))
      expectRefusal(await form('wx.openApi', 'subscribeMessage.send', data), /data is not valid UTF-8/)
    }
  })

  test('in the name of a parameter', async () => {
    for (const list of INVALID_UTF8) {
      const data = encode([...message(), { key: Buffer.from(list), value: Buffer.from('1') }])
      expectRefusal(await form('wx.openApi', 'subscribeMessage.send', data), /not valid UTF-8/)
    }
  })

  test.each(['application/octet-stream', 'text/plain', ''])('in an order sent as %j', async type => {
    for (const list of INVALID_UTF8) {
      const data = around(list, '{"body":"', `",${ORDER}}`)
      expectRefusal(await form('wx.wxPayApi', 'unifiedOrder', data, type), /not valid UTF-8/)
    }
  })
})

test.each<[string, string, Buffer, RegExp]>([
  ['wx.openApi', 'no message at all', Buffer.from([0xff, 0xff, 0xff]), /cannot be read/],
  ['wx.openApi', 'half a message', encode(message()).subarray(0, 30), /cannot be read/],
  ['wx.openApi', 'a value that is no JSON', encode(message({ touser: 'o-anna' })), /touser is not JSON/],
  ['wx.wxPayApi', 'damaged JSON', Buffer.from('{"body":'), /requestData is not JSON/],
  ['wx.wxPayApi', 'null', Buffer.from('null'), /must be a JSON object/],
  ['wx.wxPayApi', 'a list', Buffer.from('[]'), /must be a JSON object/],
  ['wx.wxPayApi', 'more than 10 MB', Buffer.alloc(11 * 1024 * 1024, 32), /larger than 10 MB/],
])('%s: %s', async (action, _, data, says) => {
  const name = action === 'wx.openApi' ? 'subscribeMessage.send' : 'unifiedOrder'
  expectRefusal(await form(action, name, data), says)
})

async function post(request: object) {
  const answer = await fetch(cloud.endpoint, { method: 'POST', body: JSON.stringify(request) })
  return (await answer.json()) as { code?: string; message?: string; data?: { response_data: string } }
}
const invoke = (name: string, data: string) =>
  post({ action: 'functions.invokeFunction', function_name: name, request_data: data })

test.each(['{bad', 'undefined', '{"a":NaN}'])('a function is not called with %s', async data => {
  expect(await invoke('echo', data)).toMatchObject({
    code: 'INVALID_PARAM',
    message: 'request_data is not JSON',
  })
})

test.each(['null', '[]', '"x"', '{bad'])('cloud.callOpenAPI with %s', async requestData => {
  const request = { action: 'wx.api', apiName: 'subscribeMessage.send', requestData }
  expect(await post(request)).toMatchObject({ code: 'INVALID_PARAM' })
})

describe('6 MB is the limit of a function', () => {
  const MB = 1024 * 1024

  test('for what it answers', async () => {
    expect((await invoke('large', `{"size":${6 * MB - 2}}`)).data?.response_data).toHaveLength(6 * MB)
    expect(await invoke('large', `{"size":${6 * MB}}`)).toMatchObject({
      code: 'FUNCTIONS_EXECUTE_FAIL',
      message: expect.stringMatching(/exceeds 6 MB/) as string,
    })
  })

  test('for what it is asked', async () => {
    expect(await invoke('echo', JSON.stringify('x'.repeat(6 * MB)))).toMatchObject({
      code: 'REQUEST_TOO_LARGE',
    })
    await expect(cloud.call({ source: 'timer' }, 'echo', 'x'.repeat(6 * MB))).rejects.toMatchObject({
      errCode: -504001,
    })
  })
})
