import type { Cloud } from '../../local-cloud/cloud'
import { folder, start } from './support'

// Upserts by a query: the SDK sends only those of `doc().set`, other clients may send more.

const own = folder()
let cloud: Cloud
let next = 0
beforeAll(async () => (cloud = await start(own)))
afterAll(async () => {
  await cloud.close()
  own.remove()
})

type Answer = { code?: string; message?: string; data?: Record<string, unknown> }
const isUpsert = { queryType: 'WHERE', multi: false, upsert: true }

async function send(action: string, fields: object): Promise<Answer> {
  const body = JSON.stringify({ action: `database.${action}`, ...fields })
  return (await (await fetch(cloud.endpoint, { method: 'POST', body })).json()) as Answer
}

/** What an upsert makes of an empty collection. */
async function upsert(
  query: object,
  data: object,
  merge = true,
): Promise<{ answer: Answer; docs: unknown[] }> {
  const collectionName = `u${++next}`
  await cloud.ensureIndexes(collectionName, [])
  const answer = await send('modifyDocument', {
    ...{ collectionName, query: JSON.stringify(query), data: JSON.stringify(data), merge, ...isUpsert },
  })
  const { data: found } = await send('getDocument', { collectionName, queryType: 'WHERE', query: '{}' })
  const docs = (found!.list as string[]).map(
    text => JSON.parse(text.replace(/\{"\$numberInt":"(-?\d+)"\}/g, '$1')) as unknown,
  )
  return { answer, docs }
}

const _id = 'x'
const $set = { n: 1 }

test.each<[string, object, object]>([
  ['values', { _id, a: 1, b: [2], c: null }, { a: 1, b: [2], c: null }],
  ['paths', { _id, 'a.b': 1, 'a.c': 2 }, { a: { b: 1, c: 2 } }],
  ['$eq', { _id, a: { $eq: 1 } }, { a: 1 }],
  ['$eq beside others', { _id, a: { $eq: 1, $gt: 0 } }, { a: 1 }],
  ['$in of one', { _id, a: { $in: [1] } }, { a: 1 }],
  ['$in of two', { _id, a: { $in: [1, 2] } }, {}],
  ['$in of a pattern', { _id, a: { $in: [{ $regularExpression: { pattern: 'a', options: '' } }] } }, {}],
  ['$all of one', { _id, a: { $all: [1] } }, { a: 1 }],
  ['$all of an element', { _id, a: { $all: [{ $elemMatch: { b: 1 } }] } }, {}],
  ['$or of one', { $or: [{ _id, a: 1 }] }, { a: 1 }],
  ['$or of two', { _id, $or: [{ a: 1 }, { a: 2 }] }, {}],
  ['$or of one in $and', { $and: [{ _id }, { $or: [{ $and: [{ a: 1 }] }] }] }, { a: 1 }],
  ['what is no value', { _id, a: { $gt: 1 }, b: { $ne: 2 }, c: { $exists: true }, $nor: [{ d: 1 }] }, {}],
])('an upsert starts from %s', async (_, query, seed) => {
  const { answer, docs } = await upsert(query, { $set })
  expect(docs).toEqual([{ _id, ...seed, n: 1 }])
  expect(answer.data).toMatchObject({ updated: 0, upsert_id: _id })
})

test.each<[string, object, RegExp]>([
  ['a value twice', { _id, $and: [{ a: 1 }, { a: 2 }] }, /path 'a' is matched twice/],
  ['the same value twice', { _id, a: { $eq: 1, $in: [1] } }, /path 'a' is matched twice/],
  ['$all of two', { _id, a: { $all: [1, 2] } }, /path 'a' is matched twice/],
  ['a path and its parent', { _id, 'a.b': 1, a: { c: 1 } }, /both paths 'a' and 'a\.b' are matched/],
  ['a path inside', { _id, a: { c: 1 }, $or: [{ 'a.b': 1 }] }, /both paths 'a\.b' and 'a' are matched/],
  ['_id twice', { _id, $and: [{ _id: 'y' }] }, /path '_id' is matched twice/],
])('an upsert of %s is refused', async (_, query, message) => {
  const { answer, docs } = await upsert(query, { $set })
  expect(answer).toMatchObject({
    code: 'DATABASE_REQUEST_FAILED',
    message: expect.stringMatching(/cannot infer query fields to set/) as string,
  })
  expect(answer.message).toMatch(message)
  expect(docs).toEqual([])
})

describe('a replacement', () => {
  test.each<[string, object]>([
    ['beside other fields', { _id, a: 1, b: { $gt: 1 } }],
    ['beside contradictions', { _id, $and: [{ a: 1 }, { a: 2 }] }],
    ['in $in of one', { _id: { $in: [_id] } }],
    ['in $or of one', { $or: [{ _id, a: 1 }] }],
  ])('takes only _id from the query: %s', async (_, query) => {
    expect((await upsert(query, { n: 1 }, false)).docs).toEqual([{ _id, n: 1 }])
  })

  test('has an _id of its own when the query has none', async () => {
    const { docs } = await upsert({ a: 1, _id: { $ne: 'y' } }, { n: 1 }, false)
    expect(docs).toEqual([{ _id: expect.stringMatching(/^[0-9a-f]{32}$/) as string, n: 1 }])
  })

  test.each<[string, object, object, RegExp]>([
    ['a part of _id', { '_id.a': 1 }, { n: 1 }, /field at '_id' must be exactly specified/],
    ['two _id', { _id, $and: [{ _id: 'y' }] }, { n: 1 }, /path '_id' is matched twice/],
    ['a name with $', { _id }, { a: { $b: 1 } }, /dollar \(\$\) prefixed field '\$b'/],
    ['an _id that is a list', { _id: { $eq: [1] } }, { n: 1 }, /cannot be of type array/],
  ])('of %s is refused', async (_, query, data, message) => {
    const { answer, docs } = await upsert(query, data, false)
    expect(answer.message).toMatch(message)
    expect(docs).toEqual([])
  })

  test('of many, or with operators, is refused before anything is matched', async () => {
    await cloud.ensureIndexes('many', [])
    const asked = {
      collectionName: 'many',
      queryType: 'WHERE',
      query: '{"a":1}',
      merge: false,
      upsert: false,
    }
    const many = await send('modifyDocument', { ...asked, multi: true, data: '{"n":1}' })
    expect(many.message).toMatch(/multi update is not supported for replacement-style update/)
    const operators = await send('modifyDocument', { ...asked, multi: false, data: '{"$inc":{"n":1}}' })
    expect(operators.message).toMatch(/dollar \(\$\) prefixed field '\$inc'/)
  })
})

describe('_id is immutable', () => {
  test.each<[string, object, object]>([
    ['set', { _id }, { $set: { _id: 'y' } }],
    ['set on insert', { _id }, { $setOnInsert: { _id: 'y' } }],
    ['counted up', { _id: 5 }, { $inc: { _id: 1 } }],
    ['removed', { _id }, { $unset: { _id: '' } }],
    ['set inside', { _id: { $eq: { a: 1 } } }, { $set: { '_id.a': 2 } }],
  ])('%s, in an upsert', async (_, query, data) => {
    const { answer, docs } = await upsert(query, data)
    expect(answer.message).toMatch(/would modify the immutable field '_id'/)
    expect(docs).toEqual([])
  })

  test('the same again, or one that the query does not tell, is none', async () => {
    expect((await upsert({ _id }, { $set: { _id, n: 1 } })).docs).toEqual([{ _id, n: 1 }])
    expect((await upsert({ a: 1 }, { $setOnInsert: { _id } })).docs).toEqual([{ _id, a: 1 }])
  })
})
