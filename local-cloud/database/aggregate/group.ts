import { refused } from '../../errors'
import { compare, encode } from '../../values/encode'
import { isDoc, type Doc } from '../../values/types'
import { sortDocs } from '../sort'
import { accumulate, evaluate, type Variables } from './expression'

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

function summarise(group: Group, fields: Doc, variables: Variables): Doc {
  const result: Doc = { _id: group.id }
  for (const [field, accumulator] of Object.entries(fields)) {
    if (!isDoc(accumulator)) throw refused(`The field '${field}' must be an accumulator object`)
    result[field] = accumulate(accumulator, group.docs, variables)
  }
  return result
}

export function group(docs: Doc[], spec: Doc, variables: Variables): Doc[] {
  if (!('_id' in spec)) throw refused('a group specification must include an _id')
  const { _id: key, ...fields } = spec
  return collect(docs, doc => evaluate(key, doc, variables)).map(g => summarise(g, fields, variables))
}

export function sortByCount(docs: Doc[], expression: unknown, variables: Variables): Doc[] {
  const counted = group(docs, { _id: expression, count: { $sum: 1 } }, variables)
  return sortDocs(counted, doc => doc, { count: -1 })
}

const DEFAULT_OUTPUT = { count: { $sum: 1 } }

export function bucket(docs: Doc[], spec: Doc, variables: Variables): Doc[] {
  const { groupBy, boundaries, output = DEFAULT_OUTPUT } = spec
  if (!Array.isArray(boundaries) || boundaries.length < 2)
    throw refused("The $bucket 'boundaries' field must have at least 2 values")
  if (boundaries.some((b, i) => i > 0 && compare(boundaries[i - 1], b) >= 0))
    throw refused("The 'boundaries' option to $bucket must be sorted in ascending order")
  const bucketOf = (doc: Doc) => {
    const value = evaluate(groupBy, doc, variables)
    const above = boundaries.findIndex(boundary => compare(value, boundary) < 0)
    if (above > 0) return boundaries[above - 1] as unknown
    if ('default' in spec) return spec.default
    throw refused('$switch could not find a matching branch for an input, and no default was specified.')
  }
  const groups = collect(docs, bucketOf).map(g => summarise(g, output as Doc, variables))
  return sortDocs(groups, doc => doc, { _id: 1 })
}

/** Buckets of about equal size; equal values stay together. */
export function bucketAuto(docs: Doc[], spec: Doc, variables: Variables): Doc[] {
  const { groupBy, buckets, output = DEFAULT_OUTPUT } = spec
  const n = Number(buckets)
  if (!Number.isInteger(n) || n < 1) throw refused("The $bucketAuto 'buckets' field must be greater than 0")
  if (spec.granularity) throw refused('granularity of $bucketAuto')
  const keyed = docs.map(doc => ({ doc, key: evaluate(groupBy, doc, variables) ?? null }))
  keyed.sort((a, b) => compare(a.key, b.key))
  const size = Math.max(1, Math.round(keyed.length / n))
  const cuts: (typeof keyed)[] = []
  for (let at = 0; at < keyed.length;) {
    let end = cuts.length === n - 1 ? keyed.length : Math.min(keyed.length, at + size)
    while (end < keyed.length && compare(keyed[end]!.key, keyed[end - 1]!.key) === 0) end++
    cuts.push(keyed.slice(at, end))
    at = end
  }
  return cuts.map((items, i) => {
    const max = cuts[i + 1]?.[0]!.key ?? items.at(-1)!.key
    const id = { min: items[0]!.key, max }
    return summarise({ id, docs: items.map(({ doc }) => doc) }, output as Doc, variables)
  })
}
