import {
  CLOUD_ENV,
  describeLocalOnly,
  localOnly,
  openContract,
  type Collection,
  type Contract,
  type Transaction,
} from './database'

let contract: Contract
beforeAll(async () => (contract = await openContract()))
afterAll(() => contract.close())

const CONFLICT = /TransactionConflict/
const failure = (message: RegExp) => ({ errMsg: expect.stringMatching(message) as string })

/** Two counters that should always sum to 2, and a transaction on them. */
async function counters() {
  const collection = await contract.fresh([
    { _id: 'a', n: 1 },
    { _id: 'b', n: 1 },
  ])
  const inside = (t: Transaction) => t.collection(contract.nameOf(collection))
  const values = async () => (await collection.orderBy('_id', 'asc').get()).data.map(doc => doc.n)
  return { collection, inside, values }
}

const inc = (n: number) => ({ data: { n: contract.db.command.inc!(n) } })

test('a commit shows all at once, and only then', async () => {
  const { collection, inside, values } = await counters()
  const t = await contract.db.startTransaction()
  await inside(t).doc('a').update(inc(5))
  await inside(t).doc('b').update(inc(-5))
  await inside(t).add({ data: { _id: 'c', n: 0 } })
  expect(await values()).toEqual([1, 1])
  expect((await inside(t).doc('a').get()).data.n).toBe(6)
  expect((await inside(t).doc('c').get()).data.n).toBe(0)
  await t.commit()
  expect(await values()).toEqual([6, -4, 0])
  expect((await collection.count()).total).toBe(3)
})

test('a rollback leaves nothing', async () => {
  const { inside, values } = await counters()
  const t = await contract.db.startTransaction()
  await inside(t).doc('a').remove()
  await t.rollback()
  expect(await values()).toEqual([1, 1])
})

test('an error in the callback leaves nothing and comes out', async () => {
  const { inside, values } = await counters()
  const run = contract.db.runTransaction(async t => {
    await inside(t).doc('a').update(inc(5))
    throw new Error('no money')
  })
  await expect(run).rejects.toThrow('no money')
  expect(await values()).toEqual([1, 1])
})

test('rollback with a reason rejects with the reason', async () => {
  const { inside } = await counters()
  const run = contract.db.runTransaction(async t => {
    await inside(t).doc('a').update(inc(5))
    await t.rollback({ why: 'sold out' })
  })
  await expect(run).rejects.toEqual({ why: 'sold out' })
})

test('reads stay as they were at the first operation', async () => {
  const { collection, inside } = await counters()
  const t = await contract.db.startTransaction()
  await collection.doc('a').update(inc(1))
  expect((await inside(t).doc('a').get()).data.n).toBe(2)
  await collection.doc('a').update(inc(8))
  await collection.doc('b').remove()
  await collection.add({ data: { _id: 'c', n: 0 } })
  expect((await inside(t).doc('a').get()).data.n).toBe(2)
  expect((await inside(t).doc('b').get()).data.n).toBe(1)
  await expect(inside(t).doc('c').get()).rejects.toMatchObject(failure(/does not exist/))
  expect(
    (
      await inside(t)
        .where({ n: contract.db.command.gte!(0) })
        .get()
    ).data,
  ).toHaveLength(2)
  await t.rollback()
})

test('where().get() inside sees what the transaction has done, in order and within its limit', async () => {
  const { collection, inside } = await counters()
  const t = await contract.db.startTransaction()
  await inside(t).doc('a').update(inc(5))
  await inside(t).doc('b').remove()
  await inside(t).add({ data: { _id: 'c', n: 3 } })
  await inside(t).add({ data: { _id: 'd', n: -1 } })
  const query = inside(t).where({ n: contract.db.command.gt!(0) })
  expect((await query.orderBy('n', 'asc').get()).data).toEqual([
    { _id: 'c', n: 3 },
    { _id: 'a', n: 6 },
  ])
  expect((await query.orderBy('n', 'desc').limit(1).get()).data).toEqual([{ _id: 'a', n: 6 }])
  expect((await query.orderBy('n', 'asc').skip(1).get()).data).toEqual([{ _id: 'a', n: 6 }])
  expect((await collection.where({ n: contract.db.command.gt!(2) }).get()).data).toEqual([])
  await t.rollback()
})

