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
  new Walk(path, leaves).descend(doc, 0)
  return leaves
}

class Walk {
  constructor(
    private readonly path: readonly string[],
    private readonly leaves: Leaf[],
  ) {}

  descend(value: unknown, depth: number): void {
    if (Array.isArray(value)) return this.intoArray(value, depth)
    const segment = this.path[depth]!
    const next = isDoc(value) && Object.hasOwn(value, segment) ? value[segment] : undefined
    if (next === undefined || this.isLast(depth)) this.leaves.push({ value: next, isWhole: false })
    else this.descend(next, depth + 1)
  }

  private intoArray(array: unknown[], depth: number): void {
    const segment = this.path[depth]!
    if (isPosition(segment) && Number(segment) < array.length) this.intoElement(array[Number(segment)], depth)
    for (const item of array) if (isDoc(item)) this.descend(item, depth)
  }

  private intoElement(value: unknown, depth: number): void {
    if (this.isLast(depth)) this.leaves.push({ value, isWhole: true })
    else if (isDoc(value) || Array.isArray(value)) this.descend(value, depth + 1)
  }

  private isLast(depth: number): boolean {
    return depth === this.path.length - 1
  }
}
