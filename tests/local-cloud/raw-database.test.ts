import type { Cloud } from '../../local-cloud/cloud'
import { asPerson, folder, start } from './support'

// Requests that no SDK writes: each is refused with a code and a reason, and no document is another afterwards.

const own = folder()
let cloud: Cloud
beforeAll(async () => {
  cloud = await start(own)
  await cloud.ensureIndexes('c', [])
  await send('insertDocument', { data: [DOCUMENT] })
})
afterAll(async () => {
  await cloud.close()
  own.remove()
})

type Answer = { code?: string; message?: string; data?: Record<string, unknown> }

const DOCUMENT = '{"_id":"1","a":{"b":1},"n":5,"list":[{"x":1},{"x":2},3]}'

async function send(action: string, fields: object): Promise<Answer> {
  const body = JSON.stringify({ action: `database.${action}`, collectionName: 'c', ...fields })
  return (await (await fetch(cloud.endpoint, { method: 'POST', body })).json()) as Answer
}
const search = (query: string, fields: object = {}) =>
  send('getDocument', { queryType: 'WHERE', query, ...fields })
const modify = (data: string, fields: object = {}) =>
  send('modifyDocument', { queryType: 'WHERE', query: '{}', data, merge: true, multi: true, ...fields })
const aggregate = (stageKey: string, stageValue: string) =>
  send('aggregateDocuments', { stages: [{ stageKey, stageValue }] })

const INVALID = 'INVALID_PARAM'
const FAILED = 'DATABASE_REQUEST_FAILED'
const UNKNOWN = 'NOT_EMULATED'

async function expectRefused(answer: Answer, code: string, message: RegExp): Promise<void> {
  expect(answer).toMatchObject({ code, message: expect.stringMatching(message) as string })
  const { data } = await search('{}')
  expect((data!.list as string[]).map(text => JSON.parse(text) as unknown)).toEqual([
    {
      _id: '1',
      a: { b: { $numberInt: '1' } },
      n: { $numberInt: '5' },
      list: [{ x: { $numberInt: '1' } }, { x: { $numberInt: '2' } }, { $numberInt: '3' }],
    },
  ])
}

describe('a projection', () => {
  test.each<[string, string, string, RegExp]>([
    ['the element found', '{"list.$":1}', UNKNOWN, /projection of list\.\$/],
    ['a path and one inside', '{"list":1,"list.x":1}', FAILED, /Path collision/],
    ['one inside and its path', '{"list.x":0,"list":0}', FAILED, /Path collision/],
    ['an expression', '{"n":"$a"}', UNKNOWN, /projection of n/],
    ['null', '{"n":null}', UNKNOWN, /projection of n/],
    ['an object', '{"a":{"b":1}}', UNKNOWN, /projection b/],
    ['no name', '{"":1}', FAILED, /empty part/],
    ['a dot at the end', '{"a.":1}', FAILED, /empty part/],
    ['a name with $', '{"$n":1}', FAILED, /may not start with/],
    ['a slice of a text', '{"list":{"$slice":"1"}}', FAILED, /\$slice/],
    ['a slice of nothing', '{"list":{"$slice":[0,0]}}', FAILED, /\$slice/],
    ['two narrowings', '{"list":{"$slice":1,"$elemMatch":{}}}', UNKNOWN, /projection/],
    ['__proto__', '{"a.__proto__":1}', INVALID, /a\.__proto__/],
  ])('of %s is refused', async (_, projection, code, message) => {
    await expectRefused(await search('{}', { projection }), code, message)
  })

  test.each(['constructor.keys', 'constructor.prototype.foo', 'toString.foo', 'a.constructor.keys'])(
    'of %s finds nothing and changes nothing',
    async field => {
      const { data } = await search('{}', { projection: JSON.stringify({ [field]: 1 }) })
      const { a } = JSON.parse((data!.list as string[])[0]!) as { a?: object }
      expect(Object.keys(a ?? {})).toEqual([])
      const asked = { collection: 'c', query: {}, field: { [field]: 1 } }
      await asPerson(cloud, 'o-anna').post('database/get', asked)
      expect(typeof Object.keys).toBe('function')
      expect('foo' in {} || 'foo' in Object || 'foo' in Object.prototype.toString).toBe(false)
    },
  )
})

