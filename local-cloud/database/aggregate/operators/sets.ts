import { isNothing, isTrue } from '../../../values/types'
import { compare, encode } from '../../../values/encode'
import { asArray, binary, fixed, unary, variadic, type Operators } from '../operands'

type Values = Map<string, unknown>

/** The different values of an array, in the order in which they first came. */
export function setOf(array: unknown[]): Values {
  const set: Values = new Map()
  for (const value of array) {
    const key = encode(value).toString('latin1')
    if (!set.has(key)) set.set(key, value)
  }
  return set
}

const asSet = (value: unknown, name: string): Values => setOf(asArray(value, `an operand of ${name}`))
const isSubset = (a: Values, b: Values) => [...a.keys()].every(key => b.has(key))
const sorted = (set: Values) => [...set.values()].sort(compare)

function difference(a: unknown, b: unknown): unknown {
  if (isNothing(a) || isNothing(b)) return null
  const [from, without] = [asSet(a, '$setDifference'), asSet(b, '$setDifference')]
  return [...from].filter(([key]) => !without.has(key)).map(([, value]) => value)
}

function areEqual(...operands: unknown[]): boolean {
  const [first, ...others] = operands.map(operand => asSet(operand, '$setEquals')) as [Values, ...Values[]]
  return others.every(other => other.size === first.size && isSubset(first, other))
}

function intersection(...operands: unknown[]): unknown {
  let common: Values | undefined
  for (const operand of operands) {
    if (isNothing(operand)) return null
    const set = asSet(operand, '$setIntersection')
    common = common ? new Map([...common].filter(([key]) => set.has(key))) : set
  }
  return common ? sorted(common) : []
}

function union(...operands: unknown[]): unknown {
  const all: Values = new Map()
  for (const operand of operands) {
    if (isNothing(operand)) return null
    for (const [key, value] of asSet(operand, '$setUnion')) if (!all.has(key)) all.set(key, value)
  }
  return sorted(all)
}

export const sets: Operators = {
  $allElementsTrue: unary('$allElementsTrue', v => asArray(v, "$allElementsTrue's argument").every(isTrue)),
  $anyElementTrue: unary('$anyElementTrue', v => asArray(v, "$anyElementTrue's argument").some(isTrue)),
  $setDifference: binary('$setDifference', difference),
  $setEquals: fixed('$setEquals', [2, Infinity], areEqual),
  $setIntersection: variadic('$setIntersection', intersection),
  $setIsSubset: binary('$setIsSubset', (a, b) =>
    isSubset(asSet(a, '$setIsSubset'), asSet(b, '$setIsSubset')),
  ),
  $setUnion: variadic('$setUnion', union),
}
