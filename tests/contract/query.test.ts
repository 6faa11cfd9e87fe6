import { localOnly, openContract, type Contract } from './database'

let contract: Contract
beforeAll(async () => (contract = await openContract()))
afterAll(() => contract.close())

type Row = Record<string, unknown>
const D = (text: string | number) => new Date(text)

async function idsOf(docs: Row[], query: Row): Promise<unknown[]> {
  const collection = await contract.fresh(docs)
  const { data } = await collection.where(query).orderBy('_id', 'asc').get()
  return data.map(doc => doc._id)
}

const nulls = [{ _id: 1, a: null }, { _id: 2 }, { _id: 3, a: 1 }, { _id: 4, a: [null] }, { _id: 5, a: [] }]

describe('null and missing', () => {
  test.each<[string, Row, number[]]>([
    ['null equals null, missing and an array that holds null', { a: null }, [1, 2, 4]],
    ['$exists false is missing only', { a: { $exists: false } }, [2]],
    ['$exists true takes null', { a: { $exists: true } }, [1, 3, 4, 5]],
    ['$ne null', { a: { $ne: null } }, [3, 5]],
    ['$ne a value takes missing', { a: { $ne: 1 } }, [1, 2, 4, 5]],
    ['$in with null takes missing', { a: { $in: [null, 1] } }, [1, 2, 3, 4]],
    ['$nin with null', { a: { $nin: [null] } }, [3, 5]],
  ])('%s', async (_, query, ids) => expect(await idsOf(nulls, query)).toEqual(ids))

  test('$gte null takes null and missing; $type null only null', async () => {
    expect(await idsOf(nulls.slice(0, 3), { a: { $gte: null } })).toEqual([1, 2])
    expect(await idsOf(nulls.slice(0, 3), { a: { $type: 'null' } })).toEqual([1])
  })
})

const arrays = [
  { _id: 1, a: [1, 6] },
  { _id: 2, a: 6 },
  { _id: 3, a: [7] },
  { _id: 4, a: [[1, 6]] },
  { _id: 5, a: [6, 1] },
]

describe('arrays', () => {
  test.each<[string, Row, number[]]>([
    ['a value looks into an array, one level deep', { a: 6 }, [1, 2, 5]],
    ['an array equals the whole in its order, or an element', { a: [1, 6] }, [1, 4]],
    ['two ranges may be met by two elements', { a: { $gt: 5, $lt: 3 } }, [1, 5]],
    ['$elemMatch needs one element for both', { a: { $elemMatch: { $gt: 5, $lt: 7 } } }, [1, 5]],
    ['$ne: no element equals', { a: { $ne: 6 } }, [3, 4]],
    ['$not $gt', { a: { $not: { $gt: 6 } } }, [1, 2, 4, 5]],
    ['$all takes a plain value too', { a: { $all: [6] } }, [1, 2, 5]],
    ['$all of several', { a: { $all: [6, 1] } }, [1, 5]],
    ['$size', { a: { $size: 2 } }, [1, 5]],
    ['$size counts a nested array once', { a: { $size: 1 } }, [3, 4]],
    ['$type array', { a: { $type: 'array' } }, [1, 3, 4, 5]],
    ['$type number looks at elements', { a: { $type: 'number' } }, [1, 2, 3, 5]],
    ['a position in the path', { 'a.0': 6 }, [5]],
    ['$in of nothing', { a: { $in: [] } }, []],
    ['$in with an array as value', { a: { $in: [[1, 6]] } }, [1, 4]],
  ])('%s', async (_, query, ids) => expect(await idsOf(arrays, query)).toEqual(ids))

  test('the empty array equals only itself', async () => {
    const docs = [{ _id: 1, a: [] }, { _id: 2, a: [[]] }, { _id: 3, a: null }, { _id: 4 }]
    expect(await idsOf(docs, { a: [] })).toEqual([1, 2])
  })
})

const nested = [
  {
    _id: 1,
    a: [
      { b: 1, c: 2 },
      { b: 2, c: 9 },
    ],
  },
  { _id: 2, a: { b: 1, c: 9 } },
  { _id: 3, a: [{ b: 1 }, {}] },
  { _id: 4, a: 5 },
  { _id: 5, a: [{ b: [1, 2] }] },
  { _id: 6, a: [[{ b: 1 }]] },
]

describe('dotted paths', () => {
  test.each<[string, Row, number[]]>([
    ['through an array of documents', { 'a.b': 1 }, [1, 2, 3, 5]],
    ['two conditions may be met by two elements', { 'a.b': 1, 'a.c': 9 }, [1, 2]],
    ['$elemMatch binds one element', { a: { $elemMatch: { b: 1, c: 9 } } }, []],
    ['$elemMatch wants an array', { a: { $elemMatch: { b: 1 } } }, [1, 3, 5]],
    ['null: some element lacks it', { 'a.b': null }, [3, 4]],
    ['$exists false', { 'a.b': { $exists: false } }, [4, 6]],
    ['position, then field', { 'a.0.b': 2 }, [5]],
  ])('%s', async (_, query, ids) => expect(await idsOf(nested, query)).toEqual(ids))
})

