import { localOnly, openContract, type Contract } from './database'

// Arrays by position: the element that a query found, numbers in a path, and what an update expects on its way.

let contract: Contract
beforeAll(async () => (contract = await openContract()))
afterAll(() => contract.close())

type Row = Record<string, unknown>
const refusal = (message: RegExp) => ({ errMsg: expect.stringMatching(message) as string })

const doc = {
  _id: 'x',
  l: [1, 2, 3],
  m: [7, 8, 9],
  o: [
    { a: 1, b: 5 },
    { a: 2, b: 6 },
  ],
  n: 4,
}

async function updated(query: Row, data: Row): Promise<Row> {
  const collection = await contract.fresh([doc])
  await collection.where(query).update({ data })
  return (await collection.doc('x').get()).data
}

describe('$', () => {
  test.each<[string, Row, Row, Row]>([
    ['by a value', { l: 2 }, { 'l.$': 0 }, { l: [1, 0, 3] }],
    ['by a range', { l: { $gt: 1 } }, { 'l.$': 0 }, { l: [1, 0, 3] }],
    ['by a list of values', { l: { $in: [3, 2] } }, { 'l.$': 0 }, { l: [1, 0, 3] }],
    ['by $all of one', { l: { $all: [3] } }, { 'l.$': 0 }, { l: [1, 2, 0] }],
    [
      'by a field that exists',
      { 'o.b': { $exists: true } },
      { 'o.$.b': 0 },
      {
        o: [
          { a: 1, b: 0 },
          { a: 2, b: 6 },
        ],
      },
    ],
    ['beside a condition on a number', { l: 3, n: { $gte: 4, $lt: 9 } }, { 'l.$': 0 }, { l: [1, 2, 0] }],
    ['beside a negation', { l: { $ne: 9, $gt: 2 } }, { 'l.$': 0 }, { l: [1, 2, 0] }],
    ['beside a size', { l: { $size: 3, $gt: 2 } }, { 'l.$': 0 }, { l: [1, 2, 0] }],
    ['beside a position', { l: 3, 'm.0': 7 }, { 'l.$': 0 }, { l: [1, 2, 0] }],
    [
      'by one element for two conditions',
      { o: { $elemMatch: { a: 2, b: 6 } } },
      { 'o.$.b': 0 },
      {
        o: [
          { a: 1, b: 5 },
          { a: 2, b: 0 },
        ],
      },
    ],
  ])('is the element found %s', async (_, query, data, after) => {
    expect(await updated(query, data)).toEqual({ ...doc, ...after })
  })

  test.each<[string, Row]>([
    ['neq', { l: { $ne: 9 } }],
    ['nin', { l: { $nin: [9] } }],
    ['not', { l: { $not: { $gt: 9 } } }],
    ['not, of an element', { l: { $not: { $elemMatch: { $gt: 9 } } } }],
    ['not, inside', { 'o.a': { $ne: 9 } }],
    ['nor', { $nor: [{ l: 9 }] }],
    ['a field that is missing', { 'o.z': { $exists: false } }],
    ['a size', { l: { $size: 3 } }],
    ['the whole array', { l: [1, 2, 3] }],
    ['a position', { 'l.1': 2 }],
    ['no condition on an array', { n: 4 }],
  ])('after %s is refused', async (_, query) => {
    await expect(updated(query, { 'l.$': 0 })).rejects.toMatchObject(
      refusal(/positional operator did not find the match/),
    )
  })

  // the real service takes whichever it tried last
  localOnly.each<[string, Row]>([
    ['on two arrays', { l: 2, m: 7 }],
    ['on one array', { 'o.a': 2, 'o.b': 5 }],
    ['on one array, the same element', { 'o.a': 2, 'o.b': 6 }],
    ['in $and', { $and: [{ l: 2 }, { m: 8 }] }],
    ['of a range', { l: { $gt: 1, $lt: 3 } }],
    ['by $all', { l: { $all: [1, 2] } }],
  ])('after two conditions on arrays is refused: %s', async (_, query) => {
    for (const path of ['l.$', 'o.$.a'])
      await expect(updated(query, { [path]: 0 })).rejects.toMatchObject(
        refusal(/several conditions on arrays/),
      )
  })

  localOnly('after a condition on another array is refused', async () => {
    await expect(updated({ m: 8 }, { 'l.$': 0 })).rejects.toMatchObject(refusal(/after a condition on m/))
  })
})

