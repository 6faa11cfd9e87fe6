import { isDoc, type Doc } from '../../values/types'

/** What a dotted path leads to in one place of a document. */
export interface Leaf {
  /** `undefined`: the place is missing. */
  value: unknown
  /** Reached by array position, so an array here is one value and its elements are not looked at. */
  isWhole: boolean
}

const isPosition = (segment: string) => /^\d+$/.test(segment)

/**
 * Every value the path leads to, as MongoDB reads it: an array on the way is entered element by element
 * (only elements that are documents), and a number also names a position. A nested array offers nothing.
 */
export function leavesAt(doc: Doc, path: readonly string[]): Leaf[] {
  const leaves: Leaf[] = []
  descend(doc, path, 0, leaves)
  return leaves
}

function descend(value: unknown, path: readonly string[], depth: number, leaves: Leaf[]): void {
  const segment = path[depth]!
  const isLast = depth === path.length - 1
  if (Array.isArray(value)) return intoArray(value, path, depth, leaves)
  const next = isDoc(value) && Object.hasOwn(value, segment) ? value[segment] : undefined
  if (isLast || next === undefined) leaves.push({ value: next, isWhole: false })
  else descend(next, path, depth + 1, leaves)
}

function intoArray(array: unknown[], path: readonly string[], depth: number, leaves: Leaf[]): void {
  const segment = path[depth]!
  if (isPosition(segment) && Number(segment) < array.length) {
    const value: unknown = array[Number(segment)]
    if (depth === path.length - 1) leaves.push({ value, isWhole: true })
    else descend(value, path, depth + 1, leaves)
  }
  for (const item of array) if (isDoc(item)) descend(item, path, depth, leaves)
}