const WORKS: [string, (collection: Collection) => Promise<unknown>, unknown[]][] = [
  ['two updates', c => c.doc('a').update(inc(1)), [2, 1]],
  ['two removals', c => c.doc('a').remove(), [1]],
  ['two new documents of one _id', c => c.add({ data: { _id: 'c', n: 7 } }), [1, 1, 7]],
  ['two sets of one _id', c => c.doc('c').set({ data: { n: 7 } }), [1, 1, 7]],
]
function isConflict(error: unknown): true {
  expect(error).toMatchObject(failure(CONFLICT))
  return true
}
const begin = async () =>
  [await contract.db.startTransaction(), await contract.db.startTransaction()] as const

describe('the first committer wins', () => {
  test.each(WORKS)('%s', async (_, work, values) => {
    const { inside, values: now } = await counters()
    const [first, second] = await begin()
    await work(inside(first))
    // the real service may refuse already here, and end the transaction with it
    const isRefused = await work(inside(second)).then(() => false, isConflict)
    await first.commit()
    if (!isRefused)
      await expect(second.commit()).rejects.toMatchObject({ code: 'DATABASE_TRANSACTION_CONFLICT' })
    expect(await now()).toEqual(values)
  })

  // a plain write of the real service waits for an open transaction that has written the document
  localOnly('a plain write in between counts too', async () => {
    const { collection, inside, values } = await counters()
    const t = await contract.db.startTransaction()
    await inside(t).doc('a').update(inc(1))
    await collection.doc('a').update(inc(10))
    await expect(t.commit()).rejects.toMatchObject({ code: 'DATABASE_TRANSACTION_CONFLICT' })
    expect(await values()).toEqual([11, 1])
  })

  test('different documents do not conflict', async () => {
    const { inside, values } = await counters()
    const [first, second] = [await contract.db.startTransaction(), await contract.db.startTransaction()]
    await inside(first).doc('a').update(inc(1))
    await inside(second).doc('b').update(inc(1))
    await first.commit()
    await second.commit()
    expect(await values()).toEqual([2, 2])
  })

  localOnly('runTransaction tries again after a conflict at the commit', async () => {
    const { collection, inside, values } = await counters()
    let tries = 0
    await contract.db.runTransaction(async t => {
      await inside(t).doc('a').update(inc(1))
      if (++tries === 1) await collection.doc('a').update(inc(10))
    })
    expect([tries, await values()]).toEqual([2, [12, 1]])
  })
})

describeLocalOnly(
  'switched to the operation, who writes a document first wins: others hear of it at once',
  () => {
    beforeEach(() => contract.cloud.setFaults({ isConflictAtOperation: true }))
    afterEach(() => contract.cloud.setFaults({}))

    test.each(WORKS)('%s', async (_, work, values) => {
      const { inside, values: now } = await counters()
      const [first, second] = await begin()
      await work(inside(first))
      const error = (await work(inside(second)).catch((e: unknown) => e)) as Record<string, unknown>
      // no code, so the SDK does not try again by itself
      expect(error).toMatchObject({ errCode: -501001, ...failure(CONFLICT) })
      expect(error.code).toBeUndefined()
      await first.commit()
      expect(await now()).toEqual(values)
    })

    test('and their transaction is over', async () => {
      const { inside } = await counters()
      const [first, second] = await begin()
      await inside(first).doc('a').update(inc(1))
      await expect(inside(second).doc('a').update(inc(1))).rejects.toMatchObject(failure(CONFLICT))
      await expect(inside(second).doc('b').get()).rejects.toMatchObject(failure(/TransactionNotExist/))
      await first.rollback()
    })

    test('a change from outside since the first operation counts as well, but not for reads', async () => {
      const { collection, inside } = await counters()
      const t = await contract.db.startTransaction()
      await inside(t).doc('b').get()
      await collection.doc('a').update(inc(10))
      expect((await inside(t).doc('a').get()).data.n).toBe(1)
      await expect(inside(t).doc('a').update(inc(1))).rejects.toMatchObject(failure(CONFLICT))
    })

    test('and one without a reason', async () => {
      const { inside, values } = await counters()
      contract.cloud.setFaults({ isConflictAtOperation: true, conflictRate: 1 })
      const t = await contract.db.startTransaction()
      expect((await inside(t).doc('a').get()).data.n).toBe(1)
      await expect(inside(t).doc('a').update(inc(1))).rejects.toMatchObject(failure(CONFLICT))
      expect(await values()).toEqual([1, 1])
    })
  },
)

