import { openContract, type Contract } from './database'
import { idsOf, nodeDatabase, type NodeCollection, type NodeDatabase, type Row } from './node-sdk'

// Documents as @cloudbase/node-sdk sees them: shapes of answers, commands of queries and updates, types, refusals.

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
const requestId = expect.stringMatching(/./) as string

describe('shapes of answers', () => {
  test('add one', async () => {
    const collection = await fresh()
    expect(await collection.add({ a: 1 })).toEqual({
      id: expect.any(String) as string,
      requestId,
      ids: undefined,
    })
  })

  test('add several: ids in their order', async () => {
    const collection = await fresh()
    expect((await collection.add([{ _id: 'b' }, { _id: 'a' }])).ids).toEqual(['b', 'a'])
  })

  test('get, count, update, remove by a query', async () => {
    const collection = await fresh([
      { _id: 'a', n: 1 },
      { _id: 'b', n: 2 },
    ])
    expect(await collection.where({ n: 1 }).get()).toEqual({ data: [{ _id: 'a', n: 1 }], requestId })
    expect(await collection.where({ n: _.gt!(0) }).count()).toEqual({ total: 2, requestId })
    expect(await collection.where({ n: _.gt!(0) }).update({ x: 1 })).toEqual({ updated: 2, requestId })
    expect(await collection.where({ n: 9 }).update({ x: 1 })).toEqual({ updated: 0, requestId })
    expect(await collection.where({ n: 1 }).remove()).toEqual({ deleted: 1, requestId })
  })

  test('by id: get is a list, empty when there is none', async () => {
    const collection = await fresh([{ _id: 'a', n: 1 }])
    expect((await collection.doc('a').get()).data).toEqual([{ _id: 'a', n: 1 }])
    expect((await collection.doc('b').get()).data).toEqual([])
    expect(await collection.doc('a').update({ n: 2 })).toEqual({ updated: 1, requestId })
    expect(await collection.doc('b').update({ n: 2 })).toEqual({ updated: 0, requestId })
    expect(await collection.doc('a').remove()).toEqual({ deleted: 1, requestId })
    expect(await collection.doc('a').remove()).toEqual({ deleted: 0, requestId })
  })

  test('set: made, replaced, and the same again', async () => {
    const collection = await fresh()
    expect(await collection.doc('a').set({ n: 1, o: { p: 1 } })).toMatchObject({
      updated: 0,
      upsertedId: 'a',
    })
    expect(await collection.doc('a').set({ m: 2 })).toEqual({ updated: 1, requestId })
    expect((await collection.doc('a').get()).data).toEqual([{ _id: 'a', m: 2 }])
  })

  test('create with an id, once', async () => {
    const collection = await fresh()
    expect(await collection.doc('a').create({ n: 1 })).toEqual({ id: 'a', requestId })
    await expect(collection.doc('a').create({ n: 1 })).rejects.toMatchObject({
      message: expect.stringMatching(/E11000/) as string,
    })
  })

  test('updateAndReturn changes one and tells it as it is now', async () => {
    const collection = await fresh([
      { _id: 'a', g: 1, n: 1 },
      { _id: 'b', g: 1, n: 1 },
    ])
    const { updated, doc } = await collection.where({ g: 1 }).updateAndReturn({ n: _.inc!(5) })
    expect([updated, doc]).toEqual([1, { _id: 'a', g: 1, n: 6 }])
    expect((await collection.where({ n: 1 }).count()).total).toBe(1)
    const none = await collection.where({ g: 2 }).updateAndReturn({ n: 1 })
    expect([none.updated, none.doc]).toEqual([0, null])
  })

  test('an update that brings nothing new is not counted; a set and updateAndReturn are', async () => {
    const collection = await fresh([{ _id: 'a', n: 1 }])
    expect((await collection.doc('a').update({ n: 1 })).updated).toBe(0)
    expect((await collection.where({ _id: 'a' }).update({ n: 1 })).updated).toBe(0)
    expect((await collection.doc('a').set({ n: 1 })).updated).toBe(1)
    expect((await collection.where({ _id: 'a' }).updateAndReturn({ n: 1 })).updated).toBe(1)
  })

  test('options({multiple: false}) changes and removes one', async () => {
    const collection = await fresh([{ g: 1 }, { g: 1 }, { g: 1 }])
    const one = collection.where({ g: 1 }).options({ multiple: false })
    // options made on a query keep its conditions
    expect((await one.update({ x: 1 })).updated).toBe(1)
    expect((await one.remove()).deleted).toBe(1)
    expect((await collection.count()).total).toBe(2)
  })
})

