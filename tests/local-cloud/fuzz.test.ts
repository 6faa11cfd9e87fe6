import fc from 'fast-check'
import { Database } from '../../local-cloud/database/database'
import type { IndexSpec } from '../../local-cloud/store/catalog'
import { indexProblems } from '../../local-cloud/store/verify'
import { compare, encode, encodeTuple } from '../../local-cloud/values/encode'
import { folder } from './support'

// Whatever is stored and asked: an index may change what an answer costs, never the answer.

type Row = Record<string, unknown>

const own = folder()
let database: Database
let next = 0
beforeAll(() => (database = new Database(own.dataDir, { noSync: true, now: () => new Date(0) })))
afterAll(async () => {
  await database.close()
  own.remove()
})

// few different values, so that documents and queries meet
const small = fc.integer({ min: -2, max: 3 })
const odd = fc.oneof(
  fc.constantFrom(
    '',
    'a',
    'ab',
    'b',
    'a\0',
    '中',
    '😀',
    'ﬀ',
    null,
    true,
    false,
    0.5,
    -0,
    NaN,
    Infinity,
    1e300,
  ),
  fc.constantFrom(new Date(0), new Date(5), new Date(-5)),
)
const scalar = fc.oneof({ weight: 4, arbitrary: small }, { weight: 1, arbitrary: odd })
const value = fc.oneof(
  { weight: 4, arbitrary: scalar },
  { weight: 3, arbitrary: fc.array(scalar, { maxLength: 3 }) },
  { weight: 1, arbitrary: fc.record({ x: scalar, y: scalar }, { requiredKeys: [] }) },
  { weight: 1, arbitrary: fc.array(fc.oneof(small, fc.array(small, { maxLength: 3 })), { maxLength: 3 }) },
  {
    weight: 2,
    arbitrary: fc.array(fc.oneof(fc.record({ x: scalar, y: scalar }, { requiredKeys: [] }), small), {
      maxLength: 3,
    }),
  },
)
const field = fc.constantFrom('a', 'a', 'a', 'b', 'b', 'c', 'a.x', 'a.x', 'a.y', 'c.x', 'c.0', 'c.1', 'c.0.x')
const doc = fc.record({ a: value, b: scalar, c: value }, { requiredKeys: ['a'] })

const range = fc.oneof(
  fc.record({ $gt: small }),
  fc.record({ $lte: small }),
  fc.record({ $gt: small, $lt: small }),
  fc
    .record({ $gt: scalar, $lt: scalar, $gte: scalar, $lte: scalar }, { requiredKeys: [] })
    .filter(c => Object.keys(c).length > 0),
)
const condition = fc.oneof(
  { weight: 2, arbitrary: scalar },
  { weight: 1, arbitrary: fc.constant(null) },
  { weight: 3, arbitrary: range },
  { weight: 1, arbitrary: fc.record({ $in: fc.array(scalar, { maxLength: 3 }) }) },
  { weight: 1, arbitrary: fc.record({ $ne: scalar }) },
  { weight: 1, arbitrary: fc.record({ $exists: fc.boolean() }) },
)
const simple = fc.dictionary(field, condition, { maxKeys: 3 })
const query = fc.oneof(
  simple,
  fc
    .tuple(simple, fc.array(simple, { minLength: 1, maxLength: 3 }))
    .map(([own, or]) => ({ ...own, $or: or })),
  fc.array(simple, { minLength: 1, maxLength: 2 }).map(and => ({ $and: and })),
)
const direction = fc.constantFrom<1 | -1>(1, -1)
const keys = fc
  .tuple(
    fc.uniqueArray(field, { minLength: 1, maxLength: 3 }),
    fc.array(direction, { minLength: 4, maxLength: 4 }),
    fc.boolean(),
  )
  .map(([fields, directions, hasId]) => {
    const all = hasId ? [...fields, '_id'] : fields
    return Object.fromEntries(all.map((f, i) => [f, directions[i]!]))
  })
/** No two of the same keys, as the database allows. */
const indexes = fc.uniqueArray(keys, { minLength: 1, maxLength: 3, selector: own => JSON.stringify(own) })
const sort = fc.oneof(fc.constant({}), keys)

/** Parallel arrays cannot be indexed together; such documents are not part of the law. */
async function insertAll(name: string, docs: Row[]): Promise<void> {
  for (const [i, row] of docs.entries())
    await database.insert(database.table(name), [{ _id: i, ...row }]).catch((error: Error) => {
      if (!/parallel arrays/.test(error.message)) throw error
    })
}

async function collectionOf(indexes: Record<string, 1 | -1>[], docs: Row[]): Promise<string> {
  const name = `f${++next}`
  const specs: IndexSpec[] = indexes.map((own, i) => ({ name: `i${i}`, keys: own }))
  await database.ensureIndexes(name, specs)
  await insertAll(name, docs)
  return name
}