describe('types', () => {
  const mixed = [
    { _id: 1, a: 5 },
    { _id: 2, a: '5' },
    { _id: 3, a: D('2024-01-01') },
    { _id: 4, a: true },
    { _id: 5, a: {} },
    { _id: 6 },
  ]
  test.each<[string, Row, number[]]>([
    ['a number', { a: { $gt: 1 } }, [1]],
    ['a string', { a: { $lt: 'z' } }, [2]],
    ['a date', { a: { $gte: D('2023-01-01') } }, [3]],
  ])('a range compares only with its own type: %s', async (_, query, ids) =>
    expect(await idsOf(mixed, query)).toEqual(ids),
  )

  test.each<[string, Row[], Row, number[]]>([
    [
      'true is not 1',
      [
        { _id: 1, a: 1 },
        { _id: 2, a: true },
      ],
      { a: true },
      [2],
    ],
    [
      'documents compare field by field',
      [
        { _id: 1, a: { x: 1 } },
        { _id: 2, a: { x: 3 } },
      ],
      { a: { $gt: { x: 2 } } },
      [2],
    ],
    [
      'a document equals in the order of its fields',
      [
        { _id: 1, a: { x: 1, y: 2 } },
        { _id: 2, a: { y: 2, x: 1 } },
        { _id: 3, a: { x: 1, y: 2, z: 3 } },
      ],
      { a: { $eq: { x: 1, y: 2 } } },
      [1],
    ],
    [
      'several operators on one field all hold',
      [1, 2, 3, 4].map(n => ({ _id: n, a: n })),
      { a: { $gte: 2, $lt: 5, $ne: 3, $in: [2, 3] } },
      [2],
    ],
  ])('%s', async (_, docs, query, ids) => expect(await idsOf(docs, query)).toEqual(ids))
})

describe('operators', () => {
  test.each<[string, Row[], Row, number[]]>([
    [
      '$mod',
      [
        { _id: 1, a: 4 },
        { _id: 2, a: 5 },
        { _id: 3, a: '4' },
        { _id: 4, a: [3, 8] },
      ],
      { a: { $mod: [4, 0] } },
      [1, 4],
    ],
    [
      '$in with a pattern',
      [
        { _id: 1, a: 'abc' },
        { _id: 2, a: ['zzz', 'bcd'] },
        { _id: 3, a: 'x' },
      ],
      { a: { $in: [/^b/, 'x'] } },
      [2, 3],
    ],
    [
      '$regex with $options',
      [
        { _id: 1, a: 'Foo' },
        { _id: 2, a: ['x', 'foO'] },
        { _id: 3, a: 5 },
      ],
      { a: { $regex: '^fo', $options: 'i' } },
      [1, 2],
    ],
    [
      '$not of a pattern takes missing and other types',
      [{ _id: 1, a: 'foo' }, { _id: 2 }, { _id: 3, a: 5 }],
      { a: { $not: /^f/ } },
      [2, 3],
    ],
    [
      '$or, $and and $nor inside each other',
      [
        { _id: 1, a: 1, b: 1 },
        { _id: 2, a: 1, b: 2 },
        { _id: 3, a: 2 },
      ],
      { $and: [{ $or: [{ a: 1 }, { b: 2 }] }, { $nor: [{ b: 1 }] }] },
      [2],
    ],
    [
      '$expr compares two fields',
      [
        { _id: 1, s: 5, b: 3 },
        { _id: 2, s: 1, b: 3 },
      ],
      { $expr: { $gt: ['$s', '$b'] } },
      [1],
    ],
  ])('%s', async (_, docs, query, ids) => expect(await idsOf(docs, query)).toEqual(ids))

  test.each<[string, Row[], Row, number[]]>([
    ['$exists of an empty text is true', [{ _id: 1, a: 1 }, { _id: 2 }], { a: { $exists: '' } }, [1]],
    [
      '$type tells whole numbers of 32 bits, of 64 bits and others',
      [
        { _id: 1, a: -(2 ** 31) },
        { _id: 2, a: 2 ** 31 },
        { _id: 3, a: 1e20 },
        { _id: 4, a: 0.5 },
      ],
      {
        $or: [{ a: { $type: 'int', $gte: 0 } }, { a: { $type: 'long' } }, { a: { $type: 'double', $gt: 1 } }],
      },
      [2, 3],
    ],
    ['$comment says nothing', [{ _id: 1 }], { $comment: 'for whom' }, [1]],
    [
      '$elemMatch takes an array in the array for a document',
      [
        { _id: 1, a: [[1, 2]] },
        { _id: 2, a: [[2, 1]] },
      ],
      { a: { $elemMatch: { 0: 1 } } },
      [1],
    ],
  ])('%s', async (_, docs, query, ids) => expect(await idsOf(docs, query)).toEqual(ids))

  test.each(['constructor', 'toString', 'a.constructor', 'a.toString.name'])(
    'no document has the field %s',
    async field => {
      const docs = [{ _id: 1, a: { b: 1 } }]
      expect(await idsOf(docs, { [field]: { $exists: true } })).toEqual([])
      expect(await idsOf(docs, { [field]: null })).toEqual([1])
    },
  )

  test('a pattern of the SDK, with and without its wrapper', async () => {
    const docs = [
      { _id: 1, a: 'Foo' },
      { _id: 2, a: 'bar' },
    ]
    expect(await idsOf(docs, { a: /^fo/i })).toEqual([1])
    expect(await idsOf(docs, { a: contract.db.RegExp({ regexp: '^ba', options: '' }) })).toEqual([2])
  })
})

