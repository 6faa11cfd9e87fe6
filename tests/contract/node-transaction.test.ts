import { localOnly, openContract, type Contract } from './database'
import {
  nodeDatabase,
  type NodeCollection,
  type NodeDatabase,
  type NodeTransaction,
  type Row,
} from './node-sdk'

// Transactions as @cloudbase/node-sdk sees them: its answers differ inside, and errors keep their code.

let contract: Contract
let db: NodeDatabase
beforeAll(async () => {
  contract = await openContract()
  db = nodeDatabase()
})
afterAll(() => contract.close())

async function shop() {
  const collection = await contract.fresh([
    { _id: 'a', n: 1, l: [1] },
    { _id: 'b', n: 2 },
  ])
  const name = contract.nameOf(collection)
  const outside: NodeCollection = db.collection(name)
  const inside = (t: NodeTransaction) => t.collection(name)
  const all = async () => (await outside.orderBy('_id', 'asc').get()).data
  return { outside, inside, all }
}
const requestId = expect.any(String) as string

describe('answers inside', () => {
  test('get: the document or null', async () => {
    const { inside } = await shop()
    const t = await db.startTransaction()
    expect(await inside(t).doc('a').get()).toEqual({ data: { _id: 'a', n: 1, l: [1] }, requestId })
    expect((await inside(t).doc('none').get()).data).toBeNull()
    await t.rollback()
  })

  test('create, add, set, update, delete', async () => {
    const { inside, all } = await shop()
    const t = await db.startTransaction()
    expect(await inside(t).doc('c').create({ n: 3 })).toEqual({ inserted: 1, ok: 1, id: 'c', requestId })
    expect(await inside(t).add({ _id: 'd', n: 4 })).toMatchObject({ id: 'd' })
    expect(await inside(t).doc('a').set({ n: 5 })).toMatchObject({ updated: 1 })
    expect(await inside(t).doc('e').set({ n: 6 })).toMatchObject({ updated: 0, upserted: [{ _id: 'e' }] })
    expect(
      await inside(t)
        .doc('d')
        .update({ n: db.command.inc!(1) }),
    ).toEqual({ updated: 1, requestId })
    expect(await inside(t).doc('none').update({ n: 1 })).toEqual({ updated: 0, requestId })
    expect(await inside(t).doc('b').delete()).toEqual({ deleted: 1, requestId })
    expect(await inside(t).doc('b').delete()).toEqual({ deleted: 0, requestId })
    expect(await t.commit()).toEqual({ requestId })
    expect(await all()).toEqual([
      { _id: 'a', n: 5 },
      { _id: 'c', n: 3 },
      { _id: 'd', n: 5 },
      { _id: 'e', n: 6 },
    ])
  })

  test('updateAndReturn by _id', async () => {
    const { inside, all } = await shop()
    const t = await db.startTransaction()
    const answer = await inside(t)
      .where({ _id: 'a' })
      .updateAndReturn({ l: db.command.push!(2) })
    expect(answer).toMatchObject({ updated: 1, doc: { _id: 'a', n: 1, l: [1, 2] } })
    await t.rollback()
    expect((await all())[0]).toEqual({ _id: 'a', n: 1, l: [1] })
  })

  test('updateAndReturn by any query changes one', async () => {
    const { inside, all } = await shop()
    await db.runTransaction(async t => {
      await inside(t).add({ _id: 'c', n: 1 })
      const answer = await inside(t)
        .where({ n: db.command.gte!(1) })
        .updateAndReturn({ n: 7 })
      expect(answer).toMatchObject({ updated: 1, doc: { _id: 'a', n: 7 } })
      const none = await inside(t).where({ n: 100 }).updateAndReturn({ n: 7 })
      expect(none).toMatchObject({ updated: 0, doc: null })
    })
    expect((await all()).map(({ n }) => n)).toEqual([7, 2, 1])
  })

  test('a thousand and one documents, found inside', async () => {
    const { inside, all } = await shop()
    const t = await db.startTransaction()
    await inside(t).add(Array.from({ length: 1001 }, (_, i) => ({ i })))
    const { data } = await inside(t)
      .where({ i: db.command.gte!(0) })
      .limit(1000)
      .get()
    expect(data).toHaveLength(1000)
    await t.rollback()
    expect(await all()).toHaveLength(2)
  })

  test('the time of the server', async () => {
    const { inside, all } = await shop()
    await db.runTransaction(async t => {
      await inside(t).doc('a').update({ at: db.serverDate() })
      await inside(t)
        .doc('b')
        .set({ at: db.serverDate({ offset: 1000 }) })
    })
    for (const { at } of await all()) expect(at).toBeInstanceOf(Date)
  })
})

