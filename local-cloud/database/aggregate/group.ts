import { notEmulated, refused } from '../../errors'
import { compare, encode } from '../../values/encode'
import { isDoc, rankOf, type Doc } from '../../values/types'
import { sortDocs } from '../sort'
import { accumulators } from './accumulators'
import { readExpression, type Evaluate } from './expression'
import { named, type Variables } from './operands'

interface Group {
  id: unknown
  docs: Doc[]
}

/** Groups in the order in which their first documents came; a missing key is null. */
function collect(docs: Doc[], keyOf: (doc: Doc) => unknown): Group[] {
  const groups = new Map<string, Group>()
  for (const doc of docs) {
    const id = keyOf(doc) ?? null
    const key = encode(id).toString('latin1')
    const group = groups.get(key)
    if (group) group.docs.push(doc)
    else groups.set(key, { id, docs: [doc] })
  }
  return [...groups.values()]
}

type Summarise = (group: Group) => Doc
type Field = [name: string, accumulator: (values: unknown[]) => unknown, value: Evaluate]

function readField([field, spec]: [string, unknown], variables: Variables): Field {
  if (field === '_id') throw refused("The field '_id' of a group is its key")
  if (field.includes('.')) throw refused(`The field name '${field}' cannot contain '.'`)
  if (field.startsWith('$')) throw refused(`The field name '${field}' cannot be an operator name`)
  if (!isDoc(spec)) throw refused(`The field '${field}' must be an accumulator object`)
  const [name, ...others] = Object.keys(spec) as [string?, ...string[]]
  if (!name?.startsWith('$') || others.length)
    throw refused(`The field '${field}' must specify one accumulator`)
  if (!Object.hasOwn(accumulators, name)) throw notEmulated(`group operator ${name}`)
  if (Array.isArray(spec[name])) throw refused(`The ${name} accumulator is a unary operator`)
  return [field, accumulators[name]!, readExpression(spec[name], variables)]
}

function readFields(fields: unknown, variables: Variables): Summarise {
  if (!isDoc(fields)) throw refused('the fields of a group must be an object')
  const all = Object.entries(fields).map(field => readField(field, variables))
  return ({ id, docs }) =>
    Object.fromEntries([
      ['_id', id],
      ...all.map(([name, accumulator, value]) => [name, accumulator(docs.map(value)) ?? null]),
    ]) as Doc
}

export function group(docs: Doc[], spec: Doc, variables: Variables): Doc[] {
  if (!('_id' in spec)) throw refused('a group specification must include an _id')
  const { _id: key, ...fields } = spec
  const [keyOf, summarise] = [readExpression(key, variables), readFields(fields, variables)]
  return collect(docs, keyOf).map(summarise)
}

/** `$path` or an operator; a constant would make one group of all. */
function readGroupBy(expression: unknown, stage: string, variables: Variables): Evaluate {
  const start = isDoc(expression) ? Object.keys(expression)[0] : expression
  if (typeof start === 'string' && start.startsWith('$')) return readExpression(expression, variables)
  throw refused(`The ${stage} field must be defined as a $-prefixed path or an expression`)
}

export function sortByCount(docs: Doc[], expression: unknown, variables: Variables): Doc[] {
  readGroupBy(expression, '$sortByCount', variables)
  const counted = group(docs, { _id: expression, count: { $sum: 1 } }, variables)
  return sortDocs(counted, doc => doc, { count: -1 })
}

const DEFAULT_OUTPUT = { count: { $sum: 1 } }

function constant(expression: unknown): unknown {
  const value = readExpression(expression, {})({})
  if (value !== undefined) return value
  throw refused("The $bucket 'boundaries' and 'default' must be constants")
}

function readBoundaries({ boundaries, ...spec }: Doc): unknown[] {
  if (!Array.isArray(boundaries) || boundaries.length < 2)
    throw refused("The $bucket 'boundaries' field must have at least 2 values")
  const values = boundaries.map(constant)
  if (values.some(value => rankOf(value) !== rankOf(values[0])))
    throw refused("All values in the 'boundaries' option to $bucket must have the same type")
  if (values.some((b, i) => i > 0 && compare(values[i - 1], b) >= 0))
    throw refused("The 'boundaries' option to $bucket must be sorted in ascending order")
  const other = 'default' in spec ? constant(spec.default) : undefined
  if (other !== undefined && compare(other, values[0]) >= 0 && compare(other, values.at(-1)) < 0)
    throw refused(
      "The $bucket 'default' field must be less than the lowest boundary or not less than the highest",
    )
  return values
}

export function bucket(docs: Doc[], operand: Doc, variables: Variables): Doc[] {
  const spec = named('$bucket', operand, 'groupBy boundaries default? output?')
  const boundaries = readBoundaries(spec)
  const [keyOf, summarise] = [
    readGroupBy(spec.groupBy, "$bucket 'groupBy'", variables),
    readFields(spec.output ?? DEFAULT_OUTPUT, variables),
  ]
  const bucketOf = (doc: Doc) => {
    const value = keyOf(doc)
    const above = boundaries.findIndex(boundary => compare(value, boundary) < 0)
    if (above > 0) return boundaries[above - 1]
    if ('default' in spec) return constant(spec.default)
    throw refused('$switch could not find a matching branch for an input, and no default was specified.')
  }
  return sortDocs(collect(docs, bucketOf).map(summarise), doc => doc, { _id: 1 })
}

/** Buckets of about equal size; equal values stay together. */
export function bucketAuto(docs: Doc[], operand: Doc, variables: Variables): Doc[] {
  const spec = named('$bucketAuto', operand, 'groupBy buckets output? granularity?')
  const { buckets: n } = spec
  if (!Number.isInteger(n) || (n as number) < 1)
    throw refused("The $bucketAuto 'buckets' field must be a whole number greater than 0")
  if (spec.granularity !== undefined) throw notEmulated('granularity of $bucketAuto')
  const keyOf = readGroupBy(spec.groupBy, "$bucketAuto 'groupBy'", variables)
  const summarise = readFields(spec.output ?? DEFAULT_OUTPUT, variables)
  const keyed = docs.map(doc => ({ doc, key: keyOf(doc) ?? null }))
  keyed.sort((a, b) => compare(a.key, b.key))
  const cuts = cut(keyed, n as number)
  return cuts.map((items, i) => {
    const max = (cuts[i + 1]?.[0] ?? items.at(-1)!).key
    return summarise({ id: { min: items[0]!.key, max }, docs: items.map(({ doc }) => doc) })
  })
}

function cut<T extends { key: unknown }>(keyed: T[], count: number): T[][] {
  const size = Math.max(1, Math.round(keyed.length / count))
  const cuts: T[][] = []
  for (let at = 0; at < keyed.length;) {
    let end = cuts.length === count - 1 ? keyed.length : Math.min(keyed.length, at + size)
    while (end < keyed.length && compare(keyed[end]!.key, keyed[end - 1]!.key) === 0) end++
    cuts.push(keyed.slice(at, end))
    at = end
  }
  return cuts
}
