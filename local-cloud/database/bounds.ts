import { compare } from '../values/encode'
import { isDoc, rankOf, type Doc } from '../values/types'
import { isOperators } from './match/operators'
import { isPattern } from './match/pattern'

export interface Bound {
  value: unknown
  isInclusive: boolean
}

/** What a query says at least about one field: a few values, or an interval within one type. */
export interface Bounds {
  points?: unknown[]
  lower?: Bound
  upper?: Bound
}

const POINTS_LIMIT = 100

// An array operand can equal a whole array, which an index lists element by element; a pattern is no value.
const isPoint = (v: unknown) => v !== undefined && !Array.isArray(v) && !isPattern(v)

const READERS: Record<string, (operand: unknown) => Bounds> = {
  $eq: operand => (isPoint(operand) ? { points: [operand] } : {}),
  $in: operand =>
    Array.isArray(operand) && operand.length <= POINTS_LIMIT && operand.every(isPoint)
      ? { points: operand }
      : {},
  // the others are left to the matcher, as MongoDB does
  $all: operand => (Array.isArray(operand) && isPoint(operand[0]) ? { points: [operand[0]] } : {}),
  $gt: value => range({ lower: { value, isInclusive: false } }, value),
  $gte: value => range({ lower: { value, isInclusive: true } }, value),
  $lt: value => range({ upper: { value, isInclusive: false } }, value),
  $lte: value => range({ upper: { value, isInclusive: true } }, value),
}

const range = (bounds: Bounds, value: unknown): Bounds =>
  value === null || Number.isNaN(value) || !isPoint(value) ? {} : bounds

function boundsOf(condition: unknown): Bounds {
  if (!isOperators(condition)) return isPoint(condition) ? { points: [condition] } : {}
  return Object.entries(condition)
    .map(([operator, operand]) => (Object.hasOwn(READERS, operator) ? READERS[operator]!(operand) : {}))
    .reduce(both, {})
}

/** Two statements about one field. Keeping either is right, since every candidate is matched again. */
function both(a: Bounds, b: Bounds): Bounds {
  return {
    points: a.points ?? b.points,
    lower: a.lower ?? b.lower,
    upper: a.upper ?? b.upper,
  }
}

/** The interval that holds both: what `$or` says about a field that all its branches restrict. */
function either(a: Bounds, b: Bounds): Bounds {
  return { lower: outer(lowerOf(a), lowerOf(b), -1), upper: outer(upperOf(a), upperOf(b), 1) }
}

function outer(a: Bound | undefined, b: Bound | undefined, side: 1 | -1): Bound | undefined {
  if (!a || !b || rankOf(a.value) !== rankOf(b.value)) return undefined
  const order = compare(a.value, b.value) * side
  if (order === 0) return a.isInclusive ? a : b
  return order > 0 ? a : b
}

const onlyPoint = (b: Bounds): Bound | undefined =>
  b.points?.length === 1 && b.points[0] !== null ? { value: b.points[0], isInclusive: true } : undefined
const lowerOf = (b: Bounds) => onlyPoint(b) ?? b.lower
const upperOf = (b: Bounds) => onlyPoint(b) ?? b.upper

export type FieldBounds = Map<string, Bounds>

function add(into: FieldBounds, field: string, bounds: Bounds): void {
  into.set(field, both(into.get(field) ?? {}, bounds))
}

/** Reads what a query requires of each field; operators it does not understand are left to the matcher. */
export function fieldBounds(query: Doc): FieldBounds {
  const found: FieldBounds = new Map()
  for (const [key, condition] of Object.entries(query)) {
    if (key === '$and' && Array.isArray(condition))
      for (const part of condition.filter(isDoc))
        fieldBounds(part).forEach((b, field) => add(found, field, b))
    else if (key === '$or' && Array.isArray(condition))
      hullOf(condition.filter(isDoc)).forEach((b, field) => add(found, field, b))
    else if (!key.startsWith('$')) add(found, key, boundsOf(condition))
  }
  return found
}

function hullOf(branches: Doc[]): FieldBounds {
  const [first, ...others] = branches.map(fieldBounds)
  const hull: FieldBounds = new Map()
  first?.forEach((bounds, field) => {
    const all = others.map(other => other.get(field))
    if (all.every(other => other !== undefined)) hull.set(field, (all as Bounds[]).reduce(either, bounds))
  })
  return hull
}
