import type { Collection, Index } from '../store/catalog'
import { indexPrefix } from '../store/keys'
import type { Range } from '../store/store'
import { encodeTuple } from '../values/encode'
import { rankOf, type Doc } from '../values/types'
import { fieldBounds, type Bound, type Bounds, type FieldBounds } from './bounds'
import type { Sort } from './sort'

export interface Plan {
  index: Index
  /** One stretch of the index for each combination of equal values. */
  ranges: Range[]
  /** Bytes at the start of a key that are the same throughout a range; what follows decides the order. */
  prefixLengths: number[]
  /** Entries come in the order that the query asks for. */
  isSorted: boolean
  isReverse: boolean
}

const COMBINATIONS_LIMIT = 200
const AFTER = Buffer.from([0xff])

interface Candidate {
  index: Index
  equal: unknown[][]
  interval?: Bounds
  isSorted: boolean
  isReverse: boolean
}

/** The most useful index: most equal fields, then a sorted answer, then an interval. None: scan. */
export function choosePlan(collection: Collection, query: Doc, sort: Sort): Plan | undefined {
  const bounds = fieldBounds(query)
  const best = collection.indexes
    .map(index => candidate(index, bounds, sort))
    .filter(c => c.equal.length > 0 || c.interval !== undefined || c.isSorted)
    .sort((a, b) => score(b) - score(a))[0]
  return best && toPlan(collection, best)
}

const score = (c: Candidate) =>
  c.equal.length * 4 + (c.isSorted ? 2 : 0) + (c.interval ? 1 : 0) + (isPointLookup(c) ? 100 : 0)

const isPointLookup = ({ index, equal }: Candidate) => index.unique && equal.length === index.fields.length

function candidate(index: Index, bounds: FieldBounds, sort: Sort): Candidate {
  const equal: unknown[][] = []
  for (const field of index.fields) {
    const points = bounds.get(field)?.points
    if (!points || combinations(equal) * points.length > COMBINATIONS_LIMIT) break
    if (isOfSameArray(index, equal.length) || isUnlisted(field, points)) break
    equal.push(points)
  }
  const next = isOfSameArray(index, equal.length) ? undefined : index.fields[equal.length]
  const interval = next === undefined ? undefined : usable(bounds.get(next), index)
  return { index, equal, interval, ...order(index, equal, sort) }
}

const rootOf = (field: string) => field.split('.')[0]!

/** May the field be listed together with an earlier one? Two conditions may be met by two elements of the array. */
const isOfSameArray = ({ fields, multikey }: Index, at: number) =>
  multikey && at < fields.length && fields.slice(0, at).some(field => rootOf(field) === rootOf(fields[at]!))

/** A position that is missing in some element of an array means null to a query, but not to an index. */
const isUnlisted = (field: string, points: unknown[]) => /\.\d+(\.|$)/.test(field) && points.includes(null)

const combinations = (equal: unknown[][]) => equal.reduce((n, points) => n * points.length, 1)

function usable(bounds: Bounds | undefined, index: Index): Bounds | undefined {
  if (!bounds || (!bounds.lower && !bounds.upper)) return undefined
  // with arrays, two bounds may be met by two different elements, so only one of them may narrow the search
  return index.multikey && bounds.lower
    ? { lower: bounds.lower }
    : { lower: bounds.lower, upper: bounds.upper }
}

/** A document with several values of the field comes several times, and not where its place in the order is. */
const isListed = ({ multikey, arrays }: Index, field: string): boolean =>
  multikey && (!arrays || arrays.includes(field))

/** Does reading the index after its equal fields give the wished order, forwards or backwards? */
function order(index: Index, equal: unknown[][], sort: Sort): { isSorted: boolean; isReverse: boolean } {
  const no = { isSorted: false, isReverse: false }
  const isFixed = (field: string) => {
    const at = index.fields.indexOf(field)
    return at >= 0 && at < equal.length && equal[at]!.length === 1
  }
  const wished = Object.entries(sort).filter(([field]) => !isFixed(field))
  const asked = Object.keys(sort)
  if (!asked.length || asked.some(field => isListed(index, field))) return no
  const offered = index.fields.slice(equal.length)
  const fits = wished.every(([field], i) => offered[i] === field)
  const turns = wished.map(([, direction], i) => direction * index.directions[equal.length + i]!)
  if (!fits || turns.some(turn => turn !== turns[0])) return no
  return { isSorted: true, isReverse: turns[0] === -1 }
}

function toPlan(collection: Collection, c: Candidate): Plan {
  const start = indexPrefix(collection, c.index)
  const prefixes = rows(c.equal).map(row => Buffer.concat([start, encodeTuple(row, c.index.directions)]))
  const ranges = prefixes.map(prefix => ({ ...stretch(prefix, c), reverse: c.isReverse }))
  return { ...c, ranges, prefixLengths: prefixes.map(p => p.length) }
}

const rows = (lists: unknown[][]) =>
  lists.reduce<unknown[][]>((all, list) => all.flatMap(row => list.map(v => [...row, v])), [[]])

/** The keys below a prefix whose next field lies in the interval, within the bound's own type. */
function stretch(prefix: Buffer, { index, equal, interval }: Candidate): Range {
  if (!interval) return { start: prefix, end: Buffer.concat([prefix, AFTER]) }
  const isDown = index.directions[equal.length] === -1
  const [low, high] = isDown ? [interval.upper, interval.lower] : [interval.lower, interval.upper]
  const rank = rankOf((interval.lower ?? interval.upper)!.value)
  const first = isDown ? 255 - rank : rank
  const encoded = ({ value }: Bound) => encodeTuple([value], [isDown ? -1 : 1])
  const start = low ? [encoded(low), ...(low.isInclusive ? [] : [AFTER])] : [Buffer.from([first])]
  const end = high ? [encoded(high), ...(high.isInclusive ? [AFTER] : [])] : [Buffer.from([first + 1])]
  return { start: Buffer.concat([prefix, ...start]), end: Buffer.concat([prefix, ...end]) }
}
