import { BSONRegExp } from 'bson'
import { notEmulated, refused } from '../../errors'
import { compare, equal } from '../../values/encode'
import { isDoc, isNumber, isRegExp, rankOf, typeTest, type Doc } from '../../values/types'
import type { Leaf } from './path'

/** Does what a path led to satisfy the condition? */
export type LeafTest = (leaves: Leaf[]) => boolean
type Test = (value: unknown) => boolean

/** True when some value, or some element of an array value, passes. */
export const someValue =
  (test: Test): LeafTest =>
  leaves =>
    leaves.some(
      ({ value, isWhole }) =>
        test(value) || (!isWhole && Array.isArray(value) && value.some(item => test(item))),
    )

/** True when some value itself passes; arrays are not opened. */
const someWhole =
  (test: Test): LeafTest =>
  leaves =>
    leaves.some(({ value }) => test(value))

export const not =
  (test: LeafTest): LeafTest =>
  leaves =>
    !test(leaves)

const isNothing = (v: unknown) => v === null || v === undefined

export const toRegExp = (v: unknown, options = ''): RegExp => {
  const [pattern, own] =
    v instanceof BSONRegExp ? [v.pattern, v.options] : isRegExp(v) ? [v.source, v.flags] : [String(v), '']
  const flags = [...new Set((options || own).replace(/[^imsu]/g, ''))].join('')
  try {
    return new RegExp(pattern, flags)
  } catch {
    throw refused(`Regular expression is invalid: ${pattern}`)
  }
}

export const isPattern = (v: unknown) => isRegExp(v) || v instanceof BSONRegExp

const regexTest = (pattern: unknown, options?: string): Test => {
  const regExp = toRegExp(pattern, options)
  return v => (typeof v === 'string' ? regExp.test(v) : isPattern(v) && equal(v, pattern))
}

export function eq(operand: unknown): LeafTest {
  if (isNothing(operand)) return someValue(isNothing)
  return someValue(v => equal(v, operand))
}

/** Equality or, for a regular expression, a match: what `{field: value}` and the items of `$in` mean. */
export const plain = (operand: unknown): LeafTest =>
  isPattern(operand) ? someValue(regexTest(operand)) : eq(operand)

/** Values of another type never satisfy a range; null stands for missing as well. */
const range = (passes: (order: number) => boolean) => (operand: unknown) => {
  if (isNothing(operand)) return passes(0) ? eq(null) : someValue(() => false)
  const isNaNOperand = Number.isNaN(operand)
  return someValue(v => {
    if (v === undefined || rankOf(v) !== rankOf(operand)) return false
    if (isNaNOperand !== Number.isNaN(v)) return false
    return passes(compare(v, operand))
  })
}

function list(operand: unknown, operator: string): unknown[] {
  if (!Array.isArray(operand)) throw refused(`${operator} needs an array`)
  return operand
}

function anyOf(operand: unknown): LeafTest {
  const tests = list(operand, '$in').map(plain)
  return leaves => tests.some(test => test(leaves))
}

function all(operand: unknown, compileElement: CompileElement): LeafTest {
  const tests = list(operand, '$all').map(item =>
    isDoc(item) && '$elemMatch' in item ? elemMatch(item.$elemMatch, compileElement) : plain(item),
  )
  return leaves => tests.length > 0 && tests.every(test => test(leaves))
}

function size(operand: unknown): LeafTest {
  const n = Number(operand)
  if (!Number.isInteger(n) || n < 0) throw refused('$size needs a whole number, not negative')
  return someWhole(v => Array.isArray(v) && v.length === n)
}

function mod(operand: unknown): LeafTest {
  const [divisor, remainder] = list(operand, '$mod').map(Number)
  if (!divisor || remainder === undefined)
    throw refused('malformed mod: needs a divisor other than 0 and a remainder')
  return someValue(v => isNumber(v) && Math.trunc(Number(v)) % Math.trunc(divisor) === Math.trunc(remainder))
}

function type(operand: unknown): LeafTest {
  const tests = (Array.isArray(operand) ? operand : [operand]).map(name => {
    const test = typeTest(typeof name === 'number' ? name : String(name))
    if (!test) throw refused(`Unknown type name alias: ${String(name)}`)
    return test
  })
  return someValue(v => v !== undefined && tests.some(test => test(v)))
}

type CompileElement = (condition: Doc) => (value: unknown) => boolean

function elemMatch(operand: unknown, compileElement: CompileElement): LeafTest {
  if (!isDoc(operand)) throw refused('$elemMatch needs an Object')
  const test = compileElement(operand)
  return someWhole(v => Array.isArray(v) && v.some(item => test(item)))
}

type Operator = (operand: unknown, compileElement: CompileElement, siblings: Doc) => LeafTest

export const OPERATORS: Record<string, Operator> = {
  $eq: eq,
  $ne: operand => not(eq(operand)),
  $gt: range(order => order > 0),
  $gte: range(order => order >= 0),
  $lt: range(order => order < 0),
  $lte: range(order => order <= 0),
  $in: anyOf,
  $nin: operand => not(anyOf(operand)),
  $all: all,
  $elemMatch: elemMatch,
  $exists: operand => {
    const isThere = someWhole(v => v !== undefined)
    return operand ? isThere : not(isThere)
  },
  $size: size,
  $mod: mod,
  $type: type,
  $regex: (operand, _, siblings) => someValue(regexTest(operand, siblings.$options as string | undefined)),
  $options: () => () => true,
}

export function unknownOperator(name: string) {
  const known = /^\$(near|nearSphere|geoWithin|geoIntersects|geometry|text|jsonSchema|where|bits\w+|comment)$/
  return known.test(name) ? notEmulated(name) : refused(`unknown operator: ${name}`)
}