describe('updates by commands', () => {
  test.each<[string, Row, () => Row, Row]>([
    ['fields', { a: 1, b: 2 }, () => ({ a: 5 }), { a: 5, b: 2 }],
    [
      'a field inside leaves its neighbours',
      { o: { p: 1, q: 2 } },
      () => ({ o: { p: 5 } }),
      { o: { p: 5, q: 2 } },
    ],
    ['a path', { o: { p: 1, q: 2 } }, () => ({ 'o.p': 5 }), { o: { p: 5, q: 2 } }],
    [
      'a path to an element',
      { l: [{ a: 1 }, { a: 2 }] },
      () => ({ 'l.1.a': 5 }),
      { l: [{ a: 1 }, { a: 5 }] },
    ],
    ['an array becomes an object', { l: [1] }, () => ({ l: _.set!({ a: 1 }) }), { l: { a: 1 } }],
    ['an object becomes an array', { o: { p: 1 } }, () => ({ o: [1, { a: null }] }), { o: [1, { a: null }] }],
    ['null', { a: 1 }, () => ({ a: null }), { a: null }],
    ['a new path', {}, () => ({ a: { b: { c: 1 } } }), { a: { b: { c: 1 } } }],
    ['set', { o: { p: 1 } }, () => ({ o: _.set!({ q: 1 }) }), { o: { q: 1 } }],
    ['set to empty', { o: { p: 1 } }, () => ({ o: _.set!({}) }), { o: {} }],
    [
      'remove',
      { a: 1, o: { p: 1, q: 1 } },
      () => ({ a: _.remove!(), o: { p: _.remove!() } }),
      { o: { q: 1 } },
    ],
    [
      'inc, mul',
      { a: 1, b: 2 },
      () => ({ a: _.inc!(-2), b: _.mul!(1.5), c: _.inc!(1), d: _.mul!(5) }),
      { a: -1, b: 3, c: 1, d: 0 },
    ],
    ['min, max', { a: 5, b: 5 }, () => ({ a: _.min!(1), b: _.max!(9) }), { a: 1, b: 9 }],
    [
      'bit',
      { a: 5, b: 5, c: 5 },
      () => ({ a: _.bit!({ and: 4 }), b: _.bit!({ or: 2 }), c: _.bit!({ xor: 1 }) }),
      { a: 4, b: 7, c: 4 },
    ],
    ['push', { l: [1] }, () => ({ l: _.push!(2, 3) }), { l: [1, 2, 3] }],
    ['push a list', { l: [1] }, () => ({ l: _.push!([2, 3]) }), { l: [1, 2, 3] }],
    ['push a document', { l: [] }, () => ({ l: _.push!({ a: { b: 1 } }) }), { l: [{ a: { b: 1 } }] }],
    ['push makes the array', {}, () => ({ l: _.push!(1) }), { l: [1] }],
    [
      'push at a position',
      { l: [1, 4] },
      () => ({ l: _.push!({ each: [2, 3], position: 1 }) }),
      { l: [1, 2, 3, 4] },
    ],
    [
      'push, sorted and cut',
      { l: [3, 1] },
      () => ({ l: _.push!({ each: [2], sort: 1, slice: 2 }) }),
      { l: [1, 2] },
    ],
    [
      'push documents, sorted',
      { l: [{ a: 2 }] },
      () => ({ l: _.push!({ each: [{ a: 1 }], sort: { a: 1 } }) }),
      { l: [{ a: 1 }, { a: 2 }] },
    ],
    [
      'pop, shift, unshift',
      { a: [1, 2], b: [1, 2], c: [1] },
      () => ({ a: _.pop!(), b: _.shift!(), c: _.unshift!(0, 5) }),
      { a: [1], b: [2], c: [0, 5, 1] },
    ],
    ['pull a value', { l: [1, 2, 1] }, () => ({ l: _.pull!(1) }), { l: [2] }],
    ['pull by a command', { l: [1, 5, 9] }, () => ({ l: _.pull!(_.gt!(4)) }), { l: [1] }],
    ['pull by in', { l: [1, 5, 9] }, () => ({ l: _.pull!(_.in!([1, 9])) }), { l: [5] }],
    [
      'pull documents',
      { l: [{ a: 1, b: 1 }, { a: 2 }] },
      () => ({ l: _.pull!({ a: 1 }) }),
      { l: [{ a: 2 }] },
    ],
    [
      'pull documents by a command',
      { l: [{ a: 1 }, { a: 7 }] },
      () => ({ l: _.pull!({ a: _.gt!(5) }) }),
      { l: [{ a: 1 }] },
    ],
    ['pullAll', { l: [1, 2, 3, 1] }, () => ({ l: _.pullAll!([1, 3]) }), { l: [2] }],
    ['addToSet', { l: [1] }, () => ({ l: _.addToSet!(1), m: _.addToSet!('x') }), { l: [1], m: ['x'] }],
    ['addToSet of several', { l: [1] }, () => ({ l: _.addToSet!({ $each: [1, 2] }) }), { l: [1, 2] }],
    ['rename', { a: 1 }, () => ({ a: _.rename!('b') }), { b: 1 }],
    ['rename inside', { o: { p: 1 } }, () => ({ 'o.p': _.rename!('o.q') }), { o: { q: 1 } }],
    [
      'dates',
      { at: null },
      () => ({ at: new Date(5), in: { at: new Date(6) } }),
      { at: new Date(5), in: { at: new Date(6) } },
    ],
    ['undefined is left out', { a: 1 }, () => ({ a: undefined, b: 2 }), { a: 1, b: 2 }],
  ])('%s', async (_name, doc, data, result) => {
    const collection = await fresh([{ _id: 'x', ...doc }])
    expect((await collection.doc('x').update(data())).updated).toBe(1)
    expect((await collection.doc('x').get()).data).toEqual([{ _id: 'x', ...result }])
    await collection.doc('x').set(doc)
    expect((await collection.where({ _id: 'x' }).update(data())).updated).toBe(1)
    expect((await collection.doc('x').get()).data).toEqual([{ _id: 'x', ...result }])
  })

  test('an element that the query found', async () => {
    const collection = await fresh([{ _id: 'x', l: [{ a: 1 }, { a: 2, n: 0 }] }])
    await collection.where({ 'l.a': 2 }).update({ 'l.$.n': _.inc!(3) })
    expect((await collection.doc('x').get()).data[0]!.l).toEqual([{ a: 1 }, { a: 2, n: 3 }])
  })

  test('all elements', async () => {
    const collection = await fresh([{ _id: 'x', l: [{ n: 1 }, { n: 2 }] }])
    await collection.doc('x').update({ 'l.$[].n': _.inc!(1) })
    expect((await collection.doc('x').get()).data[0]!.l).toEqual([{ n: 2 }, { n: 3 }])
  })

  test('the time of the server, also deep and in a set', async () => {
    const collection = await fresh([{ _id: 'x' }])
    await collection
      .doc('x')
      .update({ at: db.serverDate(), in: { at: db.serverDate({ offset: 60_000 }) }, l: [db.serverDate()] })
    const [doc] = (await collection.doc('x').get()).data as { at: Date; in: { at: Date }; l: Date[] }[]
    expect(doc!.in.at.getTime() - doc!.at.getTime()).toBe(60_000)
    expect(doc!.l[0]).toBeInstanceOf(Date)
  })
})