describe('refused', () => {
  test('operations at once: how many come through is a matter of time', async () => {
    const { inside } = await counters()
    const t = await contract.db.startTransaction()
    const all = await Promise.allSettled(Array.from({ length: 10 }, () => inside(t).doc('a').get()))
    const refusals = all.filter(r => r.status === 'rejected')
    expect(refusals.length).toBeGreaterThan(0)
    for (const { reason } of refusals) expect(reason).toMatchObject(failure(/TransactionBusy/))
    await t.rollback()
  })

  test('an _id that is there', async () => {
    const { inside } = await counters()
    const t = await contract.db.startTransaction()
    await expect(inside(t).add({ data: { _id: 'a' } })).rejects.toMatchObject(failure(/E11000/))
    await t.rollback()
  })

  test('anything after the end', async () => {
    const { inside } = await counters()
    const t = await contract.db.startTransaction()
    await t.commit()
    await expect(inside(t).doc('a').get()).rejects.toMatchObject(failure(/TransactionNotExist/))
  })

  const byE = [{ name: 'e_u', unique: true, keys: { e: 1 } }] as const
  const E11000 = failure(/E11000.*e_u/)

  test.each<[string, (inside: Collection) => Promise<unknown>]>([
    ['a new document', inside => inside.add({ data: { _id: 3, e: 'x' } })],
    ['a new document like one of its own', inside => inside.add({ data: { _id: 3, e: 'y' } })],
    ['an update', inside => inside.doc(2).update({ data: { e: 'x' } })],
    ['a replacement', inside => inside.doc(2).set({ data: { e: 'x' } })],
  ])('%s with a unique key that another has is refused at once, and nothing is left', async (_, write) => {
    const collection = await contract.fresh([{ _id: 1, e: 'x' }], [...byE])
    const t = await contract.db.startTransaction()
    const inside = t.collection(contract.nameOf(collection))
    await inside.add({ data: { _id: 2, e: 'y' } })
    await expect(write(inside)).rejects.toMatchObject(E11000)
    await expect(t.commit()).rejects.toThrow(/TransactionNotExist/)
    expect((await collection.count()).total).toBe(1)
  })

  test('a unique key that is free again may be taken, whoever was written first', async () => {
    const collection = await contract.fresh(
      [
        { _id: 1, e: 'x' },
        { _id: 2, e: 'y' },
        { _id: 3, e: 'z' },
      ],
      [...byE],
    )
    await contract.db.runTransaction(async t => {
      const inside = t.collection(contract.nameOf(collection))
      await inside.doc(2).update({ data: { n: 1 } })
      await inside.doc(3).remove()
      await inside.doc(1).update({ data: { e: 'z' } })
      await inside.doc(2).update({ data: { e: 'x' } })
      await inside.add({ data: { _id: 4, e: 'y' } })
    })
    const { data } = await collection.orderBy('_id', 'asc').get()
    expect(data.map(doc => doc.e)).toEqual(['z', 'x', 'y'])
    expect((await collection.where({ e: 'x' }).get()).data).toEqual([{ _id: 2, e: 'x', n: 1 }])
    await expect(collection.add({ data: { e: 'y' } })).rejects.toMatchObject(E11000)
  })

  test('a unique key that somebody else took meanwhile: the whole commit is undone', async () => {
    const collection = await contract.fresh([{ _id: 1, e: 'x' }], [...byE])
    const t = await contract.db.startTransaction()
    const inside = t.collection(contract.nameOf(collection))
    await inside.add({ data: { _id: 2, e: 'y' } })
    await inside.add({ data: { _id: 3, e: 'z' } })
    await collection.add({ data: { _id: 4, e: 'z' } })
    await expect(t.commit()).rejects.toBeDefined()
    expect((await collection.count()).total).toBe(2)
  })
})

test('15 people, 5 seats, all at once: no seat is sold twice', async () => {
  const collection = await contract.fresh([{ _id: 'seats', left: 5 }])
  const buy = () =>
    contract.db.runTransaction(async t => {
      const seats = t.collection(contract.nameOf(collection)).doc('seats')
      const { left } = (await seats.get()).data as { left: number }
      if (left === 0) return t.rollback('sold out')
      await seats.update({ data: { left: left - 1 } })
    }, 100)
  const results = await Promise.allSettled(Array.from({ length: 15 }, buy))
  const sold = results.filter(r => r.status === 'fulfilled').length
  expect((await collection.doc('seats').get()).data.left).toBe(5 - sold)
  // a conflict that the real service reports at an operation has no code, so the SDK does not try again
  if (!CLOUD_ENV) expect(sold).toBe(5)
})
