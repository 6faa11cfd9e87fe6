import { refusedWrite } from '../errors'
import { EMPTY_ARRAY, encodeTuple } from '../values/encode'
import { isDoc, isPosition, type Doc } from '../values/types'
import type { Index } from './catalog'

const KEY_LIMIT_BYTES = 1024

type Path = readonly string[]

/** Where a path leads: to a value or, first, to an array and what is left of the path. */
type End = { value: unknown } | { array: unknown[]; rest: Path }

function follow(value: unknown, path: Path): End {
  if (Array.isArray(value)) return atPosition(value, path) ?? { array: value, rest: path }
  const [head, ...rest] = path
  if (head === undefined) return { value: value ?? null }
  return isDoc(value) && Object.hasOwn(value, head) ? follow(value[head], rest) : { value: null }
}

function atPosition(array: unknown[], [head, ...rest]: Path): End | undefined {
  if (head === undefined || !isPosition(head) || Number(head) >= array.length) return undefined
  if (array.some(item => isDoc(item) && Object.hasOwn(item, head)))
    throw refusedWrite(`Ambiguous field name found in array: '${head}' is a position and a field`)
  const item = array[Number(head)]
  // an array that a position names is one value
  return rest.length ? follow(item, rest) : { value: item ?? null }
}

/**
 * What the paths offer together to an index or an order: one row of values or, with an array on the way, one for each
 * of its elements.
 * @param refuse what to throw when two arrays would have to be multiplied
 */
export function rowsOf(doc: unknown, paths: Path[], refuse: (paths: string) => Error): unknown[][] {
  const ends = paths.map(path => follow(doc, path))
  const arrays = new Set(ends.flatMap(end => ('array' in end ? [end.array] : [])))
  const [array] = arrays
  if (!array) return [ends.map(end => ('value' in end ? end.value : null))]
  if (arrays.size > 1) throw refuse(`[${paths.map(path => path.join('.')).join('] [')}]`)
  const inner = ends.flatMap(end => ('rest' in end && end.rest.length ? [end.rest] : []))
  return (array.length ? array : [EMPTY_ARRAY]).flatMap(item => {
    const rows = inner.length ? rowsOf(isDoc(item) ? item : {}, inner, refuse) : [[]]
    return rows.map(row => joined(ends, item, row))
  })
}

/** One row: what is the same for all elements, the element itself, and what the paths found in it. */
function joined(ends: End[], item: unknown, found: unknown[]): unknown[] {
  let next = 0
  return ends.map(end => ('value' in end ? end.value : end.rest.length ? found[next++] : item))
}

const parallel = (paths: string) => refusedWrite(`cannot index parallel arrays ${paths}`)

export interface Entries {
  keys: Buffer[]
  multikey: boolean
  /** The fields that lead to an array or through one. */
  arrays: string[]
  /** The first key's values, to name in a duplicate key error. */
  values: unknown[][]
}

/** The keys under which an index lists the document, without repetition. */
export function entriesOf(index: Index, doc: Doc): Entries {
  const rows = rowsOf(
    doc,
    index.fields.map(field => field.split('.')),
    parallel,
  )
  const arrays = index.fields.filter(field => 'array' in follow(doc, field.split('.')))
  // an array of one element sorts and compares as that element does; an empty one as nothing else does
  if (rows.length === 1)
    return { keys: [keyOf(index, rows[0]!)], values: rows, multikey: rows[0]!.includes(EMPTY_ARRAY), arrays }
  const byKey = new Map(rows.map(row => [keyOf(index, row).toString('latin1'), row]))
  const values = [...byKey.values()]
  return { keys: values.map(row => keyOf(index, row)), values, multikey: true, arrays }
}

function keyOf(index: Index, row: unknown[]): Buffer {
  const key = encodeTuple(row, index.directions)
  if (key.length <= KEY_LIMIT_BYTES) return key
  throw refusedWrite(`key too large to index, failing ${index.name} ${key.length} > ${KEY_LIMIT_BYTES} bytes`)
}
