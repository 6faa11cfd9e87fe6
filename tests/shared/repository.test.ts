import fc from 'fast-check'
import * as z from 'zod'
import { command, db } from '../../cloudfunctions/shared/cloud'
import { SYSTEM_ACTOR, type Effects } from '../../cloudfunctions/shared/effects/outbox'
import { defineCollection } from '../../cloudfunctions/shared/store/collection'
import { repository } from '../../cloudfunctions/shared/store/repository'
import { Stored } from '../../cloudfunctions/shared/store/stored'
import { table } from '../../cloudfunctions/shared/store/table'
import { transact } from '../../cloudfunctions/shared/store/transact'
import { openCloud, type TestCloud } from '../support/cloud'
import { seedMany } from '../support/seed'

// The store's laws on a collection of the test's own, through the real SDK.

const notes = defineCollection({
  name: 'notes',
  scope: 'community',
  subjects: [],
  schema: Stored.extend({ text: z.string(), writtenAt: z.date() }),
  audit: 'full',
  relay: true,
  indexes: {},
})
const rows = repository(notes)
type Note = z.infer<typeof notes.schema>

let cloud: TestCloud

beforeAll(async () => {
  cloud = await openCloud()
  await cloud.local.ensureIndexes('notes', [])
})
beforeEach(() =>
  db
    .collection('notes')
    .where({ _id: command.neq('') })
    .remove(),
)
afterAll(() => cloud.close())

const AT = new Date('2026-11-20T02:00:00Z')
const effects = (action = 'notes.write'): Effects => ({
  actor: SYSTEM_ACTOR,
  action,
  requestId: 'q',
  now: AT,
})
const fresh = (_id: string, patch: Partial<Note> = {}) => ({
  _id,
  communityId: 'yunqili',
  text: 'a',
  writtenAt: AT,
  ...patch,
})
const stored = async (id: string) => (await rows.get(id))!
const inParallel = <T>(count: number, work: (n: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: count }, (_, n) => work(n)))

test('of twenty who save what they read one wins; the others hear null, or CONFLICT, and change nothing', async () => {
  const before = await rows.add(fresh('a'), effects())
  const saved = await inParallel(20, n => rows.trySave(before, { text: `by ${n}` }, effects()))
  const winners = saved.filter(each => each !== null)
  expect(winners).toHaveLength(1)
  expect(await stored('a')).toEqual(winners[0])
  expect(winners[0]!.version).toBe(2)
  await expect(rows.save(before, { text: 'late' }, effects())).rejects.toMatchObject({ code: 'CONFLICT' })
  expect(winners[0]!.outbox.map(({ id }) => id)).toEqual(['a:1', 'a:2'])
})

test('of ten who add the same id one adds it', async () => {
  const added = await inParallel(10, n => rows.addOnce(fresh('once', { text: `by ${n}` }), effects()))
  expect(added.filter(Boolean)).toHaveLength(1)
  expect(await stored('once')).toEqual(added.find(Boolean))
})

test('in a transaction two documents change together; who read an older one is told CONFLICT and changes neither', async () => {
  const [a, b] = [await rows.add(fresh('a'), effects()), await rows.add(fresh('b'), effects())]
  const both = (text: string) =>
    transact(async transaction => {
      const inside = rows.within(transaction)
      await inside.save(a, { text }, effects())
      await inside.save(b, { text }, effects())
    })
  await both('together')
  expect([await stored('a'), await stored('b')]).toMatchObject([
    { text: 'together', version: 2 },
    { text: 'together', version: 2 },
  ])
  await expect(both('stale')).rejects.toMatchObject({ code: 'CONFLICT' })
  expect(await stored('a')).toMatchObject({ text: 'together', version: 2 })
})

test('six transactions at once over the same document: one saves, nothing is half done', async () => {
  const a = await rows.add(fresh('a'), effects())
  const results = await Promise.allSettled(
    Array.from({ length: 6 }, (_, n) =>
      transact(async transaction => {
        const inside = rows.within(transaction)
        await inside.add(fresh(`child-${n}`), effects())
        await inside.save(a, { text: `by ${n}` }, effects())
      }),
    ),
  )
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  const { data } = await db.collection('notes').where({}).get()
  expect(data).toHaveLength(2)
  expect(await stored('a')).toMatchObject({
    version: 2,
    text: `by ${results.findIndex(({ status }) => status === 'fulfilled')}`,
  })
})

test('progress of a run is saved against the version, without a line in the audit', async () => {
  const before = await rows.add(fresh('run'), effects())
  const steps = await inParallel(5, n => rows.advance(before, { text: `step ${n}` }))
  expect(steps.filter(Boolean)).toHaveLength(1)
  expect((await stored('run')).outbox).toHaveLength(1)
})

test('pages hold each row once, in order, however many share an instant and wherever a page ends', async () => {
  const seconds = fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 25 })
  const law = fc.asyncProperty(seconds, fc.integer({ min: 1, max: 7 }), fc.constantFrom('asc', 'desc'), check)
  await fc.assert(law, { numRuns: 25 })
})

async function check(times: number[], size: number, direction: 'asc' | 'desc'): Promise<void> {
  await db
    .collection('notes')
    .where({ _id: command.neq('') })
    .remove()
  const model = await Promise.all(
    times.map((second, n) =>
      rows.add(fresh(`n${(n * 7) % 31}`, { writtenAt: new Date(second * 1000) }), effects()),
    ),
  )
  const sorted = model.sort((a, b) => +a.writtenAt - +b.writtenAt || (a._id < b._id ? -1 : 1))
  const expected = (direction === 'asc' ? sorted : sorted.reverse()).map(({ _id }) => _id)
  const seen: string[] = []
  let cursor: string | undefined
  do {
    const filter = { communityId: 'yunqili' }
    const page = await rows.page({ filter, order: ['writtenAt', direction], size, cursor })
    expect(page.rows.length).toBeLessThanOrEqual(size)
    seen.push(...page.rows.map(({ _id }) => _id))
    cursor = page.next ?? undefined
  } while (cursor)
  expect(seen).toEqual(expected)
}

test('many rows are added in few trips: what is there stays as it is, doubles in the batch count once', async () => {
  const { addAllOnce } = table(notes)
  const whole = (_id: string, text: string): Note => ({ ...model, _id, text })
  const model = await rows.add(fresh('n3', { text: 'first' }), effects())
  const batch = [...Array.from({ length: 50 }, (_, n) => whole(`n${n}`, 'second')), whole('n7', 'third')]
  cloud.local.resetTrips()
  await addAllOnce(batch)
  expect(cloud.local.trips().length).toBeLessThanOrEqual(3)
  const { data } = await db.collection('notes').where({}).limit(100).get()
  expect(data).toHaveLength(50)
  expect(await stored('n3')).toMatchObject({ text: 'first' })
  await inParallel(5, () => addAllOnce(batch))
  expect((await db.collection('notes').where({}).count()).total).toBe(50)
})

test('rows that cannot be read are passed over and logged, more of them than a page holds', async () => {
  const printed = jest.spyOn(console, 'error').mockImplementation(() => undefined)
  await seedMany(
    'notes',
    Array.from({ length: 12 }, (_, n) => ({ _id: `a-broken-${n}`, text: 7 })),
  )
  for (const id of ['b', 'c', 'd']) await rows.add(fresh(id), effects())
  const order = [['_id', 'asc']] as const
  const found = await rows.listSound('test', { filter: { _id: command.neq('') }, order, limit: 2 })
  expect(found.map(({ _id }) => _id)).toEqual(['b', 'c'])
  expect(printed).toHaveBeenCalledTimes(12)
})