describe('a change', () => {
  test.each<[string, string, object, string, RegExp]>([
    ['of _id by a replacement', '{"_id":"zz","q":1}', { merge: false, multi: false }, INVALID, /不能更新_id/],
    ['of a document without its _id', '{"$set":{"n":1}}', { queryType: 'DOC' }, INVALID, /docId/],
    [
      'of a document by more than its _id',
      '{"$set":{"n":1}}',
      { queryType: 'DOC', query: '{"_id":"1","n":6}' },
      INVALID,
      /_id alone/,
    ],
    ['with __proto__ in a path', '{"$set":{"a.__proto__":5}}', {}, INVALID, /a\.__proto__/],
    ['with __proto__ in the middle', '{"$set":{"a.__proto__.x":5}}', {}, INVALID, /a\.__proto__\.x/],
    ['with __proto__ in a value', '{"$set":{"a":{"__proto__":5}}}', {}, INVALID, /__proto__/],
    ['with __proto__ written otherwise', '{"$set":{"\\u005f_proto__":5}}', {}, INVALID, /__proto__/],
    ['with __proto__ in a new name', '{"$rename":{"n":"a.__proto__"}}', {}, INVALID, /a\.__proto__/],
    ['with _bsontype', '{"$set":{"a":{"_bsontype":"Long"}}}', {}, INVALID, /_bsontype/],
    ['with _bsontype in a path', '{"$set":{"a._bsontype":"Long"}}', {}, INVALID, /_bsontype/],
    [
      'by an operator of Object.prototype',
      '{"constructor":{"a":1}}',
      {},
      FAILED,
      /Unknown modifier: constructor/,
    ],
    ['by bits of Object.prototype', '{"$bit":{"n":{"constructor":1}}}', {}, FAILED, /\$bit/],
    ['by nothing', '{}', {}, FAILED, /empty/],
    ['by an operator without fields', '{"$set":{}}', {}, FAILED, /'\$set' is empty/],
  ])('%s is refused', async (_, data, fields, code, message) => {
    await expectRefused(await modify(data, fields), code, message)
  })

  test.each(['{}', '{"_id":{"$gt":""}}', '{"_id":"1","n":6}'])(
    'no removal of a document by %s',
    async query => {
      await expectRefused(
        await send('removeDocument', { queryType: 'DOC', query }),
        INVALID,
        /_id alone|docId/,
      )
    },
  )
})

describe('a query', () => {
  test.each<[string, string, RegExp]>([
    ['{"n":{"$gt":0,"b":1}}', FAILED, /unknown operator: b/],
    ['{"n":{"$gt":0,"constructor":1}}', FAILED, /unknown operator: constructor/],
    ['{"n":{"b":1,"$gt":0}}', FAILED, /\$gt beside fields/],
    ['{"n":{"$type":{"toString":1}}}', FAILED, /type name/],
    ['{"n":{"$regex":"x","$options":"q"}}', INVALID, /option \[q\]/],
    ['{"n":{"$regex":"x","$options":"q","$ne":1}}', INVALID, /option \[q\]/],
  ])('%s', async (query, code, message) => {
    await expectRefused(await search(query), code, message)
  })
})

describe('a value that is none', () => {
  test.each<[string, string, RegExp]>([
    ['{"$date":"rubbish"}', INVALID, /rubbish/],
    ['{"$date":{"$numberLong":"x"}}', INVALID, /not Extended JSON/],
    ['{"$date":{"$numberLong":"8640000000000001"}}', INVALID, /not Extended JSON/],
    ['{"$date":5}', INVALID, /not Extended JSON/],
    ['{"$numberInt":"rubbish"}', INVALID, /rubbish/],
    ['{"$numberInt":"2147483648"}', INVALID, /2147483648/],
    ['{"$numberInt":"1","b":2}', INVALID, /not Extended JSON/],
    ['{"$numberLong":"1.5"}', INVALID, /1\.5/],
    ['{"$numberLong":"9223372036854775808"}', INVALID, /9223372036854775808/],
    ['{"$numberLong":"9007199254740993"}', UNKNOWN, /9007199254740993/],
    ['{"$numberDouble":"abc"}', INVALID, /abc/],
    ['{"$numberDecimal":"abc"}', INVALID, /abc/],
    ['{"$binary":{"base64":"?","subType":"00"}}', INVALID, /not Extended JSON/],
    ['{"$regularExpression":5}', INVALID, /not Extended JSON/],
    ['{"$timestamp":5}', INVALID, /not Extended JSON/],
    ['{"$symbol":5}', UNKNOWN, /\$symbol/],
    ['{"$code":"x"}', UNKNOWN, /\$code/],
    ['{"$tcb_server_date":{"offset":"x"}}', INVALID, /offset/],
  ])('%s', async (value, code, message) => {
    await expectRefused(await send('insertDocument', { data: [`{"v":${value}}`] }), code, message)
  })

  test('is refused in queries and stages too', async () => {
    await expectRefused(await search('{"v":{"$date":"rubbish"}}'), INVALID, /query is not/)
    await expectRefused(await aggregate('$match', '{"v":{"$numberInt":"x"}}'), INVALID, /\$match is not/)
    await expectRefused(await aggregate('$limit', '{"$numberInt":"x"}'), INVALID, /stage is not/)
  })
})

