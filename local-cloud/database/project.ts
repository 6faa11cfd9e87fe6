import { notEmulated, refused } from '../errors'
import { isDoc, isNumber, type Doc } from '../values/types'
import { compileElement } from './match/compile'

/** What of a document is meant: a field as a whole, or something inside of it. */
type Tree = Map<string, Tree | true>
type Narrow = (value: unknown) => unknown

interface Projection {
  flags: Map<string, boolean>
  narrowed: Map<string, Narrow>
  /** Some field shows only the element that meets a condition. */
  hasElemMatch: boolean
}

/** Keeps or drops fields as `field()` of the SDK asks; `$slice` and `$elemMatch` narrow arrays. */
export function projector(spec: Doc): (doc: Doc) => Doc {
  const { flags, narrowed, hasElemMatch } = read(spec)
  const hasId = flags.get('_id')
  const others = [...flags].filter(([field]) => field !== '_id')
  const isAlone = hasId ?? hasElemMatch
  const isInclusion = others.length ? others.some(([, flag]) => flag) : isAlone
  if (others.some(([, flag]) => flag !== isInclusion))
    throw refused('Projection cannot have a mix of inclusion and exclusion')
  const named = [...flags].flatMap(([field, flag]) => (flag === isInclusion ? [field] : []))
  const tree = treeOf(isInclusion ? [...withId(named, hasId), ...narrowed.keys()] : named)
  const keep = isInclusion ? include : exclude
  return doc => keep(narrow(doc, narrowed), tree)
}

/** `_id` comes along unless it is refused. */
const withId = (fields: string[], hasId: boolean | undefined) =>
  hasId === undefined ? ['_id', ...fields] : fields

function read(spec: Doc): Projection {
  const flags = new Map<string, boolean>()
  const narrowed = new Map<string, Narrow>()
  let hasElemMatch = false
  for (const [field, value] of Object.entries(spec)) {
    checkField(field)
    if (isDoc(value)) narrowed.set(field, narrowing(field, value))
    else flags.set(field, isFlagSet(field, value))
    if (isDoc(value) && Object.hasOwn(value, '$elemMatch')) hasElemMatch = true
  }
  return { flags, narrowed, hasElemMatch }
}

function checkField(field: string): void {
  const segments = field.split('.')
  if (segments.length > 1 && segments.includes('$')) throw notEmulated(`projection of ${field}`)
  if (segments.includes('')) throw refused(`FieldPath '${field}' must not have an empty part`)
  if (segments.some(segment => segment.startsWith('$')))
    throw refused(`FieldPath field names may not start with '$': ${field}`)
}

function isFlagSet(field: string, value: unknown): boolean {
  if (typeof value === 'boolean') return value
  if (isNumber(value)) return Number(String(value)) !== 0
  throw notEmulated(`projection of ${field} to a value`)
}

const NARROWINGS: Record<string, (operand: unknown) => Narrow> = {
  $slice(operand) {
    const [first, count] = sliceOf(operand)
    return value => (Array.isArray(value) ? slice(value, first, count) : value)
  },
  $elemMatch(operand) {
    if (!isDoc(operand)) throw refused('elemMatch: Invalid argument, object required')
    const isMet = compileElement(operand)
    return value => {
      const index = Array.isArray(value) ? value.findIndex(isMet) : -1
      return index < 0 ? undefined : [(value as unknown[])[index]]
    }
  },
}

function narrowing(field: string, spec: Doc): Narrow {
  const [name = '', ...more] = Object.keys(spec)
  const make = Object.hasOwn(NARROWINGS, name) ? NARROWINGS[name] : undefined
  if (!make || more.length) throw notEmulated(`projection ${Object.keys(spec).join(', ') || '{}'}`)
  if (field.includes('.')) throw notEmulated(`${name} of a dotted field`)
  return make(spec[name])
}

function sliceOf(operand: unknown): [number | undefined, number] {
  const numbers = Array.isArray(operand) ? operand : [operand]
  const isPair = numbers.length === 2
  if (!numbers.every(Number.isInteger) || isPair !== Array.isArray(operand))
    throw refused('$slice needs numbers')
  const [first, second] = numbers as [number, number]
  if (!isPair) return [undefined, first]
  if (second <= 0) throw refused('$slice limit must be positive')
  return [first, second]
}

function slice(array: unknown[], skip: number | undefined, count: number): unknown[] {
  if (skip === undefined) return count < 0 ? array.slice(count) : array.slice(0, count)
  const start = skip < 0 ? Math.max(0, array.length + skip) : skip
  return array.slice(start, start + count)
}

function narrow(doc: Doc, narrowed: Map<string, Narrow>): Doc {
  if (!narrowed.size) return doc
  const result = { ...doc }
  for (const [field, own] of narrowed) {
    if (!Object.hasOwn(result, field)) continue
    const value = own(result[field])
    if (value === undefined) delete result[field]
    else result[field] = value
  }
  return result
}

/** Refuses a path and one inside of it. */
function treeOf(fields: string[]): Tree {
  const root: Tree = new Map()
  for (const field of fields) {
    const path = field.split('.')
    const last = path.pop()!
    let node = root
    for (const segment of path) node = branchOf(node, segment, field)
    if (node.has(last)) throw refused(`Path collision at ${field}`)
    node.set(last, true)
  }
  return root
}

function branchOf(node: Tree, segment: string, field: string): Tree {
  const known = node.get(segment)
  if (known === true) throw refused(`Path collision at ${field}`)
  const branch = known ?? new Map<string, Tree | true>()
  node.set(segment, branch)
  return branch
}

function include(doc: Doc, tree: Tree): Doc {
  const kept: Doc = {}
  for (const [key, value] of Object.entries(doc)) {
    const branch = tree.get(key)
    if (branch === true) kept[key] = value
    else if (branch && typeof value === 'object') {
      const inner = includeInside(value, branch)
      if (inner !== undefined) kept[key] = inner
    }
  }
  return kept
}

function includeInside(value: unknown, tree: Tree): unknown {
  if (isDoc(value)) return include(value, tree)
  if (!Array.isArray(value)) return undefined
  return value.map(item => includeInside(item, tree)).filter(item => item !== undefined)
}

function exclude(value: Doc, tree: Tree): Doc {
  const kept: Doc = {}
  for (const [key, item] of Object.entries(value)) {
    const branch = tree.get(key)
    if (branch !== true) kept[key] = branch ? excludeInside(item, branch) : item
  }
  return kept
}

function excludeInside(value: unknown, tree: Tree): unknown {
  if (Array.isArray(value)) return value.map(item => excludeInside(item, tree))
  return isDoc(value) ? exclude(value, tree) : value
}
