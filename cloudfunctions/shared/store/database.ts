import { command, db } from '../cloud'
import type { Query } from '../sdk'
import type { Collection } from './collection'

// The only handle to the database; everything outside this room goes through a repository.

export const rowsOf = (collection: Pick<Collection, 'name'>) => db.collection(collection.name)

const isPlain = (value: unknown): value is Record<string, unknown> =>
  value !== null && typeof value === 'object' && Object.getPrototypeOf(value) === Object.prototype

/** The SDK drops `undefined` from a filter and would widen the query (platform facts 0.3). */
export function definite<Filter extends object>(filter: Filter): Filter {
  for (const [field, value] of Object.entries(filter)) {
    if (value === undefined) throw new TypeError(`filter on ${field} is undefined`)
    if (isPlain(value)) definite(value)
  }
  return filter
}

export type Order = readonly [field: string, direction: 'asc' | 'desc']

export const ordered = (query: Query, order: readonly Order[]): Query =>
  order.reduce((sorted, [field, direction]) => sorted.orderBy(field, direction), query)

/** `set` replaces a nested value whole; a bare object would be merged field by field (platform facts 0.4). */
export const replaced = (fields: object): Record<string, object> =>
  Object.fromEntries(Object.entries(fields).map(([field, value]) => [field, command.set(value)]))