describe('types', () => {
  test.each<[string, () => unknown]>([
    ['the empty text', () => ''],
    ['a large number', () => 9_007_199_254_740_991],
    ['a small number', () => -0.1],
    ['a date before 1970', () => new Date(-1)],
    ['lists in lists', () => [[1, [2]], []]],
    ['an empty object', () => ({})],
    ['a text with quotes', () => '"\\\'$中😀\u2028'],
  ])('%s comes back', async (_name, make) => {
    const collection = await fresh()
    await collection.add({ _id: 'x', v: make() })
    expect((await collection.doc('x').get()).data[0]!.v).toEqual(make())
  })

  test('a point', async () => {
    const collection = await fresh()
    await collection.add({ _id: 'x', at: new db.Geo.Point!(113.3, 23.1) })
    expect((await collection.doc('x').get()).data[0]!.at).toMatchObject({ longitude: 113.3, latitude: 23.1 })
  })

  test('an ObjectId is stored and found', async () => {
    const collection = await fresh()
    const id = '64b0c0ffee0123456789abcd'
    await collection.add([
      { _id: 'x', ref: db.ObjectId({ id }) },
      { _id: 'y', ref: id },
    ])
    expect(await idsOf(collection.where({ ref: db.ObjectId({ id }) }))).toEqual(['x'])
    expect(await idsOf(collection.where({ ref: id }))).toEqual(['y'])
    expect((await collection.doc('x').get()).data[0]!.ref).toBe(id)
  })

  test('names of fields: a dot at the end is stored, other dots and $ at the beginning are refused', async () => {
    const collection = await fresh()
    await collection.add({ _id: 'x', 'end.': 1 })
    expect((await collection.doc('x').get()).data).toEqual([{ _id: 'x', 'end.': 1 }])
    for (const name of ['a.b', '.a', '.', '$a', 'a..'])
      await expect(collection.add({ [name]: 1 })).rejects.toMatchObject({ code: 'DATABASE_REQUEST_FAILED' })
  })

  test('a number as _id', async () => {
    const collection = await fresh()
    await collection.add({ _id: 5, a: 1 })
    expect((await collection.doc(5).get()).data).toEqual([{ _id: 5, a: 1 }])
    expect((await collection.doc('5').get()).data).toEqual([])
  })
})

