import { command, db } from '../../cloudfunctions/shared/cloud'
import { transact } from '../../cloudfunctions/shared/store/transact'
import { openCloud, type TestCloud } from '../support/cloud'

let cloud: TestCloud

beforeAll(async () => {
  cloud = await openCloud()
  await cloud.local.ensureIndexes('accounts', [])
})
afterAll(() => cloud.close())
beforeEach(async () => {
  cloud.local.setFaults({})
  for (const _id of ['a', 'b'])
    await db
      .collection('accounts')
      .doc(_id)
      .set({ data: { fen: 100 } })
})

const fenOf = async (id: string) =>
  ((await db.collection('accounts').doc(id).get()).data as { fen: number }).fen

/** Moves one fen by reading and writing both sides, which only a transaction makes safe. */
const move = (from: string, to: string) =>
  transact(async transaction => {
    const accounts = transaction.collection('accounts')
    const source = (await accounts.doc(from).get()).data as { fen: number }
    const target = (await accounts.doc(to).get()).data as { fen: number }
    await accounts.doc(from).update({ data: { fen: source.fen - 1 } })
    await accounts.doc(to).update({ data: { fen: target.fen + 1 } })
    return source.fen - 1
  })

test('both documents change, and the result is the callback’s', async () => {
  expect(await move('a', 'b')).toBe(99)
  expect([await fenOf('a'), await fenOf('b')]).toEqual([99, 101])
})

test('four at once that touch the same documents: conflicts at the operation, which the SDK itself does not try again', async () => {
  await Promise.all([move('a', 'b'), move('a', 'b'), move('b', 'a'), move('a', 'b')])
  expect([await fenOf('a'), await fenOf('b')]).toEqual([98, 102])
})

test('conflicts that the database reports at the commit are tried again too', async () => {
  cloud.local.setFaults({ isConflictAtOperation: false })
  await Promise.all([move('a', 'b'), move('a', 'b'), move('a', 'b')])
  expect([await fenOf('a'), await fenOf('b')]).toEqual([97, 103])
})

test('an error of ours ends it at once: nothing is changed and nothing repeated', async () => {
  let runs = 0
  const failing = transact(async transaction => {
    runs++
    await transaction
      .collection('accounts')
      .doc('a')
      .update({ data: { fen: command.inc(-50) } })
    throw new Error('余额不足')
  })
  await expect(failing).rejects.toThrow('余额不足')
  expect(runs).toBe(1)
  expect(await fenOf('a')).toBe(100)
})
