import * as z from 'zod'
import { command, db } from '../../cloudfunctions/shared/cloud'
import { defineCollection } from '../../cloudfunctions/shared/store/collection'
import { counter } from '../../cloudfunctions/shared/store/counter'
import { nextNumber } from '../../cloudfunctions/shared/store/sequence'
import { openCloud, type TestCloud } from '../support/cloud'

// Numbers that many take at once: without gaps, without doubles, never beyond their bound.

let cloud: TestCloud

beforeAll(async () => {
  cloud = await openCloud()
  await cloud.local.ensureIndexes('stalls', [])
})
afterEach(() => cloud.local.setFaults({}))
afterAll(() => cloud.close())

const upTo = (count: number) => Array.from({ length: count }, (_, n) => n + 1)
const byNumber = (numbers: number[]) => [...numbers].sort((a, b) => a - b)

test('two hundred at once get the numbers from 1 to 200', async () => {
  const numbers = await Promise.all(upTo(200).map(n => nextNumber('crowd', `claim-${n}`)))
  expect(byNumber(numbers)).toEqual(upTo(200))
})

test('old claims and what was counted with them are forgotten under load; no number is lost or given twice', async () => {
  const counted = (claim: string) => ({
    filter: {},
    data: { [`counts.${claim}`]: command.inc(1) },
    refusal: () => null,
  })
  const numbers: number[] = []
  for (let round = 0; round < 4; round++) {
    const claims = upTo(150).map(n => `${round}-${n}`)
    const next = (claim: string) => nextNumber('trimmed', claim, { guard: counted(claim) })
    numbers.push(...(await Promise.all(claims.map(next))))
  }
  expect(byNumber(numbers)).toEqual(upTo(600))
  const { data } = await db.collection('sequences').doc('trimmed').get()
  const { claims, counts } = data as { claims: string[]; counts: Record<string, number> }
  expect(claims.length).toBeLessThan(600)
  expect(Object.keys(counts).length).toBeLessThan(600)
})

test('the same claim, repeated or three times at once, has the same number', async () => {
  const first = await nextNumber('again', 'a')
  await nextNumber('again', 'b')
  expect(await nextNumber('again', 'a')).toBe(first)
  const thrice = await Promise.all(['c', 'c', 'c'].map(claim => nextNumber('again', claim)))
  expect(new Set(thrice)).toEqual(new Set([3]))
})

test('a sequence begins after the number that `start` tells, also when many begin it', async () => {
  const start = async () => 41
  const numbers = await Promise.all(upTo(20).map(n => nextNumber('later', `claim-${n}`, { start })))
  expect(byNumber(numbers)).toEqual(upTo(20).map(n => 41 + n))
})

test('a guard that does not hold gives no number and leaves no gap', async () => {
  await nextNumber('guarded', 'first')
  await db
    .collection('sequences')
    .doc('guarded')
    .update({ data: { isOpen: true } })
  const closed = new Error('closed')
  const guard = { filter: { isOpen: true }, data: { isOpen: false }, refusal: () => closed }
  const tries = await Promise.allSettled(upTo(10).map(n => nextNumber('guarded', `claim-${n}`, { guard })))
  const numbers = tries.flatMap(each => (each.status === 'fulfilled' ? [each.value] : []))
  expect(numbers).toEqual([2])
  for (const each of tries) if (each.status === 'rejected') expect(each.reason).toBe(closed)
  expect(await nextNumber('guarded', 'last')).toBe(3)
})

test('through lost replies each claim that is repeated has one number in the end', async () => {
  cloud.local.setFaults({ errorRate: 0.2, lostReplyRate: 0.2 })
  const insist = async (claim: string): Promise<number> => {
    for (;;) {
      const number = await nextNumber('shaky', claim).catch(() => null)
      if (number !== null) return number
    }
  }
  const numbers = await Promise.all(upTo(40).map(n => insist(`claim-${n}`)))
  expect(byNumber(numbers)).toEqual(upTo(40))
})

const stalls = defineCollection({
  name: 'stalls',
  scope: 'company',
  subjects: [],
  schema: z.object({ _id: z.string(), taken: z.int() }),
  indexes: {},
})
const seats = counter(stalls, 'taken')
const takenIn = async (id: string) =>
  ((await db.collection('stalls').doc(id).get()).data as { taken: number }).taken

test('of many who take seats at once as many get one as there are, and none goes below zero when they give back', async () => {
  await db.collection('stalls').add({ data: { _id: 'hall', taken: 0 } })
  const took = await Promise.all(upTo(60).map(() => seats.take('hall', 1, 25)))
  expect(took.filter(Boolean)).toHaveLength(25)
  expect(await takenIn('hall')).toBe(25)
  const gave = await Promise.all(upTo(40).map(() => seats.give('hall', 1)))
  expect(gave.filter(Boolean)).toHaveLength(25)
  expect(await takenIn('hall')).toBe(0)
})

test('several seats at once are taken whole or not at all; nobody takes any of a hall that is none', async () => {
  await db.collection('stalls').add({ data: { _id: 'small', taken: 3 } })
  expect(await seats.take('small', 3, 5)).toBe(false)
  expect(await seats.take('small', 2, 5)).toBe(true)
  expect(await seats.give('small', 2, 4)).toBe(false)
  expect(await takenIn('small')).toBe(5)
  expect(await seats.take('nowhere', 1, 5)).toBe(false)
  await db
    .collection('stalls')
    .where({ _id: command.neq('') })
    .remove()
})