describe('a position in a query', () => {
  test.each<[string, Row, Row]>([
    ['a number has no fields', { a: [5] }, { 'a.0.b': null }],
    ['null has no fields', { a: [null] }, { 'a.0.b': null }],
    ['nor has a text in an inner array', { a: [['x']] }, { 'a.0.b': null }],
    ['nor one that $in asks for', { a: [5] }, { 'a.0.b': { $in: [null] } }],
  ])('%s', async (_, fields, query) => {
    const collection = await contract.fresh([{ _id: 1, ...fields }])
    expect((await collection.where(query).get()).data).toEqual([])
    expect((await collection.where({ 'a.0.b': { $exists: false } }).get()).data).toHaveLength(1)
  })

  test('a document without the field has it as null', async () => {
    const collection = await contract.fresh([{ _id: 1, a: [{ c: 1 }] }])
    expect((await collection.where({ 'a.0.b': null }).get()).data).toHaveLength(1)
  })
})

describe('an order by a position', () => {
  const docs = [
    { _id: 1, v: [0, [5, 1]] },
    { _id: 2, v: [0, [3, 9]] },
    { _id: 3, v: [0, 7] },
    { _id: 4, v: [0, [3]] },
    { _id: 5, v: [0] },
  ]
  const keys = [[], [{ name: 'byPosition', keys: { 'v.1': 1 as const } }]]
  test.each(keys)('compares a nested array whole', async (...indexes) => {
    const collection = await contract.fresh(docs, indexes)
    const ids = async (direction: 'asc' | 'desc') =>
      (await collection.orderBy('v.1', direction).get()).data.map(own => own._id)
    expect(await ids('asc')).toEqual([5, 3, 4, 2, 1])
    expect(await ids('desc')).toEqual([1, 2, 4, 3, 5])
    expect((await collection.where({ 'v.1': 3 }).get()).data).toEqual([])
  })
})

describe('a way through what has no fields', () => {
  test.each<[string, Row, RegExp]>([
    [
      'pop',
      { $pop: { 'n.a': 1 } },
      /Cannot use the part \(a\) of \(n\.a\) to traverse the element \(\{n: 4\}\)/,
    ],
    ['pop, deeper', { $pop: { 'n.a.b': 1 } }, /Cannot use the part \(a\)/],
    ['pop of a name in an array', { $pop: { 'l.a': 1 } }, /Cannot use the part \(a\)/],
    ['rename', { $rename: { 'n.a': 'b' } }, /Cannot use the part \(a\)/],
    ['rename of a name in an array', { $rename: { 'l.a': 'b' } }, /Cannot use the part \(a\)/],
    ['push', { $push: { 'n.a': 1 } }, /Cannot create field 'a' in element \{n: 4\}/],
    ['pop of a number', { $pop: { n: 1 } }, /array/],
    ['pull of a number', { $pull: { n: 1 } }, /array/],
  ])('%s is refused', async (_, data, message) => {
    await expect(updated({ _id: 'x' }, data)).rejects.toMatchObject(refusal(message))
  })

  test.each<[string, Row]>([
    ['unset', { $unset: { 'n.a': '' } }],
    ['pull', { $pull: { 'n.a': 1 } }],
    ['pullAll', { $pullAll: { 'l.a': [1] } }],
    ['pop of what is missing', { $pop: { z: 1, 'o.5.a': 1, 'o.0.z.y': -1 } }],
    ['rename of what is missing', { $rename: { 'o.5.a': 'b', 'z.y': 'c' } }],
  ])('%s finds nothing', async (_, data) => {
    expect(await updated({ _id: 'x' }, data)).toEqual(doc)
  })
})
