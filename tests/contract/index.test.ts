import { describeLocalOnly, localOnly, openContract, type Contract, type IndexSpecs } from './database'

let contract: Contract
beforeAll(async () => (contract = await openContract()))
afterAll(() => contract.close())

type Row = Record<string, unknown>
const D = (at: number) => new Date(at)
const unique = (keys: Record<string, 1 | -1>): IndexSpecs => [{ name: 'u', unique: true, keys }]
const E11000 = {
  errCode: -502001,
  errMsg: expect.stringMatching(
    /E11000 duplicate key error collection: .* index: .* dup key: \{ .* \}/,
  ) as string,
}

describe('unique', () => {
  test.each<[string, IndexSpecs, Row[], Row]>([
    ['_id', [], [{ _id: 1 }], { _id: 1 }],
    ['_id, whole numbers and others alike', [], [{ _id: 1 }], { _id: 1.0 }],
    ['a field', unique({ e: 1 }), [{ e: 'x' }], { e: 'x' }],
    ['a missing field counts as null', unique({ e: 1 }), [{ a: 1 }], { e: null }],
    [
      'two fields together',
      unique({ a: 1, b: -1 }),
      [
        { a: 1, b: 1 },
        { a: 1, b: 2 },
      ],
      { a: 1, b: 2 },
    ],
    ['an element of an array', unique({ t: 1 }), [{ t: ['a', 'b'] }], { t: ['c', 'b'] }],
    ['a field inside', unique({ 'a.b': 1 }), [{ a: { b: 1 } }], { a: { b: 1 } }],
  ])('%s', async (_, indexes, docs, doc) => {
    const collection = await contract.fresh(docs, indexes)
    await expect(collection.add({ data: doc })).rejects.toMatchObject(E11000)
    expect((await collection.count()).total).toBe(docs.length)
  })

  test('an update may not take the key of another, and changes nothing', async () => {
    const collection = await contract.fresh(
      [
        { _id: 'a', e: 'x' },
        { _id: 'b', e: 'y' },
      ],
      unique({ e: 1 }),
    )
    await expect(collection.doc('b').update({ data: { e: 'x' } })).rejects.toMatchObject(E11000)
    expect((await collection.doc('b').get()).data.e).toBe('y')
    await collection.doc('a').update({ data: { e: 'z' } })
    await expect(collection.doc('b').update({ data: { e: 'x' } })).resolves.toBeDefined()
  })

  test('of several documents in one add, all or none', async () => {
    const collection = await contract.fresh([{ _id: 1, e: 'x' }], unique({ e: 1 }))
    await expect(collection.add({ data: [{ e: 'y' }, { e: 'x' }] })).rejects.toMatchObject(E11000)
    await expect(collection.add({ data: [{ e: 'y' }, { e: 'y' }] })).rejects.toMatchObject(E11000)
    expect((await collection.count()).total).toBe(1)
  })

  test('of 20 at once with one key, one is added', async () => {
    const collection = await contract.fresh([], unique({ e: 1 }))
    const adds = Array.from({ length: 20 }, () => collection.add({ data: { e: 'x' } }))
    const results = await Promise.allSettled(adds)
    expect(results.filter(r => r.status === 'fulfilled')).toHaveLength(1)
  })

  test('a removed key is free again', async () => {
    const collection = await contract.fresh([{ _id: 'a', e: 'x' }], unique({ e: 1 }))
    await collection.doc('a').remove()
    await expect(collection.add({ data: { e: 'x' } })).resolves.toBeDefined()
  })
})

