import { notEmulated } from '../../errors'
import { compare } from '../../values/encode'
import { isNothing, isNumber } from '../../values/types'
import { asNumber, type Operator, type Operators } from './operands'
import { merge } from './operators/objects'
import { setOf } from './operators/sets'

/** What an accumulator makes of the values that a group, or a list, gives; missing ones are undefined. */
type Accumulator = (values: unknown[]) => unknown

const numbersOf = (name: string, values: unknown[]) =>
  values.filter(isNumber).map(value => asNumber(value, name))

/** Keeps what each addition loses, as the real service does: 0.1 + 0.2 + 0.3 is 0.6. */
function sumOf(numbers: number[]): number {
  let [sum, lost] = [0, 0]
  for (const n of numbers) {
    const next = sum + n
    const kept = next - sum
    lost += sum - (next - kept) + (n - kept)
    sum = next
  }
  return Number.isFinite(sum) ? sum + lost : sum
}

function sum(values: unknown[]): number {
  const total = sumOf(numbersOf('$sum', values))
  if (Number.isInteger(total) && !Number.isSafeInteger(total)) throw notEmulated('$sum beyond 2^53')
  return total
}

function average(values: unknown[]): number | null {
  const numbers = numbersOf('$avg', values)
  return numbers.length ? sumOf(numbers) / numbers.length : null
}

/** By BSON's order; null and missing count only when there is nothing else. */
const extreme =
  (direction: 1 | -1): Accumulator =>
  all => {
    const values = all.filter(value => !isNothing(value))
    return values.length ? values.reduce((best, v) => (compare(v, best) * direction > 0 ? v : best)) : null
  }

/** Of fewer numbers than that there is no deviation. */
const deviation =
  (name: string, least: 1 | 2): Accumulator =>
  values => {
    const numbers = numbersOf(name, values)
    if (numbers.length < least) return null
    let [mean, squares] = [0, 0]
    numbers.forEach((n, i) => {
      const delta = n - mean
      mean += delta / (i + 1)
      squares += delta * (n - mean)
    })
    return Math.sqrt(squares / (numbers.length - least + 1))
  }

/** What is missing is left out; null is a value. */
const push = (values: unknown[]) => values.filter(value => value !== undefined)

/** These are expressions too. */
const OF_LISTS: Record<string, Accumulator> = {
  $sum: sum,
  $avg: average,
  $max: extreme(1),
  $min: extreme(-1),
  $stdDevPop: deviation('$stdDevPop', 1),
  $stdDevSamp: deviation('$stdDevSamp', 2),
}

/** The accumulators of a group. */
export const accumulators: Record<string, Accumulator> = {
  ...OF_LISTS,
  $push: push,
  $addToSet: values => [...setOf(push(values)).values()],
  $first: values => values[0],
  $last: values => values.at(-1),
  $mergeObjects: merge,
}

/** A single operand that is an array stands for its elements. */
const asOperator =
  (accumulator: Accumulator): Operator =>
  (operand, compile) => {
    const operands = (Array.isArray(operand) ? operand : [operand]).map(compile)
    return scope => {
      const values = operands.map(evaluate => evaluate(scope))
      return accumulator(values.length === 1 && Array.isArray(values[0]) ? values[0] : values)
    }
  }

export const accumulatorOperators: Operators = Object.fromEntries(
  Object.entries(OF_LISTS).map(([name, accumulator]) => [name, asOperator(accumulator)]),
)