describe('refused', () => {
  test.each<[string, Row, RegExp]>([
    ['an operator nobody knows', { a: { $foo: 1 } }, /unknown operator/],
    ['$or of nothing', { $or: [] }, /nonempty array/],
    ['$in without an array', { a: { $in: 5 } }, /needs an array/],
    ['a broken pattern', { a: { $regex: '(' } }, /Regular expression is invalid/],
    ['$ne of a pattern', { a: { $ne: /^A/ } }, /regex as arg to \$ne/],
    ['a range of a pattern', { a: { $gt: /^A/ } }, /RegEx as arg/],
    ['$options alone', { a: { $options: 'i' } }, /needs a \$regex/],
    ['a pattern of a number', { a: { $regex: 5 } }, /string|EJSON/],
    ['$mod of three', { a: { $mod: [5, 0, 9] } }, /malformed mod/],
    ['$mod of one', { a: { $mod: [5] } }, /malformed mod/],
    ['$mod by a text', { a: { $mod: ['2', 0] } }, /malformed mod/],
    ['$mod by less than one', { a: { $mod: [0.5, 0] } }, /divisor cannot be 0/],
    ['$size of a text', { a: { $size: '3' } }, /\$size needs/],
    ['$size of null', { a: { $size: null } }, /\$size needs/],
    ['$size with a fraction', { a: { $size: 1.5 } }, /\$size needs/],
    ['$in of operators', { a: { $in: [{ $gt: 1 }] } }, /cannot nest \$ under \$in/],
    ['$nin of operators', { a: { $nin: [{ $gt: 1 }] } }, /cannot nest \$ under \$in/],
    ['$all of operators', { a: { $all: [{ $gt: 0 }] } }, /no \$ expressions in \$all/],
    ['$type of nothing', { a: { $type: [] } }, /at least one type/],
  ])('%s', async (_, query, message) => {
    const collection = await contract.fresh([{ _id: 1 }])
    await expect(collection.where(query).get()).rejects.toMatchObject({
      errMsg: expect.stringMatching(message) as string,
    })
  })

  localOnly.each([{ $where: 'true' }, { $jsonSchema: {} }])(
    'what only the real service knows: %j',
    async query => {
      const collection = await contract.fresh([{ _id: 1 }])
      await expect(collection.where(query).get()).rejects.toMatchObject({
        errMsg: expect.stringMatching(/not emulated/) as string,
      })
    },
  )
})

describe('a projection', () => {
  const doc = { _id: 1, a: { b: 1, c: 2 }, list: [{ x: 1, y: 2 }, { x: 2 }], n: 5 }
  test.each<[string, Row, Row]>([
    ['keeps fields and _id', { n: 1 }, { _id: 1, n: 5 }],
    [
      'keeps what is inside',
      { 'a.b': true, 'list.x': 1 },
      { _id: 1, a: { b: 1 }, list: [{ x: 1 }, { x: 2 }] },
    ],
    ['drops _id', { _id: 0, n: 1 }, { n: 5 }],
    ['drops what is inside', { 'a.b': 0, list: false }, { _id: 1, a: { c: 2 }, n: 5 }],
    ['keeps _id alone', { _id: 1 }, { _id: 1 }],
    ['cuts an array', { list: { $slice: 1 }, a: 0 }, { _id: 1, list: [{ x: 1, y: 2 }], n: 5 }],
    ['shows the element that meets', { list: { $elemMatch: { x: 2 } } }, { _id: 1, list: [{ x: 2 }] }],
    [
      'of a name of Object.prototype finds nothing',
      { 'constructor.keys': 1, 'a.toString': 1 },
      { _id: 1, a: {} },
    ],
  ])('%s', async (_, projection, shown) => {
    const collection = await contract.fresh([doc])
    expect((await collection.where({}).field(projection).get()).data).toEqual([shown])
    expect((await collection.where({}).get()).data).toEqual([doc])
  })
})