describe('two fields of the elements of one array', () => {
  const docs = [
    {
      _id: 1,
      items: [
        { sku: 'a', qty: 1 },
        { sku: 'b', qty: 5 },
      ],
    },
    { _id: 2, items: [{ sku: 'a', qty: 5 }] },
    { _id: 3, items: [] },
    { _id: 4 },
  ]
  const pairs = { 'items.sku': 1, 'items.qty': 1 } as const

  test.each<[string, Row, number[]]>([
    ['one field', { 'items.sku': 'b' }, [1]],
    ['both, in one element or in two', { 'items.sku': 'a', 'items.qty': 5 }, [1, 2]],
    ['both in one element', { items: { $elemMatch: { sku: 'a', qty: 5 } } }, [2]],
    ['a value and a range', { 'items.sku': 'b', 'items.qty': { $lt: 3 } }, [1]],
    ['neither', { 'items.sku': null }, [4]],
  ])('%s', async (_, query, ids) => {
    const collection = await contract.fresh(docs, [{ name: 'pairs', keys: pairs }])
    const { data } = await collection.where(query).orderBy('_id', 'asc').get()
    expect(data.map(doc => doc._id)).toEqual(ids)
  })

  test('unique is the pair', async () => {
    const collection = await contract.fresh(docs.slice(0, 1), unique(pairs))
    await collection.add({ data: { items: [{ sku: 'a', qty: 5 }] } })
    await expect(collection.add({ data: { items: [{ sku: 'b', qty: 5 }] } })).rejects.toMatchObject(E11000)
  })

  test('of two arrays they cannot be listed', async () => {
    const collection = await contract.fresh([], [{ name: 'both', keys: { a: 1, b: 1 } }])
    await expect(collection.add({ data: { a: [1, 2], b: [1, 2] } })).rejects.toMatchObject({
      errMsg: expect.stringMatching(/cannot index parallel arrays/) as string,
    })
  })
})

test('an index on a name of Object.prototype finds what is there', async () => {
  const docs: Row[] = [{ _id: 1 }, { _id: 2, a: {} }, { _id: 3, constructor: 5, a: { toString: 'x' } }]
  const collection = await contract.fresh(docs, [
    { name: 'c', keys: { constructor: 1 } },
    { name: 's', keys: { 'a.toString': 1 } },
  ] as object[] as IndexSpecs)
  const ids = async (query: Row) =>
    (await collection.where(query).orderBy('_id', 'asc').get()).data.map(d => d._id)
  expect(await ids({ constructor: null })).toEqual([1, 2])
  expect(await ids({ constructor: 5 })).toEqual([3])
  expect(await ids({ 'a.toString': null })).toEqual([1, 2])
  expect(await ids({ 'a.toString': 'x' })).toEqual([3])
})

describe('answers do not depend on an index', () => {
  const docs = [
    { _id: 1, a: [5, 1] },
    { _id: 2, a: 3 },
    { _id: 3 },
    { _id: 4, a: null },
    { _id: 5, a: 'x' },
    { _id: 6, a: D(1) },
  ]
  test.each<[Row, number[]]>([
    [{ a: 5 }, [1]],
    [{ a: null }, [3, 4]],
    [{ a: { $gte: 3 } }, [1, 2]],
    [{ a: { $gt: 4, $lt: 2 } }, [1]],
    [{ a: { $ne: 3 } }, [1, 3, 4, 5, 6]],
    [{ a: { $in: [3, 'x'] } }, [2, 5]],
    [{ $or: [{ a: 3 }, { a: 'x' }] }, [2, 5]],
    [{ $or: [{ a: { $lt: 2 } }, { a: 3 }] }, [1, 2]],
  ])('%j', async (query, ids) => {
    const collection = await contract.fresh(docs, [{ name: 'a', keys: { a: 1 } }])
    const { data } = await collection.where(query).orderBy('_id', 'asc').get()
    expect(data.map(doc => doc._id)).toEqual(ids)
  })
})

