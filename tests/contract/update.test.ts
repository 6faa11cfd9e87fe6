import { openContract, SKEW_MS, type Contract } from './database'

let contract: Contract
beforeAll(async () => (contract = await openContract()))
afterAll(() => contract.close())

type Row = Record<string, unknown>
const D = (at: number) => new Date(at)

async function updated(doc: Row, update: Row, query: Row = { _id: 1 }): Promise<Row | undefined> {
  const collection = await contract.fresh([{ _id: 1, ...doc }])
  await collection.where(query).update({ data: update })
  const [after] = (await collection.get()).data
  const { _id, ...fields } = after!
  expect(_id).toBe(1)
  return fields
}

describe('update operators', () => {
  test.each<[string, Row, Row, Row]>([
    ['$set makes the parents', {}, { $set: { 'a.b.c': 1 } }, { a: { b: { c: 1 } } }],
    ['$set of an array element', { a: [1, 2] }, { $set: { 'a.1': 9 } }, { a: [1, 9] }],
    ['$set behind the end fills with null', { a: [1] }, { $set: { 'a.3': 9 } }, { a: [1, null, null, 9] }],
    [
      '$unset; an array element becomes null',
      { a: [1, 2, 3], b: 1 },
      { $unset: { b: '', 'a.1': '' } },
      { a: [1, null, 3] },
    ],
    [
      '$inc, also of what is missing',
      { n: 1 },
      { $inc: { n: 2, m: 5, 'x.y': -1 } },
      { n: 3, m: 5, x: { y: -1 } },
    ],
    ['$mul of what is missing is 0', { a: 3 }, { $mul: { a: 2, b: 5 } }, { a: 6, b: 0 }],
    [
      '$min and $max set what is missing',
      { a: 5, b: 5 },
      { $min: { a: 3, c: 7 }, $max: { b: 9, d: 1 } },
      { a: 3, b: 9, c: 7, d: 1 },
    ],
    ['$max of dates', { a: D(5) }, { $max: { a: D(9) } }, { a: D(9) }],
    [
      '$rename, also from inside',
      { a: 1, b: { c: 2 } },
      { $rename: { a: 'z', 'b.c': 'd' } },
      { b: {}, z: 1, d: 2 },
    ],
    ['$push makes the array', {}, { $push: { a: 1 } }, { a: [1] }],
    ['$push of an array nests it', { a: [] }, { $push: { a: [1, 2] } }, { a: [[1, 2]] }],
    [
      '$push sorts and cuts',
      { a: [{ s: 5 }, { s: 1 }] },
      { $push: { a: { $each: [{ s: 3 }, { s: 9 }], $sort: { s: -1 }, $slice: 2 } } },
      { a: [{ s: 9 }, { s: 5 }] },
    ],
    ['$push keeps the last', { a: [1, 2, 3] }, { $push: { a: { $each: [4], $slice: -2 } } }, { a: [3, 4] }],
    [
      '$push at a position',
      { a: [1, 2] },
      { $push: { a: { $each: [8, 9], $position: 1 } } },
      { a: [1, 8, 9, 2] },
    ],
    ['$push cut to nothing', { a: [1] }, { $push: { a: { $each: [2], $slice: 0 } } }, { a: [] }],
    ['$push sorts plain values', { a: [3, 1] }, { $push: { a: { $each: [2], $sort: 1 } } }, { a: [1, 2, 3] }],
    [
      '$addToSet compares whole values',
      { a: [1, { x: 1 }] },
      { $addToSet: { a: { $each: [1, 2, { x: 1 }, 2] } } },
      { a: [1, { x: 1 }, 2] },
    ],
    ['$addToSet makes the array', {}, { $addToSet: { a: 1 } }, { a: [1] }],
    ['$pull a value', { a: [1, 2, 1, 3] }, { $pull: { a: 1 } }, { a: [2, 3] }],
    ['$pull by a condition', { a: [1, 2, 5, 7] }, { $pull: { a: { $gte: 2, $lt: 6 } } }, { a: [1, 7] }],
    [
      '$pull documents by their fields',
      {
        a: [
          { b: 1, c: 1 },
          { b: 2, c: 1 },
        ],
      },
      { $pull: { a: { b: 1 } } },
      { a: [{ b: 2, c: 1 }] },
    ],
    ['$pull one of several', { a: ['x', 'y', 'z'] }, { $pull: { a: { $in: ['x', 'z'] } } }, { a: ['y'] }],
    [
      '$pull by an element of an inner array',
      { a: [{ r: [{ q: 1 }] }, { r: [{ q: 2 }] }] },
      { $pull: { a: { r: { $elemMatch: { q: 1 } } } } },
      { a: [{ r: [{ q: 2 }] }] },
    ],
    ['$pullAll', { a: [1, 2, 3, 2] }, { $pullAll: { a: [2, 3] } }, { a: [1] }],
    ['$pop from both ends', { a: [1, 2, 3], b: [1, 2] }, { $pop: { a: 1, b: -1 } }, { a: [1, 2], b: [2] }],
    ['every element', { a: [1, 2] }, { $inc: { 'a.$[]': 10 } }, { a: [11, 12] }],
    ['$bit', { a: 13 }, { $bit: { a: { and: 10 } } }, { a: 8 }],
  ])('%s', async (_, doc, update, result) => expect(await updated(doc, update)).toEqual(result))

  test('$ is the element that the query found', async () => {
    const doc = { a: [{ b: 1 }, { b: 2 }] }
    expect(await updated(doc, { $set: { 'a.$.c': 9 } }, { 'a.b': 2 })).toEqual({
      a: [{ b: 1 }, { b: 2, c: 9 }],
    })
  })

  test.each<[string, Row, Row]>([
    ['of the branch of $or that holds', { $or: [{ 'a.b': 7 }, { 'a.b': 2 }] }, { a: [{ b: 1 }, { b: 9 }] }],
    ['in $and', { $and: [{ 'a.b': 2 }, { _id: 1 }] }, { a: [{ b: 1 }, { b: 9 }] }],
    ['by $elemMatch', { a: { $elemMatch: { b: 2 } } }, { a: [{ b: 1 }, { b: 9 }] }],
  ])('$ is the element %s', async (_, query, after) => {
    expect(await updated({ a: [{ b: 1 }, { b: 2 }] }, { $set: { 'a.$.b': 9 } }, query)).toEqual(after)
  })

  test.each<[string, Row, Row, Row]>([
    ['$unset of a length is none', { a: [1, 2] }, { $unset: { 'a.length': '' } }, { a: [1, 2] }],
    ['$pull of fields takes no array', { a: [[1], { 0: 1 }] }, { $pull: { a: { 0: 1 } } }, { a: [[1]] }],
    [
      '$currentDate with its type',
      { a: 1 },
      { $set: { a: 2 }, $currentDate: { 'x.t': { $type: 'date' } } },
      { a: 2, x: { t: expect.any(Date) } },
    ],
    ['$bit of what is missing', {}, { $bit: { a: { or: 5 } } }, { a: 5 }],
    [
      'names of Object.prototype are names',
      {},
      { $set: { constructor: 1, 'a.toString': 2 } },
      { constructor: 1, a: { toString: 2 } },
    ],
  ])('%s', async (_, doc, update, result) => expect(await updated(doc, update)).toEqual(result))

  test('$currentDate is the time of the cloud', async () => {
    const before = contract.now().getTime()
    const { t } = (await updated({}, { $currentDate: { t: true } })) as { t: Date }
    expect(t.getTime()).toBeGreaterThanOrEqual(before - SKEW_MS)
    expect(t.getTime()).toBeLessThanOrEqual(contract.now().getTime() + SKEW_MS)
  })
})

