import { openContract, type Contract } from './database'
import { idsOf, nodeDatabase, type NodeCollection, type NodeDatabase, type Row } from './node-sdk'

// Queries as @cloudbase/node-sdk writes them: its commands, order, limits and projections.

let contract: Contract
let db: NodeDatabase
let _: NodeDatabase['command']
beforeAll(async () => {
  contract = await openContract()
  db = nodeDatabase()
  _ = db.command
})
afterAll(() => contract.close())

async function fresh(docs: Row[] = []): Promise<NodeCollection> {
  const collection = await contract.fresh(docs)
  return db.collection(contract.nameOf(collection))
}

describe('queries by commands', () => {
  const docs = [
    {
      _id: 1,
      age: 18,
      name: 'Anna',
      tags: ['a', 'b'],
      at: new Date('2026-01-01'),
      o: { p: 1, q: { r: 'x' } },
    },
    { _id: 2, age: 25, name: 'bert', tags: ['b'], at: new Date('2026-02-01'), o: { p: 2 } },
    {
      _id: 3,
      age: 40,
      name: 'Carl',
      tags: [],
      at: new Date('2026-03-01'),
      scores: [
        { s: 1, t: 'm' },
        { s: 9, t: 'e' },
      ],
    },
    { _id: 4, age: null, name: 'dora 中文' },
  ]
  let collection: NodeCollection
  beforeAll(async () => (collection = await fresh(docs)))

  test.each<[string, () => Row, number[]]>([
    ['eq', () => ({ age: _.eq!(18) }), [1]],
    ['eq of an object', () => ({ o: _.eq!({ p: 2 }) }), [2]],
    ['neq', () => ({ age: _.neq!(18) }), [2, 3, 4]],
    ['gt and lt, chained', () => ({ age: _.gt!(18).and!(_.lt!(40)) }), [2]],
    ['gte, lte', () => ({ age: _.gte!(18).and!(_.lte!(25)) }), [1, 2]],
    ['lt or gt, chained', () => ({ age: _.lt!(20).or!(_.gt!(30)) }), [1, 3]],
    ['in', () => ({ age: _.in!([18, 40]) }), [1, 3]],
    ['nin', () => ({ age: _.nin!([18, 40]) }), [2, 4]],
    ['in with null', () => ({ age: _.in!([null]) }), [4]],
    ['null', () => ({ age: null }), [4]],
    ['exists', () => ({ o: _.exists!(true) }), [1, 2]],
    ['not exists', () => ({ tags: _.exists!(false) }), [4]],
    ['size', () => ({ tags: _.size!(2) }), [1]],
    ['mod', () => ({ age: _.mod!(5, 0) }), [2, 3]],
    ['all', () => ({ tags: _.all!(['b', 'a']) }), [1]],
    ['elemMatch of values', () => ({ tags: _.elemMatch!(_.eq!('b')) }), [1, 2]],
    ['elemMatch of documents', () => ({ scores: _.elemMatch!({ s: _.gt!(5), t: 'e' }) }), [3]],
    ['elemMatch with a logic command', () => ({ scores: _.elemMatch!({ s: _.gt!(1).and!(_.lt!(5)) }) }), []],
    ['a value in an array', () => ({ tags: 'b' }), [1, 2]],
    ['a whole array', () => ({ tags: ['a', 'b'] }), [1]],
    ['an object is flattened', () => ({ o: { p: 1 } }), [1]],
    ['an object, deeper', () => ({ o: { q: { r: 'x' } } }), [1]],
    ['a path', () => ({ 'o.q.r': 'x' }), [1]],
    ['a path to an element', () => ({ 'scores.1.s': 9 }), [3]],
    ['or of documents', () => _.or!([{ age: 18 }, { name: 'Carl' }]) as unknown as Row, [1, 3]],
    ['or of commands of a field', () => ({ age: _.or!(_.eq!(18), _.eq!(40)) }), [1, 3]],
    ['or in a list', () => ({ age: _.or!([_.lt!(20), _.gt!(30)]) }), [1, 3]],
    ['and of documents', () => _.and!([{ age: 18 }, { name: 'Anna' }]) as unknown as Row, [1]],
    [
      'and over or',
      () => _.and!(_.or!({ age: 18 }, { age: 25 }) as unknown, { name: 'bert' }) as unknown as Row,
      [2],
    ],
    ['nor', () => _.nor!([{ age: 18 }, { name: 'Carl' }]) as unknown as Row, [2, 4]],
    ['nor of a field', () => ({ age: _.nor!([_.lt!(20), _.gt!(30)]) }), [2, 4]],
    ['not', () => ({ age: _.not!(_.gt!(20)) }), [1, 4]],
    ['not of a set', () => ({ tags: _.not!(_.all!(['b'])) }), [3, 4]],
    ['a regular expression', () => ({ name: /^[ac]/i }), [1, 3]],
    ['db.RegExp', () => ({ name: db.RegExp({ regexp: '^[AC]' }) }), [1, 3]],
    ['db.RegExp with options', () => ({ name: db.RegExp({ regexp: '^a.*A$', options: 'i' }) }), [1]],
    ['db.RegExp in Chinese', () => ({ name: db.RegExp({ regexp: '中' }) }), [4]],
    [
      'a regular expression in or',
      () => ({ name: _.or!(db.RegExp({ regexp: '^A' }), db.RegExp({ regexp: '^b' })) }),
      [1, 2],
    ],
    ['a regular expression in in', () => ({ name: _.in!([/^d/]) }), [4]],
    ['a date', () => ({ at: new Date('2026-02-01') }), [2]],
    [
      'dates between',
      () => ({ at: _.gte!(new Date('2026-01-15')).and!(_.lt!(new Date('2026-03-01'))) }),
      [2],
    ],
    ['a date in in', () => ({ at: _.in!([new Date('2026-01-01')]) }), [1]],
    [
      'before the time of the server',
      () => ({ at: _.lt!(db.serverDate({ offset: -400 * 86_400_000 * 10 })) }),
      [],
    ],
    ['expr', () => _.expr!(_.aggregate.gt!(['$age', 20])) as unknown as Row, [2, 3]],
  ])('%s', async (_name, query, ids) => {
    expect(await idsOf(collection.where(query()).orderBy('_id', 'asc'))).toEqual(ids)
  })
})

