import { notEmulated, refused } from '../errors'
import { isDoc, type Doc } from '../values/types'
import { compileElement } from './match/compile'

type Tree = { [segment: string]: Tree | true }

const COMPUTED = ['$slice', '$elemMatch']
const isComputed = (spec: unknown): spec is Doc =>
  isDoc(spec) && Object.keys(spec).some(k => k.startsWith('$'))

/** Keeps or drops fields as `field()` of the SDK asks; `$slice` and `$elemMatch` narrow arrays. */
export function project(doc: Doc, spec: Doc): Doc {
  const { flags, computed } = split(spec)
  const withoutId = Object.entries(flags).filter(([field]) => field !== '_id')
  const isInclusion =
    withoutId.some(([, flag]) => flag) || (!withoutId.length && isIncludedAlone(flags, computed))
  if (withoutId.some(([, flag]) => Boolean(flag) !== isInclusion))
    throw refused('Projection cannot have a mix of inclusion and exclusion')
  const narrowed = narrow(doc, computed)
  if (isInclusion) return include(narrowed, inclusionTree(flags, computed))
  return exclude(narrowed, treeOf(Object.keys(flags).filter(field => !flags[field])))
}

const isIncludedAlone = (flags: Doc, computed: Doc) =>
  Boolean(flags._id) ||
  ('_id' in flags === false && Object.values(computed).some(c => isDoc(c) && '$elemMatch' in c))

function split(spec: Doc): { flags: Doc; computed: Doc } {
  const flags: Doc = {}
  const computed: Doc = {}
  for (const [field, value] of Object.entries(spec)) {
    if (!isComputed(value)) flags[field] = value
    else if (Object.keys(value).every(k => COMPUTED.includes(k))) computed[field] = value
    else throw notEmulated(`projection ${Object.keys(value).join(', ')}`)
  }
  return { flags, computed }
}

function inclusionTree(flags: Doc, computed: Doc): Tree {
  const fields = [...Object.keys(flags).filter(field => flags[field]), ...Object.keys(computed)]
  const hasId = !('_id' in flags) || flags._id
  return treeOf(hasId ? ['_id', ...fields] : fields)
}

function treeOf(fields: string[]): Tree {
  const root: Tree = {}
  for (const field of fields) {
    const path = field.split('.')
    const last = path.pop()!
    let node = root
    for (const segment of path) {
      const next = node[segment]
      node = node[segment] = next === undefined || next === true ? {} : next
    }
    node[last] = true
  }
  return root
}

function include(doc: Doc, tree: Tree): Doc {
  const kept: Doc = {}
  for (const [key, value] of Object.entries(doc)) {
    const branch = Object.hasOwn(tree, key) ? tree[key] : undefined
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
    const branch = Object.hasOwn(tree, key) ? tree[key] : undefined
    if (branch !== true) kept[key] = branch ? excludeInside(item, branch) : item
  }
  return kept
}

function excludeInside(value: unknown, tree: Tree): unknown {
  if (Array.isArray(value)) return value.map(item => excludeInside(item, tree))
  return isDoc(value) ? exclude(value, tree) : value
}

/** Applies `$slice` and `$elemMatch`, which change the content of top-level arrays. */
function narrow(doc: Doc, computed: Doc): Doc {
  const result = { ...doc }
  for (const [field, spec] of Object.entries(computed as Record<string, Doc>)) {
    if (field.includes('.')) throw notEmulated(`${Object.keys(spec).join(', ')} of a dotted field`)
    const value = result[field]
    if ('$slice' in spec && Array.isArray(value)) result[field] = slice(value, spec.$slice)
    if ('$elemMatch' in spec) elemMatch(result, field, spec.$elemMatch as Doc)
  }
  return result
}

function elemMatch(result: Doc, field: string, condition: Doc): void {
  const value = result[field]
  const index = Array.isArray(value) ? value.findIndex(compileElement(condition)) : -1
  if (index < 0) delete result[field]
  else result[field] = [(value as unknown[])[index]]
}

function slice(array: unknown[], spec: unknown): unknown[] {
  const [skip, count] = Array.isArray(spec) ? spec.map(Number) : [undefined, Number(spec)]
  if (count === undefined || Number.isNaN(count)) throw refused('$slice needs numbers')
  if (skip === undefined) return count < 0 ? array.slice(count) : array.slice(0, count)
  const start = skip < 0 ? Math.max(0, array.length + skip) : skip
  return array.slice(start, start + count)
}
