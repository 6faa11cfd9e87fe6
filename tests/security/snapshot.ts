import { readFileSync } from 'node:fs'
import path from 'node:path'
import { db } from '../../cloudfunctions/shared/cloud'
import { ROOT } from '../../tools/functions'
import { personIdOf } from '../support/seed'

export type Snapshot = Record<string, Record<string, unknown>[]>

const COLLECTIONS = Object.keys(
  JSON.parse(readFileSync(path.join(ROOT, 'database-indexes.json'), 'utf8')) as object,
)

/** Of one query. */
const MOST_ROWS = 1000

async function rowsOf(collection: string): Promise<[string, Record<string, unknown>[]]> {
  const { data } = await db.collection(collection).orderBy('_id', 'asc').limit(MOST_ROWS).get()
  if (data.length === MOST_ROWS) throw new Error(`${collection} has more rows than a snapshot sees`)
  return [collection, data as Record<string, unknown>[]]
}

/** Every document of every collection. */
export const snapshot = async (): Promise<Snapshot> =>
  Object.fromEntries(await Promise.all(COLLECTIONS.map(rowsOf)))

/** What does not belong to one of these people: nothing they do may change it, or add to it. */
export function strangersDocuments(all: Snapshot, openids: readonly string[]): Snapshot {
  const own = new Set(openids.map(personIdOf))
  const isOwn = ({ _id, personId }: Record<string, unknown>) =>
    own.has(String(personId)) || [...own].some(id => String(_id).startsWith(id))
  return Object.fromEntries(
    Object.entries(all).map(([name, rows]) => [name, rows.filter(row => !isOwn(row))]),
  )
}

/** What the kernel notes of an attempt before the action decides: counters of limits, and files that were looked at. */
const NOTES = ['limits', 'evidence']

/** What a refused call may not change. */
export const withoutNotes = (all: Snapshot): Snapshot =>
  Object.fromEntries(Object.entries(all).filter(([name]) => !NOTES.includes(name)))
