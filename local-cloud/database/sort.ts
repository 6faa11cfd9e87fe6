import { badParam } from '../errors'
import { EMPTY_ARRAY, encodeTuple } from '../values/encode'
import type { Doc } from '../values/types'
import { leavesAt } from './match/path'
import { compare } from '../values/encode'

export type Sort = Record<string, 1 | -1>

export function parseSort(spec: Doc): Sort {
  for (const [field, direction] of Object.entries(spec))
    if (direction !== 1 && direction !== -1) throw badParam(`order of ${field} must be 1 or -1`)
  return spec as Sort
}

/** An array sorts by its smallest element going up and by its largest going down. */
function sortValue(doc: Doc, path: readonly string[], direction: number): unknown {
  const values = leavesAt(doc, path).flatMap(({ value }) =>
    Array.isArray(value) ? elements(value) : [value],
  )
  if (values.length <= 1) return values[0]
  return values.reduce((best, v) => (compareOrEmpty(v, best) * direction < 0 ? v : best))
}

const elements = (array: unknown[]): unknown[] => (array.length ? array : [EMPTY_ARRAY])

const compareOrEmpty = (a: unknown, b: unknown) =>
  a === EMPTY_ARRAY || b === EMPTY_ARRAY
    ? Number(b === EMPTY_ARRAY) - Number(a === EMPTY_ARRAY)
    : compare(a, b)

/** Sorted copy; documents that compare equal keep their order. */
export function sortDocs<T>(items: T[], docOf: (item: T) => Doc, sort: Sort): T[] {
  const paths = Object.keys(sort).map(field => field.split('.'))
  const directions = Object.values(sort)
  const keyed = items.map(item => {
    const doc = docOf(item)
    const values = paths.map((path, i) => sortValue(doc, path, directions[i]!))
    return { item, key: encodeTuple(values, directions) }
  })
  return keyed.sort((a, b) => Buffer.compare(a.key, b.key)).map(({ item }) => item)
}