test.each<[string, object]>([
  ['stages that are none', { action: 'database.aggregateDocuments', stages: [null] }],
  ['a stage without a name', { action: 'database.aggregateDocuments', stages: [{ stageValue: '{}' }] }],
  ['files that are none', { action: 'storage.batchGetDownloadUrl', file_list: [null] }],
  ['copies that are none', { action: 'storage.batchCopyFile', file_list: [null] }],
  ['a function that is an object', { action: 'functions.invokeFunction', function_name: { toString: 1 } }],
  [
    'data of a function that is an object',
    { action: 'functions.invokeFunction', function_name: 'x', request_data: { toString: 1 } },
  ],
  ['an action that is an object', { action: { toString: 1 } }],
  [
    'a transaction that is an object',
    { action: 'database.commitTransaction', transactionId: { toString: 1 } },
  ],
])('%s: refused', async (_, request) => {
  const body = JSON.stringify({ collectionName: 'c', ...request })
  const answer = (await (await fetch(cloud.endpoint, { method: 'POST', body })).json()) as Answer
  expect(answer.code).toMatch(/^INVALID_(PARAM|ACTION)$/)
})

test.each<[string, string]>([
  ['$lookup', '{"from":"c","localField":"n","foreignField":"n","as":"__proto__"}'],
  ['$unwind', '{"path":"$list","includeArrayIndex":"a.__proto__"}'],
  ['$lookup', '{"from":"c","let":{"__proto__":1},"pipeline":[],"as":"x"}'],
  ['$lookup', '{"from":"c","localField":"n","foreignField":"n","as":"a._bsontype"}'],
  ['$project', '{"x":"$a.__proto__"}'],
])('no stage names what no document may have: %s %s', async (stage, value) => {
  await expectRefused(await aggregate(stage, value), INVALID, /__proto__|_bsontype/)
})

test('as a value __proto__ is a text like others', async () => {
  const lookup = '{"from":"c","pipeline":[{"$match":{"n":"__proto__"}}],"as":"x"}'
  expect((await aggregate('$match', '{"n":"__proto__"}')).data).toEqual({ list: [] })
  expect((await aggregate('$lookup', lookup)).code).toBeUndefined()
})

test('a decimal is kept as it is, and compared where it is a double', async () => {
  const other = { collectionName: 'decimals' }
  await cloud.ensureIndexes('decimals', [])
  const half = '{"$numberDecimal":"1.50"}'
  const tenth = '{"$numberDecimal":"0.1"}'
  await send('insertDocument', { ...other, data: [`{"_id":"half","v":${half}}`] })
  const found = await search('{"v":{"$numberDouble":"1.5"}}', other)
  expect(found.data!.list).toEqual([`{"_id":"half","v":${half}}`])
  expect((await search(`{"v":${tenth}}`, other)).code).toBe(UNKNOWN)
  await send('insertDocument', { ...other, data: [`{"_id":"tenth","v":${tenth}}`] })
  const { data } = await search('{"_id":"tenth"}', other)
  expect(data!.list).toEqual([`{"_id":"tenth","v":${tenth}}`])
  expect((await search('{"v":{"$numberDouble":"0.1"}}', other)).code).toBe(UNKNOWN)
})