describeLocalOnly('what a query costs', () => {
  const orders = Array.from({ length: 500 }, (_, i) => ({
    _id: `r${String(i).padStart(3, '0')}`,
    communityId: i % 5 === 0 ? 'east' : 'west',
    status: ['open', 'done', 'closed'][i % 3],
    createdAt: D(i * 1000),
  }))
  const indexes: IndexSpecs = [
    { name: 'list', keys: { communityId: 1, status: 1, createdAt: -1 } },
    { name: 'latest', keys: { communityId: 1, createdAt: -1, _id: -1 } },
  ]
  const last = () => contract.cloud.trips().at(-1)!

  test('equal fields, then the order: as many documents as are shown', async () => {
    const collection = await contract.fresh(orders, indexes)
    const query = collection.where({ communityId: 'west', status: 'open' })
    const { data } = await query.orderBy('createdAt', 'desc').limit(20).get()
    expect(data).toHaveLength(20)
    expect(data[0]!._id).toBe('r498')
    expect(last()).toMatchObject({ action: 'database.getDocument', index: 'list', examined: 20 })
  })

  test('one of several values, then the order: still no more', async () => {
    const collection = await contract.fresh(orders, indexes)
    const _ = contract.db.command
    const query = collection.where({ communityId: 'west', status: _.in!(['open', 'done']) })
    const { data } = await query.orderBy('createdAt', 'desc').limit(20).get()
    expect(data.map(doc => (doc.createdAt as Date).getTime())).toEqual(
      orders
        .filter(o => o.communityId === 'west' && o.status !== 'closed')
        .map(o => o.createdAt.getTime())
        .reverse()
        .slice(0, 20),
    )
    expect(last()).toMatchObject({ index: 'list', examined: 20 })
  })

  test('a page after a cursor', async () => {
    const collection = await contract.fresh(orders, indexes)
    const _ = contract.db.command
    const at = D(250_000)
    const after = _.or!([{ createdAt: _.lt!(at) }, { createdAt: at, _id: _.lt!('r250') }])
    const query = collection.where(_.and!([{ communityId: 'west' }, after]) as Row)
    const { data } = await query.orderBy('createdAt', 'desc').orderBy('_id', 'desc').limit(10).get()
    expect(data[0]!._id).toBe('r249')
    expect(last().index).toBe('latest')
    expect(last().examined).toBeLessThanOrEqual(11)
  })

  test('a range', async () => {
    const collection = await contract.fresh(orders, indexes)
    const range = contract.db.command.gte!(D(100_000)) as { and(other: unknown): unknown }
    const query = collection.where({
      communityId: 'east',
      createdAt: range.and(contract.db.command.lt!(D(150_000))),
    })
    expect((await query.get()).data).toHaveLength(10)
    expect(last()).toMatchObject({ index: 'latest', examined: 10 })
  })

  test('by _id, one; without an index, all', async () => {
    const collection = await contract.fresh(orders, indexes)
    await collection.doc('r007').get()
    expect(last()).toMatchObject({ index: '_id_', examined: 1 })
    await collection.where({ status: 'open' }).count()
    expect(last()).toMatchObject({ index: null, examined: 500 })
  })
})

describe('limits', () => {
  test('a value too long for an index key', async () => {
    const collection = await contract.fresh([], [{ name: 'e', keys: { e: 1 } }])
    await expect(collection.add({ data: { e: 'x'.repeat(1100) } })).rejects.toMatchObject({
      errMsg: expect.stringMatching(/key too large/) as string,
    })
  })

  // these limits depend on what an environment has been bought for, and their words are ours
  localOnly('a document of more than 512 KB', async () => {
    const collection = await contract.fresh()
    await expect(collection.add({ data: { e: 'x'.repeat(600_000) } })).rejects.toMatchObject({
      errMsg: expect.stringMatching(/exceeds/) as string,
    })
  })

  localOnly('more than 20 indexes', async () => {
    const many = Array.from({ length: 20 }, (_, i) => ({ name: `i${i}`, keys: { [`f${i}`]: 1 as const } }))
    await expect(contract.fresh([], many)).rejects.toThrow(/at most 20 indexes/)
  })
})
