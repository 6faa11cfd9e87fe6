import { openContract, type Contract } from './database'

let contract: Contract
beforeAll(async () => (contract = await openContract()))
afterAll(() => contract.close())

type Row = Record<string, unknown>
type Order = [string, 'asc' | 'desc'][]
const D = (at: number) => new Date(at)

async function sorted(docs: Row[], order: Order, { skip = 0, limit = 100 } = {}): Promise<unknown[]> {
  const collection = await contract.fresh(docs)
  const query = order.reduce(
    (q, [field, direction]) => q.orderBy(field, direction),
    collection.skip(skip).limit(limit),
  )
  return (await query.get()).data.map(doc => doc._id)
}

const arrays = [
  { _id: 1, a: [5, 9] },
  { _id: 2, a: [1, 20] },
  { _id: 3, a: 3 },
]

describe('orderBy', () => {
  test.each<[string, Row[], Order, number[]]>([
    [
      'types come in one order: null, numbers, strings, objects, booleans, dates',
      [
        { _id: 1, a: true },
        { _id: 2, a: 'x' },
        { _id: 3, a: 1 },
        { _id: 4, a: null },
        { _id: 5, a: D(0) },
        { _id: 6, a: {} },
      ],
      [['a', 'asc']],
      [4, 3, 2, 6, 1, 5],
    ],
    [
      'missing sorts as null',
      [{ _id: 1, a: 1 }, { _id: 2 }, { _id: 3, a: null }],
      [
        ['a', 'asc'],
        ['_id', 'asc'],
      ],
      [2, 3, 1],
    ],
    ['an array goes up by its smallest element', arrays, [['a', 'asc']], [2, 3, 1]],
    ['and down by its largest', arrays, [['a', 'desc']], [2, 1, 3]],
    [
      'strings by their bytes',
      [
        { _id: 1, a: 'b' },
        { _id: 2, a: 'B' },
        { _id: 3, a: 'a' },
        { _id: 4, a: '中' },
      ],
      [['a', 'asc']],
      [2, 3, 1, 4],
    ],
    ['without an order: as inserted', [{ _id: 3 }, { _id: 1 }, { _id: 2 }], [], [3, 1, 2]],
  ])('%s', async (_, docs, order, ids) => expect(await sorted(docs, order)).toEqual(ids))

  test('two fields, one inside another, with skip and limit', async () => {
    const docs = [
      { _id: 1, a: 1, b: { c: 2 } },
      { _id: 2, a: 1, b: { c: 3 } },
      { _id: 3, a: 0, b: { c: 9 } },
      { _id: 4, a: 1, b: { c: 1 } },
    ]
    const order: Order = [
      ['a', 'desc'],
      ['b.c', 'desc'],
    ]
    expect(await sorted(docs, order, { skip: 1, limit: 2 })).toEqual([1, 4])
  })

  test('100 documents without a limit, 1000 at most with one', async () => {
    const collection = await contract.fresh(Array.from({ length: 1001 }, (_, i) => ({ _id: i })))
    expect((await collection.get()).data).toHaveLength(100)
    expect((await collection.limit(5000).get()).data).toHaveLength(1000)
    expect(await collection.count()).toMatchObject({ total: 1001 })
  })
})

describe('field', () => {
  const doc = {
    _id: 1,
    a: 1,
    b: { c: 2, d: 3 },
    e: [
      { x: 1, y: 2 },
      { x: 3, y: 4 },
    ],
    t: [1, 2, 3, 4],
  }
  test.each<[string, Row, Row]>([
    ['keeps _id beside what is asked for', { a: true }, { _id: 1, a: 1 }],
    ['_id can be left out', { _id: false, a: true }, { a: 1 }],
    ['leaves out, also inside', { 'b.c': false, e: false, t: false }, { _id: 1, a: 1, b: { d: 3 } }],
    ['keeps inside an array of documents', { 'e.x': true }, { _id: 1, e: [{ x: 1 }, { x: 3 }] }],
    ['$slice from the end', { t: { $slice: -2 }, b: false, e: false, a: false }, { _id: 1, t: [3, 4] }],
    [
      '$elemMatch keeps the first that matches',
      { e: { $elemMatch: { x: 3 } } },
      { _id: 1, e: [{ x: 3, y: 4 }] },
    ],
    ['a field inside a number is nothing', { 'a.c': true }, { _id: 1 }],
  ])('%s', async (_, projection, result) => {
    const collection = await contract.fresh([doc])
    expect((await collection.field(projection).get()).data).toEqual([result])
  })

  test('keeping and leaving out do not mix', async () => {
    const collection = await contract.fresh([doc])
    await expect(collection.field({ a: true, b: false }).get()).rejects.toMatchObject({ errCode: -502001 })
  })
})