describe('an update that fails leaves the document as it was', () => {
  test.each<[string, Row, Row]>([
    ['$set through a number', { a: 5 }, { $set: { 'a.b': 1 } }],
    ['$inc of null', { n: null }, { $inc: { n: 1 } }],
    ['$inc of a string', { n: '1' }, { $inc: { n: 1 } }],
    ['$inc by a string', { n: 1 }, { $inc: { n: '1' } }],
    ['$push to a number', { a: 5 }, { $push: { a: 1 } }],
    ['one path twice', { a: 1 }, { $set: { a: 2 }, $inc: { a: 1 } }],
    ['a path and one inside it', { a: {} }, { $set: { a: { x: 1 }, 'a.y': 2 } }],
    ['another _id', { a: 1 }, { $set: { _id: 2 } }],
    ['a later operator that fails', { a: 1, s: 'x' }, { $set: { a: 2 }, $inc: { s: 1 } }],
    ['an operator nobody knows', {}, { $foo: { a: 1 } }],
    ['an array filter', { a: [1] }, { $set: { 'a.$[e]': 1 } }],
    ['a key with $', {}, { $set: { a: { $b: 1 } } }],
    ['a position that is a fraction', { a: [1] }, { $push: { a: { $each: [2], $position: 0.5 } } }],
    ['a position that is a text', { a: [1] }, { $push: { a: { $each: [2], $position: 'x' } } }],
    ['a slice that is a text', { a: [1] }, { $push: { a: { $each: [2], $slice: '1' } } }],
    ['an order of nothing', { a: [1] }, { $push: { a: { $each: [2], $sort: {} } } }],
    ['a position in a set', { a: [] }, { $addToSet: { a: { $each: [1], $position: 0 } } }],
    ['$bit of null', { a: null }, { $bit: { a: { or: 3 } } }],
    ['$bit of a fraction', { a: 6.5 }, { $bit: { a: { and: 3 } } }],
    ['$bit with nothing', { a: 1 }, { $bit: { a: {} } }],
    ['$bit with a number', { a: 1 }, { $bit: { a: 5 } }],
    ['$bit of more than 32 bits', { a: 2 ** 40 }, { $bit: { a: { or: 1 } } }],
    ['$inc beyond what JavaScript can count', { n: Number.MAX_SAFE_INTEGER }, { $inc: { n: 1 } }],
    ['$currentDate of a number', { a: 1 }, { $currentDate: { a: 5 } }],
    ['$currentDate of a timestamp', { a: 1 }, { $currentDate: { a: { $type: 'timestamp' } } }],
    ['$rename into an array', { a: 1, b: [1] }, { $rename: { a: 'b.0' } }],
    ['$rename out of an array', { a: [{ b: 1 }] }, { $rename: { 'a.0.b': 'c' } }],
    ['$rename to _id', { a: 1 }, { $rename: { a: '_id' } }],
    ['$rename to no name', { a: 1 }, { $rename: { a: '' } }],
    ['$rename to an object', { a: 1 }, { $rename: { a: { toString: 1 } } }],
    ['$set of nothing', { a: 1 }, { $set: {} }],
    ['$ without a condition on the array', { a: [1] }, { $set: { 'a.$': 1 } }],
  ])('%s', async (_, doc, update) => {
    const collection = await contract.fresh([{ _id: 1, ...doc }])
    const call = collection.where({ _id: 1 }).update({ data: update })
    await expect(call).rejects.toMatchObject({
      errMsg: expect.stringMatching(/FailedOperation|NOT_EMULATED|not emulated/) as string,
    })
    expect((await collection.get()).data).toEqual([{ _id: 1, ...doc }])
  })
})

