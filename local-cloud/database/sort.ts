import { badParam, refused } from '../errors'
import { rowsOf } from '../store/entries'
import { encodeTuple } from '../values/encode'
import type { Doc } from '../values/types'
import { checkPath } from './aggregate/field-path'

export type Sort = Record<string, 1 | -1>

export function parseSort(spec: Doc): Sort {
  Object.keys(spec).forEach(checkPath)
  for (const [field, direction] of Object.entries(spec))
    if (direction !== 1 && direction !== -1) throw badParam(`order of ${field} must be 1 or -1`)
  return spec as Sort
}

const parallel = (paths: string) => refused(`cannot sort with keys that are parallel arrays ${paths}`)

/**
 * Sorted copy; documents that compare equal keep their order. An array sorts by its smallest element going up and by
 * its largest going down.
 */
export function sortDocs<T>(items: T[], docOf: (item: T) => Doc, sort: Sort): T[] {
  const paths = Object.keys(sort).map(field => field.split('.'))
  const directions = Object.values(sort)
  const keyOf = (doc: Doc) =>
    rowsOf(doc, paths, parallel)
      .map(row => encodeTuple(row, directions))
      .reduce((least, key) => (Buffer.compare(key, least) < 0 ? key : least))
  const keyed = items.map(item => ({ item, key: keyOf(docOf(item)) }))
  return keyed.sort((a, b) => Buffer.compare(a.key, b.key)).map(({ item }) => item)
}
