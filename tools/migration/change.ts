import { isDeepStrictEqual } from 'node:util'
import type { Change, Row } from '../rows'

const isScalar = (value: unknown): boolean => value === null || typeof value !== 'object'

/** What was there and is still expected there; a field that was missing is expected to be missing. */
function expected(before: Row, written: readonly string[]): Record<string, unknown> {
  const known = ['version', 'updatedAt'].filter(field => field in before)
  const scalars = written.filter(field => isScalar(before[field] ?? null))
  return Object.fromEntries([...known, ...scalars].map(field => [field, before[field] ?? null]))
}

/**
 * What makes the whole of `after` out of `before`: changed fields, and those that go. The version grows, so that a
 * function that read the document before fails to save it; fields that stay are not written, so that what is changed
 * without a version meanwhile (read marks, say) stays changed.
 * @returns null when there is nothing to do
 */
export function changeOf(before: Row, after: Row): Change | null {
  const isVersioned = typeof before.version === 'number' && typeof after.version === 'number'
  const changed = Object.entries(after).filter(([field, value]) => !isDeepStrictEqual(value, before[field]))
  const remove = Object.keys(before).filter(field => !(field in after))
  if (!changed.length && !remove.length) return null
  const version = isVersioned ? { version: (before.version as number) + 1 } : {}
  const set: Record<string, unknown> = { ...Object.fromEntries(changed), ...version }
  return { set, remove, same: expected(before, [...Object.keys(set), ...remove]) }
}