function found(name: string, search: object): Row[] {
  try {
    return database.find(database.table(name), search as { query: Row }).records.map(r => r.doc)
  } catch (error) {
    // two arrays cannot be sorted by together, with an index or without
    return [{ _id: (error as Error).message }]
  }
}

/** Half of the orders are those of an index, forwards or backwards, so that indexes are really used for sorting. */
function sortOf(
  { sort, like, turn }: { sort: Row; like: number; turn: 1 | -1 },
  indexes: Record<string, 1 | -1>[],
): Row {
  const index = indexes[like]
  if (!index) return sort
  return Object.fromEntries(Object.entries(index).map(([name, own]) => [name, own * turn]))
}

test('an indexed answer equals that of a full scan', async () => {
  const law = fc.asyncProperty(
    indexes,
    fc.array(doc, { maxLength: 25 }),
    fc.array(fc.record({ query, sort, like: fc.nat(4), turn: direction, limit: fc.constantFrom(2, 100) }), {
      minLength: 5,
      maxLength: 12,
    }),
    async (indexes, docs, searches) => {
      const name = await collectionOf(indexes, docs)
      for (const search of searches) {
        const sort = sortOf(search, indexes)
        const complete = { ...search, sort: { ...sort, ...('_id' in sort ? {} : { _id: 1 }) } }
        expect(found(name, complete)).toEqual(found(name, { ...complete, isScan: true }))
        const unordered = { query: search.query }
        const ids = (docs: Row[]) => docs.map(d => d._id as number).sort((a, b) => a - b)
        expect(ids(found(name, unordered))).toEqual(ids(found(name, { ...unordered, isScan: true })))
      }
    },
  )
  await fc.assert(law, { numRuns: 300 })
})

test('nor that of fields of one array, whichever of its elements meet the conditions', async () => {
  const item = fc.oneof(fc.record({ x: small, y: small }, { requiredKeys: [] }), small)
  const rows = fc.array(fc.record({ a: fc.array(item, { maxLength: 3 }), b: small }), { maxLength: 12 })
  const bound = fc.oneof(
    small,
    fc.constant(null),
    fc.record({ $gte: small }),
    fc.record({ $lt: small, $gt: small }),
  )
  const asked = fc.record({ 'a.x': bound, 'a.y': bound, b: small }, { requiredKeys: ['a.x', 'a.y'] })
  const listed = fc.shuffledSubarray(['a.x', 'a.y', 'b', 'a'], { minLength: 2 })
  const law = fc.asyncProperty(
    listed,
    rows,
    fc.array(asked, { minLength: 5, maxLength: 10 }),
    async (fields, docs, queries) => {
      const name = await collectionOf([Object.fromEntries(fields.map(own => [own, 1 as const]))], docs)
      for (const query of queries) {
        const complete = { query, sort: { 'a.x': 1, 'a.y': -1, _id: 1 } }
        expect(found(name, complete)).toEqual(found(name, { ...complete, isScan: true }))
      }
    },
  )
  await fc.assert(law, { numRuns: 150 })
})

test('indexes stay true through updates and removals', async () => {
  const change = fc.oneof(
    fc.record({
      kind: fc.constant('set' as const),
      query: simple,
      field: fc.constantFrom('a', 'b', 'c'),
      value,
    }),
    fc.record({ kind: fc.constant('remove' as const), query: simple }),
  )
  const law = fc.asyncProperty(
    indexes,
    fc.array(doc, { maxLength: 15 }),
    fc.array(change, { maxLength: 6 }),
    async (indexes, docs, changes) => {
      const name = await collectionOf(indexes, docs)
      const table = database.table(name)
      for (const c of changes) {
        if (c.kind === 'remove') await database.remove(table, c.query, true)
        else {
          const change = { $set: { [c.field]: c.value } }
          const modification = {
            query: c.query,
            change,
            isReplacement: false,
            isMulti: true,
            isUpsert: false,
          }
          await database.modify(table, modification).catch((error: Error) => {
            if (!/parallel arrays/.test(error.message)) throw error
          })
        }
      }
      expect(indexProblems(database.store, table)).toEqual([])
    },
  )
  await fc.assert(law, { numRuns: 150 })
})

test('bytes order values as comparing does, up and down', () => {
  fc.assert(
    fc.property(value, value, (a, b) => {
      const order = Math.sign(compare(a, b))
      expect(Math.sign(Buffer.compare(encode(a), encode(b)))).toBe(order)
      expect(Math.sign(Buffer.compare(encodeTuple([a, 1], [-1, 1]), encodeTuple([b, 1], [-1, 1])))).toBe(
        -order || 0,
      )
    }),
    { numRuns: 1000 },
  )
})