test('a write that cannot be is refused in the words of the real service', async () => {
  const collection = await contract.fresh([{ _id: 'x', result: null }])
  await expect(collection.doc('x').update({ data: { result: { at: 1 } } })).rejects.toMatchObject({
    errCode: -502001,
    errMsg: expect.stringContaining(
      "[FailedOperation] multiple write errors: [{write errors: [{Cannot create field 'at' in element {result: null}}]}, {<nil>}]",
    ) as string,
  })
})

describe('how many', () => {
  test('all by default, one with multi: false', async () => {
    const collection = await contract.fresh([{ g: 1 }, { g: 1 }, { g: 2 }])
    expect((await collection.where({ g: 1 }).update({ data: { k: 1 } })).stats.updated).toBe(2)
    expect((await collection.where({ k: 1 }).count()).total).toBe(2)
  })

  test('a value that is already there counts as not updated', async () => {
    const collection = await contract.fresh([{ _id: 'x', a: 1 }])
    expect((await collection.doc('x').update({ data: { a: 1 } })).stats.updated).toBe(0)
    expect((await collection.doc('x').update({ data: { a: 2 } })).stats.updated).toBe(1)
    expect((await collection.doc('none').update({ data: { a: 2 } })).stats.updated).toBe(0)
  })

  test('remove one and many', async () => {
    const collection = await contract.fresh([{ _id: 'a', g: 1 }, { g: 2 }, { g: 2 }])
    expect((await collection.doc('a').remove()).stats.removed).toBe(1)
    expect((await collection.doc('a').remove()).stats.removed).toBe(0)
    expect((await collection.where({ g: 2 }).remove()).stats.removed).toBe(2)
    expect((await collection.count()).total).toBe(0)
  })
})

describe('commands of the SDK', () => {
  test.each<[string, (c: Contract['db']['command']) => Row, Row, Row]>([
    ['inc', c => ({ n: c.inc!(2) }), { n: 1 }, { n: 3 }],
    ['mul', c => ({ n: c.mul!(2) }), { n: 3 }, { n: 6 }],
    ['remove', c => ({ n: c.remove!() }), { n: 3, m: 1 }, { m: 1 }],
    ['push several', c => ({ a: c.push!([2, 3]) }), { a: [1] }, { a: [1, 2, 3] }],
    ['unshift', c => ({ a: c.unshift!([0]) }), { a: [1] }, { a: [0, 1] }],
    ['pop', c => ({ a: c.pop!() }), { a: [1, 2] }, { a: [1] }],
    ['shift', c => ({ a: c.shift!() }), { a: [1, 2] }, { a: [2] }],
    ['addToSet', c => ({ a: c.addToSet!(1) }), { a: [1] }, { a: [1] }],
    ['pull', c => ({ a: c.pull!(1) }), { a: [1, 2] }, { a: [2] }],
    ['set replaces an object whole', c => ({ o: c.set!({ y: 1 }) }), { o: { x: 1 } }, { o: { y: 1 } }],
    ['a nested object is merged', () => ({ o: { y: 1 } }), { o: { x: 1 } }, { o: { x: 1, y: 1 } }],
    ['max and min', c => ({ a: c.max!(5), b: c.min!(5) }), { a: 1, b: 9 }, { a: 5, b: 5 }],
    ['rename', c => ({ a: c.rename!('b') }), { a: 1 }, { b: 1 }],
  ])('%s', async (_, change, doc, result) => {
    expect(await updated(doc, change(contract.db.command))).toEqual(result)
  })
})

describe('set', () => {
  test('creates, then replaces whole and keeps _id', async () => {
    const collection = await contract.fresh()
    expect((await collection.doc('x').set({ data: { a: 1, b: { c: 1 } } })).stats).toEqual({
      updated: 0,
      created: 1,
    })
    expect((await collection.doc('x').set({ data: { a: 2 } })).stats).toEqual({ updated: 1, created: 0 })
    expect((await collection.doc('x').get()).data).toEqual({ _id: 'x', a: 2 })
  })
})