describe('runTransaction', () => {
  test('answers what its callback answers', async () => {
    expect(await db.runTransaction(async () => ({ a: 1 }))).toEqual({ a: 1 })
  })

  test('rollback rejects with the reason and leaves nothing', async () => {
    const { inside, all } = await shop()
    const before = await all()
    const run = db.runTransaction(async t => {
      await inside(t).doc('a').delete()
      await t.rollback(-100)
    })
    await expect(run).rejects.toBe(-100)
    expect(await all()).toEqual(before)
  })

  test('an error of the callback comes out as it is', async () => {
    const { inside, all } = await shop()
    const before = await all()
    const error = new Error('no seat')
    const run = db.runTransaction(async t => {
      await inside(t).doc('a').set({ n: 0 })
      throw error
    })
    await expect(run).rejects.toBe(error)
    expect(await all()).toEqual(before)
  })

  test('twenty at once on one counter: with enough tries none is lost', async () => {
    const { outside, inside } = await shop()
    const increase = () =>
      db.runTransaction(async t => {
        const { data } = await inside(t).doc('a').get()
        await inside(t)
          .doc('a')
          .update({ n: Number(data!.n) + 1 })
      }, 30)
    await Promise.all(Array.from({ length: 20 }, increase))
    expect((await outside.doc('a').get()).data[0]!.n).toBe(21)
  })
})

describe('refusals keep their code', () => {
  const refusal = (code: string) => ({ code, message: expect.any(String) as string, requestId })

  // a plain write of the real service waits for the transaction
  localOnly('a conflict', async () => {
    const { outside, inside, all } = await shop()
    const t = await db.startTransaction()
    await inside(t).doc('a').update({ n: 10 })
    await outside.doc('a').update({ n: 20 })
    await expect(t.commit()).rejects.toMatchObject(refusal('DATABASE_TRANSACTION_CONFLICT'))
    expect((await all())[0]!.n).toBe(20)
  })

  test.each<[string, (t: NodeTransaction) => Promise<unknown>]>([
    ['commit', t => t.commit()],
    ['rollback', t => t.rollback()],
  ])('%s after the end', async (_name, act) => {
    const t = await db.startTransaction()
    await t.commit()
    await expect(act(t)).rejects.toMatchObject({ code: expect.stringMatching(/TRANSACTION/) as string })
  })

  test('an operation after the end', async () => {
    const { inside, all } = await shop()
    const before = await all()
    const t = await db.startTransaction()
    await t.rollback()
    await expect(inside(t).doc('a').update({ n: 9 })).rejects.toMatchObject({
      code: 'DATABASE_TRANSACTION_FAIL',
      message: expect.stringMatching(/TransactionNotExist.*commit or abort in 30 seconds/) as string,
    })
    expect(await all()).toEqual(before)
  })

  test('the same _id: the transaction can still be rolled back', async () => {
    const { inside } = await shop()
    const t = await db.startTransaction()
    await expect(inside(t).add({ _id: 'a' })).rejects.toMatchObject({
      message: expect.stringMatching(/E11000/) as string,
    })
    await t.rollback()
  })

  test('two that make the same document: one wins', async () => {
    const { outside, inside } = await shop()
    const pair = [await db.startTransaction(), await db.startTransaction()]
    // the real service may refuse the second already here
    const sets = await Promise.allSettled(pair.map((t, i) => inside(t).doc('new').set({ by: i })))
    const outcomes = await Promise.allSettled(
      pair.map((t, i) =>
        sets[i]!.status === 'fulfilled' ? t.commit() : Promise.reject(new Error('refused')),
      ),
    )
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    const winner = outcomes.findIndex(({ status }) => status === 'fulfilled')
    expect((await outside.doc('new').get()).data).toEqual([{ _id: 'new', by: winner }] as Row[])
  })
})
