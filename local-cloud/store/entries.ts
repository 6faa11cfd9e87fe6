import { refusedWrite } from '../errors'
import { EMPTY_ARRAY, encodeTuple } from '../values/encode'
import { isDoc, type Doc } from '../values/types'
import type { Index } from './catalog'

const KEY_LIMIT_BYTES = 1024

/** The values that a path contributes to an index: one, or one for each element of an array on the way. */
function valuesAt(value: unknown, path: readonly string[]): unknown[] {
  if (!path.length) return Array.isArray(value) ? elements(value) : [value ?? null]
  if (Array.isArray(value)) return throughArray(value, path)
  const [head, ...rest] = path
  return isDoc(value) ? valuesAt(value[head!], rest) : [null]
}

const elements = (array: unknown[]) => (array.length ? array : [EMPTY_ARRAY])

function throughArray(array: unknown[], path: readonly string[]): unknown[] {
  const [head, ...rest] = path
  const byNumber = /^\d+$/.test(head!) ? valuesAt(array[Number(head)], rest) : []
  const found = [...byNumber, ...array.filter(isDoc).flatMap(item => valuesAt(item, path))]
  return found.length ? found : [null]
}

function product(lists: unknown[][]): unknown[][] {
  return lists.reduce<unknown[][]>((rows, list) => rows.flatMap(row => list.map(v => [...row, v])), [[]])
}

export interface Entries {
  keys: Buffer[]
  multikey: boolean
  /** The first key's values, to name in a duplicate key error. */
  values: unknown[][]
}

/** The keys under which an index lists the document, without repetition. */
export function entriesOf(index: Index, doc: Doc): Entries {
  const lists = index.fields.map(field => valuesAt(doc, field.split('.')))
  if (lists.every(list => list.length === 1)) return single(index, lists)
  const several = lists.filter(list => list.length > 1).length
  if (several > 1) throw refusedWrite(`cannot index parallel arrays [${index.fields.join('] [')}]`)
  const byKey = new Map(product(lists).map(row => [keyOf(index, row).toString('latin1'), row]))
  const values = [...byKey.values()]
  return { keys: values.map(row => keyOf(index, row)), values, multikey: true }
}

function single(index: Index, lists: unknown[][]): Entries {
  const row = lists.map(list => list[0])
  // an array of one element sorts and compares as that element does; an empty one as nothing else does
  return { keys: [keyOf(index, row)], values: [row], multikey: row.includes(EMPTY_ARRAY) }
}

function keyOf(index: Index, row: unknown[]): Buffer {
  const key = encodeTuple(row, index.directions)
  if (key.length <= KEY_LIMIT_BYTES) return key
  throw refusedWrite(`key too large to index, failing ${index.name} ${key.length} > ${KEY_LIMIT_BYTES} bytes`)
}