describe('refusals', () => {
  test.each<[string, (c: NodeCollection) => Promise<unknown>, RegExp]>([
    ['update _id', c => c.doc('x').update({ _id: 'y' }), /INVALID_PARAM/],
    ['set with _id', c => c.doc('x').set({ _id: 'y' }), /INVALID_PARAM/],
    ['set with a command', c => c.doc('x').set({ n: _.inc!(1) }), /DATABASE_REQUEST_FAILED/],
    ['inc of a text', c => c.doc('x').update({ s: _.inc!(1) }), /DATABASE_REQUEST_FAILED/],
    ['push to a number', c => c.doc('x').update({ n: _.push!(1) }), /DATABASE_REQUEST_FAILED/],
    ['a path through a number', c => c.doc('x').update({ 'n.a': 1 }), /DATABASE_REQUEST_FAILED/],
    ['the same _id', c => c.add({ _id: 'x' }), /DATABASE_REQUEST_FAILED|DATABASE_DUPLICATE_WRITE/],
  ])('%s', async (_name, act, code) => {
    const collection = await fresh([{ _id: 'x', n: 1, s: 'a' }])
    await expect(act(collection)).rejects.toMatchObject({ code: expect.stringMatching(code) as string })
    expect((await collection.get()).data).toEqual([{ _id: 'x', n: 1, s: 'a' }])
  })

  test.each<[string, (c: NodeCollection) => Promise<unknown>]>([
    ['get', c => c.get()],
    ['count', c => c.count()],
    ['add', c => c.add({ a: 1 })],
    ['update', c => c.where({ a: 1 }).update({ a: 2 })],
    ['remove', c => c.where({ a: 1 }).remove()],
    ['set', c => c.doc('x').set({ a: 1 })],
  ])('%s in a collection that does not exist', async (_name, act) => {
    await expect(act(db.collection('nowhere'))).rejects.toMatchObject({
      code: 'DATABASE_COLLECTION_NOT_EXIST',
      requestId: expect.any(String) as string,
    })
  })

  test.each<[string, (c: NodeCollection) => unknown]>([
    ['a limit of a text', c => c.limit('5' as unknown as number)],
    ['an order of nothing', c => c.orderBy('a', 'up' as 'asc')],
    ['where of a list', c => c.where([] as unknown as Row)],
    ['where of nothing but undefined', c => c.where({ a: undefined })],
  ])('%s throws in the SDK', async (_name, act) => {
    const collection = await fresh()
    expect(() => act(collection)).toThrow()
  })
})
