import { describeLocalOnly, localOnly, openContract, SKEW_MS, type Contract } from './database'

// What the SDK itself does between the functions and the service, as the platform notes list it.

let contract: Contract
beforeAll(async () => (contract = await openContract()))
afterAll(() => contract.close())

describe('types survive', () => {
  test('dates, nested values, unicode and the order of fields', async () => {
    const doc = {
      _id: 1,
      z: new Date('2024-01-02T03:04:05.678Z'),
      a: 1.5,
      n: { q: [null, { x: -0.25 }] },
      s: '中😀',
      b: false,
      big: 1_700_000_000_000,
    }
    const collection = await contract.fresh([doc])
    const [read] = (await collection.get()).data
    expect(read).toEqual(doc)
    expect(Object.keys(read!)).toEqual(['_id', 'z', 'a', 'n', 's', 'b', 'big'])
    expect(read!.z).toBeInstanceOf(Date)
  })

  test('an _id is made up when absent', async () => {
    const collection = await contract.fresh()
    const { _id } = await collection.add({ data: { a: 1 } })
    expect(_id).toMatch(/^[0-9a-f]{32}$/)
    expect((await collection.doc(_id).get()).data).toEqual({ _id, a: 1 })
  })

  test('the time of the server, with an offset, also inside and in a query', async () => {
    const collection = await contract.fresh()
    const { db } = contract
    const before = contract.now().getTime()
    await collection.add({
      data: { _id: 'x', at: db.serverDate(), in: { late: db.serverDate({ offset: 3_600_000 }) } },
    })
    const { at, in: inner } = (await collection.doc('x').get()).data as { at: Date; in: { late: Date } }
    expect(at.getTime()).toBeGreaterThanOrEqual(before - SKEW_MS)
    expect(at.getTime()).toBeLessThanOrEqual(contract.now().getTime() + SKEW_MS)
    expect(inner.late.getTime() - at.getTime()).toBe(3_600_000)
    expect((await collection.where({ at: db.command.lte!(db.serverDate()) }).count()).total).toBe(1)
  })

  localOnly('the time of the server follows the clock of the cloud', async () => {
    const collection = await contract.fresh()
    const before = Date.now()
    contract.cloud.advance(86_400_000)
    await collection.add({ data: { _id: 'x', at: contract.db.serverDate() } })
    const { at } = (await collection.doc('x').get()).data as { at: Date }
    expect(at.getTime() - before).toBeGreaterThanOrEqual(86_400_000)
  })
})

describe('surprises', () => {
  test('undefined is dropped from a query and widens it', async () => {
    const collection = await contract.fresh([
      { a: 1, b: 1 },
      { a: 1, b: 2 },
    ])
    expect((await collection.where({ a: 1, b: undefined }).count()).total).toBe(2)
  })

  test('an empty object in an update vanishes; an empty list and null stay', async () => {
    const collection = await contract.fresh([{ _id: 'x', o: { p: 1 }, l: [1], n: 1 }])
    await collection.doc('x').update({ data: { o: {}, l: [], n: null } })
    expect((await collection.doc('x').get()).data).toEqual({ _id: 'x', o: { p: 1 }, l: [], n: null })
  })

  test('a missing document is an error of the SDK', async () => {
    const collection = await contract.fresh()
    await expect(collection.doc('none').get()).rejects.toMatchObject({
      errCode: -1,
      errMsg: expect.stringMatching(/does not exist/) as string,
    })
  })

  test('a collection that does not exist', async () => {
    await expect(contract.db.collection('nowhere').get()).rejects.toMatchObject({ errCode: -502005 })
    await expect(contract.db.collection('nowhere').add({ data: {} })).rejects.toMatchObject({
      errCode: -502005,
    })
  })

  test('createCollection, once', async () => {
    const name = contract.newName()
    await contract.db.createCollection(name)
    expect((await contract.db.collection(name).count()).total).toBe(0)
    await expect(contract.db.createCollection(name)).rejects.toMatchObject({
      code: 'DATABASE_COLLECTION_ALREADY_EXIST',
    })
    await expect(contract.db.createCollection('$bad')).rejects.toBeDefined()
  })

  test('errors of aggregates carry the code as text', async () => {
    const end = contract.db.collection('nowhere').aggregate() as unknown as { end(): Promise<unknown> }
    await expect(end.end()).rejects.toMatchObject({ errCode: -1, code: 'DATABASE_COLLECTION_NOT_EXIST' })
  })

  test('updating _id is refused by the SDK', async () => {
    const collection = await contract.fresh([{ _id: 'x' }])
    await expect(collection.doc('x').update({ data: { _id: 'y' } })).rejects.toMatchObject({
      errCode: -501007,
    })
  })
})

describeLocalOnly('keys that would do harm', () => {
  test.each<[string, object]>([
    ['$ at the top', { $set: 1 }],
    ['$ inside', { a: { $inc: 1 } }],
    ['a dot', { 'a.b': 1 }],
    ['a dot in an array', { a: [{ 'b.c': 1 }] }],
    ['__proto__', JSON.parse('{"__proto__": {"admin": true}}') as object],
  ])('refused: %s', async (_, doc) => {
    const collection = await contract.fresh()
    const raw = JSON.stringify({
      action: 'database.insertDocument',
      collectionName: contract.nameOf(collection),
      data: [JSON.stringify(doc)],
    })
    const answer = await fetch(contract.cloud.endpoint, { method: 'POST', body: raw })
    expect(await answer.json()).toMatchObject({
      code: expect.stringMatching(/INVALID_PARAM|DATABASE_REQUEST_FAILED/) as string,
    })
    expect((await collection.count()).total).toBe(0)
  })
})
