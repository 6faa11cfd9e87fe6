import { inParallel } from '../../cloudfunctions/shared/jobs/parallel'
import { upToDate, type Collection } from '../../cloudfunctions/shared/store/collection'
import { migrations } from '../../cloudfunctions/shared/store/migrations'
import type { Row, Rows } from '../rows'
import { changeOf } from './change'
import { openLogins, type Logins } from './logins'

// Brings the documents of a place into the shape of this release. Functions may run beside it: they read both shapes,
// and every write here is lost rather than theirs. Stopped at any moment, it goes on where it was.

export interface Options {
  /** nothing is written, everything is read and checked */
  isTrial: boolean
  /** only what lets people come in: before the functions of a new release are uploaded */
  isOnlyLogins: boolean
  /** told of every document that is not as its collection says, at once */
  fault: (line: string) => void
  progress: (line: string) => void
}

export interface Migrated {
  documents: number
  changed: number
  logins: number
  faults: number
}

interface Work {
  rows: Rows
  logins: Logins
  options: Options
  into: Migrated
}

const BATCH = 100
const WRITES_AT_ONCE = 8
const TRIES = 5

const cursorId = ({ name, schemaVersion }: Collection): string => `${name}:${schemaVersion}`

const hasMigrations = ({ schemaVersion }: Collection): boolean => schemaVersion > 1

/** @returns the document in today's shape, or a sentence that says why it is none */
function newShape(collection: Collection, row: Row): Row | string {
  if (Number(row.schemaVersion ?? 1) > collection.schemaVersion) return 'is of a newer release'
  try {
    const after = upToDate(collection, row) as Row
    const { error } = collection.schema.safeParse(after)
    if (!error) return after
    const { path, message } = error.issues[0]!
    return `${path.map(String).join('.') || '_'}: ${message}`
  } catch {
    return 'is in no shape that release 1 wrote'
  }
}

/** One try. @returns faults, or 'busy' when somebody else has changed the document */
async function tryOne(work: Work, collection: Collection, row: Row): Promise<string[] | 'busy'> {
  const { rows, logins, options, into } = work
  const strangers = await logins.add(row)
  const after = newShape(collection, row)
  if (typeof after === 'string') return [...strangers, after]
  const change = changeOf(row, after)
  if (change && !options.isTrial && !(await rows.change(collection.name, row._id, change))) return 'busy'
  if (change) into.changed++
  return strangers
}

async function migrateOne(work: Work, collection: Collection, first: Row): Promise<void> {
  const { rows, into, options } = work
  let row: Row | undefined = first
  let result: string[] | 'busy' = []
  for (let tries = 0; row && tries < TRIES; tries++) {
    result = await tryOne(work, collection, row)
    if (result !== 'busy') break
    row = await rows.get(collection.name, first._id)
  }
  into.documents++
  const faults = result === 'busy' ? ['was changed by others all the time, run again'] : result
  into.faults += faults.length
  for (const fault of faults) options.fault(`${collection.name}/${first._id} ${fault}`)
}

async function eachPage(
  { rows, options }: Work,
  { name, start }: { name: string; start: string },
  page: (found: Row[]) => Promise<unknown>,
): Promise<void> {
  for (let after = start, total = 0; ;) {
    const found = await rows.page(name, after, BATCH)
    await page(found)
    total += found.length
    if (found.length) options.progress(`${name}: ${total} documents`)
    if (found.length < BATCH) return
    after = found.at(-1)!._id
  }
}

async function addLoginsOf(work: Work, { name }: Collection): Promise<void> {
  // what a login says wrongly is a fault of its document, told when that is migrated
  const each = (found: Row[]) => inParallel(found, WRITES_AT_ONCE, row => work.logins.add(row))
  await eachPage(work, { name, start: '' }, each)
}

async function migrateRows(work: Work, collection: Collection, start: string): Promise<void> {
  const { rows, options } = work
  const _id = cursorId(collection)
  await eachPage(work, { name: collection.name, start }, async found => {
    await inParallel(found, WRITES_AT_ONCE, row => migrateOne(work, collection, row))
    const last = found.at(-1)?._id
    if (last !== undefined && !options.isTrial)
      await rows.put(migrations.name, { _id, after: last, doneAt: null })
  })
}

async function migrateCollection(work: Work, collection: Collection): Promise<void> {
  const { rows, options, into } = work
  const _id = cursorId(collection)
  const cursor = options.isTrial ? undefined : await rows.get(migrations.name, _id)
  const start = String(cursor?.after ?? '')
  if (start) {
    options.progress(`${collection.name}: going on after ${start}`)
    const quiet = { ...work, options: { ...options, fault: () => undefined }, into: { ...into } }
    await migrateRows(quiet, collection, start)
    into.changed = quiet.into.changed
  }
  // from the beginning, also after the rest: functions of the old release may have added what lies before the cursor
  const before = into.faults
  await migrateRows(work, collection, '')
  const isDone = into.faults === before
  if (!options.isTrial)
    await rows.put(migrations.name, {
      _id,
      after: '',
      doneAt: isDone ? (cursor?.doneAt ?? new Date()) : null,
    })
}

/** Which collections have never been brought into the version of this release as a whole. */
export async function pending(rows: Rows, collections: readonly Collection[]): Promise<Collection[]> {
  const found: Collection[] = []
  for (const collection of collections.filter(hasMigrations)) {
    const cursor = await rows.get(migrations.name, cursorId(collection))
    if (!cursor?.doneAt) found.push(collection)
  }
  return found
}

/** Collections of this release that the place has; what it has besides is named and left as it is. */
async function presentIn({ rows, options }: Work, collections: readonly Collection[]): Promise<Collection[]> {
  const names = new Set(await rows.names())
  const known = new Set(collections.map(({ name }) => name))
  for (const name of names)
    if (!known.has(name)) options.progress(`${name} is no collection of this release and stays as it is`)
  if (!names.has(migrations.name) || !names.has('logins'))
    throw new Error('collections of this release are missing: run `npm run deploy:database` first')
  return collections.filter(({ name }) => names.has(name))
}

/** Logins first, all of them, because a person without one is taken for somebody new. */
export async function migrate(
  rows: Rows,
  collections: readonly Collection[],
  options: Options,
): Promise<Migrated> {
  const into: Migrated = { documents: 0, changed: 0, logins: 0, faults: 0 }
  const work: Work = { rows, logins: openLogins(rows, options.isTrial), options, into }
  const present = await presentIn(work, collections)
  for (const collection of await pending(rows, present)) await addLoginsOf(work, collection)
  if (!options.isOnlyLogins) for (const collection of present) await migrateCollection(work, collection)
  return { ...into, logins: work.logins.added }
}