describe('order, limit, projection', () => {
  const docs = Array.from({ length: 1010 }, (_item, i) => ({
    _id: i,
    g: i % 3,
    arr: [1, 2, 3],
    o: { p: i, q: 1 },
  }))
  let collection: NodeCollection
  beforeAll(async () => {
    collection = await fresh()
    for (let i = 0; i < docs.length; i += 505) await collection.add(docs.slice(i, i + 505))
  })

  test('100 by default, 1000 at most', async () => {
    expect(await idsOf(collection)).toHaveLength(100)
    expect(await idsOf(collection.limit(1001))).toHaveLength(1000)
    expect(await idsOf(collection.limit(5).skip(1008))).toHaveLength(2)
  })

  test('two orders, the first counts first', async () => {
    expect(await idsOf(collection.orderBy('g', 'desc').orderBy('_id', 'desc').limit(3))).toEqual([
      1007, 1004, 1001,
    ])
  })

  test.each<[Row, Row]>([
    [{ g: true }, { _id: 4, g: 1 }],
    [{ g: 1, _id: false }, { g: 1 }],
    [
      { arr: false, o: false },
      { _id: 4, g: 1 },
    ],
    [{ 'o.p': true }, { _id: 4, o: { p: 4 } }],
    [
      { 'o.p': 0, arr: 0, g: 0 },
      { _id: 4, o: { q: 1 } },
    ],
    [{ nothing: true }, { _id: 4 }],
    [
      { arr: { $slice: 1 }, g: false, o: false },
      { _id: 4, arr: [1] },
    ],
    [
      { arr: { $slice: [1, 1] }, g: false, o: false },
      { _id: 4, arr: [2] },
    ],
    [{ arr: { $elemMatch: { $gt: 1 } } }, { _id: 4, arr: [2] }],
  ])('field(%j)', async (projection, doc) => {
    expect((await collection.where({ _id: 4 }).field(projection).get()).data).toEqual([doc])
    expect((await collection.doc(4).field(projection).get()).data).toEqual([doc])
  })
})

describe('raw: as MongoDB writes it', () => {
  const docs = [
    { _id: 1, n: 1, l: [{ a: 1 }, { a: 5 }] },
    { _id: 2, n: 5, o: { p: 1 } },
  ]
  const raw = async () => (await fresh(docs)).options({ raw: true })

  test('a query', async () => {
    const collection = await raw()
    expect(
      await idsOf(collection.where({ $or: [{ n: { $gt: 4 } }, { 'l.a': 5 }] }).orderBy('_id', 'asc')),
    ).toEqual([1, 2])
    // an object is not flattened: it equals the whole
    expect(await idsOf(collection.where({ o: { p: 1 } }))).toEqual([2])
  })

  test('an update', async () => {
    const collection = await raw()
    const change = { $inc: { n: 1 }, $set: { 'o.q': 2 }, $unset: { 'o.p': '' } }
    expect(await collection.where({ _id: 2 }).update(change)).toMatchObject({ updated: 1 })
    expect((await collection.doc(2).get()).data).toEqual([{ _id: 2, n: 6, o: { q: 2 } }])
  })

  test('a pipeline', async () => {
    const collection = await raw()
    const stages = [
      { $match: { n: { $gte: 1 } } },
      { $unwind: '$l' },
      { $group: { _id: '$n', max: { $max: '$l.a' } } },
    ]
    const end = collection.aggregate(stages).end!() as unknown as Promise<{ data: Row[] }>
    expect((await end).data).toEqual([{ _id: 1, max: 5 }])
  })
})

test('conditions of one field from two places', async () => {
  const collection = await fresh([
    { _id: 1, n: 1 },
    { _id: 2, n: 5 },
    { _id: 3, n: 9 },
  ])
  const both = _.and!({ n: _.gt!(1) }, { n: _.lt!(9) }) as unknown as Row
  expect(await idsOf(collection.where(both))).toEqual([2])
  // a second where() takes the place of the first
  expect(await idsOf(collection.where({ n: 1 }).where({ n: 9 }))).toEqual([3])
})
