import * as mingo from 'mingo/operators/accumulator'
import type { Any, Options } from 'mingo/types'
import { compare, encode } from '../../values/encode'
import type { Doc } from '../../values/types'

type OfValues = (values: unknown[]) => unknown
type Accumulator = (docs: Doc[], expression: Any, options: Options) => unknown

const isSomething = (value: unknown) => value !== null && value !== undefined

/** By BSON's order, which mingo does not know; null and missing count only when there is nothing else. */
const extreme =
  (direction: 1 | -1): OfValues =>
  all => {
    const values = all.filter(isSomething)
    return values.length ? values.reduce((best, v) => (compare(v, best) * direction > 0 ? v : best)) : null
  }

/** What is missing is left out; null is a value. */
const push: OfValues = values => values.filter(value => value !== undefined)

function addToSet(values: unknown[]): unknown[] {
  const set = new Map<string, unknown>()
  for (const value of push(values) as unknown[]) {
    const key = encode(value).toString('latin1')
    if (!set.has(key)) set.set(key, value)
  }
  return [...set.values()]
}

/** Of fewer than two numbers there is no deviation. */
function stdDevSamp(values: unknown[]): number | null {
  const numbers = values.filter(value => typeof value === 'number')
  if (numbers.length < 2) return null
  const mean = numbers.reduce((sum, n) => sum + n, 0) / numbers.length
  return Math.sqrt(numbers.reduce((sum, n) => sum + (n - mean) ** 2, 0) / (numbers.length - 1))
}

/** Accumulators of our own, as functions of the values that a group gives. */
export const ownAccumulators: Record<string, OfValues> = {
  $max: extreme(1),
  $min: extreme(-1),
  $push: push,
  $addToSet: addToSet,
  $stdDevSamp: stdDevSamp,
}

const asMingo =
  (own: OfValues): Accumulator =>
  (docs, expression, options) =>
    own(mingo.$push(docs, expression, options) as unknown[])

/** The same among mingo's, for expressions such as `{$max: '$list'}`. */
export const accumulators = {
  ...mingo,
  ...Object.fromEntries(Object.entries(ownAccumulators).map(([name, own]) => [name, asMingo(own)])),
}
