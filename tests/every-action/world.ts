import { createHash } from 'node:crypto'
import { snapshot, withoutNotes, type Snapshot } from '../security/snapshot'

// What is in the database, told briefly enough to compare after every attempt.

/** Of each collection, changes whenever any of its documents does; the kernel's notes of an attempt are left out. */
export const hashes = (all: Snapshot): Record<string, string> =>
  Object.fromEntries(
    Object.entries(withoutNotes(all)).map(([name, rows]) => [
      name,
      createHash('sha256').update(JSON.stringify(rows)).digest('hex'),
    ]),
  )

/** Runs something that must leave every document as it is. */
export async function untouched<T>(attempt: () => Promise<T>): Promise<T> {
  const before = hashes(await snapshot())
  const result = await attempt()
  expect(hashes(await snapshot())).toEqual(before)
  return result
}

type Row = Record<string, unknown>
type Effect = Record<'added' | 'removed' | 'changed' | 'versions' | 'waiting', number>

const listLength = (row: Row | undefined) => (Array.isArray(row?.outbox) ? row.outbox.length : 0)

function effectOn(before: Row[], after: Row[]): Effect {
  const old = new Map(before.map(row => [String(row._id), row]))
  const added = after.filter(row => !old.has(String(row._id)))
  const kept = after.filter(row => old.has(String(row._id)))
  const changed = kept.filter(row => JSON.stringify(row) !== JSON.stringify(old.get(String(row._id))))
  const grown = (row: Row) => Number(row.version ?? 0) - Number(old.get(String(row._id))?.version ?? 0)
  const waiting = (row: Row) => listLength(row) - listLength(old.get(String(row._id)))
  const sum = (of: (row: Row) => number) => [...changed, ...added].reduce((total, row) => total + of(row), 0)
  return {
    added: added.length,
    removed: before.length - kept.length,
    changed: changed.length,
    versions: sum(grown),
    waiting: sum(waiting),
  }
}

/** How much something changed, in each collection it changed: the same for two calls of one kind. */
export async function effectOf(run: () => Promise<unknown>): Promise<Record<string, Effect>> {
  const before = withoutNotes(await snapshot())
  await run()
  const after = withoutNotes(await snapshot())
  const names = Object.keys(after).filter(
    name => JSON.stringify(after[name]) !== JSON.stringify(before[name]),
  )
  return Object.fromEntries(names.map(name => [name, effectOn(before[name] ?? [], after[name]!)]))
}
