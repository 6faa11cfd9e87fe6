import { isDoc, isPosition, type Doc } from '../../values/types'

/** What a dotted path leads to in one place of a document. */
export interface Leaf {
  /** `undefined`: the place is missing. */
  value: unknown
  /** Reached by array position, so an array here is one value and its elements are not looked at. */
  isWhole: boolean
}

/**
 * Every value the path leads to, as MongoDB reads it: an array on the way is entered element by element
 * (only elements that are documents), and a number also names a position. What else lies in an array offers nothing.
 */
export function leavesAt(doc: Doc, path: readonly string[]): Leaf[] {
  const leaves: Leaf[] = []
  const last = path.length - 1
  function descend(value: unknown, depth: number): void {
    const segment = path[depth]!
    if (Array.isArray(value)) {
      if (isPosition(segment) && Number(segment) < value.length) enter(value[Number(segment)], depth)
      for (const item of value) if (isDoc(item)) descend(item, depth)
      return
    }
    const next = isDoc(value) && Object.hasOwn(value, segment) ? value[segment] : undefined
    if (next === undefined || depth === last) leaves.push({ value: next, isWhole: false })
    else descend(next, depth + 1)
  }
  function enter(element: unknown, depth: number): void {
    if (depth === last) leaves.push({ value: element, isWhole: true })
    else if (isDoc(element) || Array.isArray(element)) descend(element, depth + 1)
  }
  descend(doc, 0)
  return leaves
}
