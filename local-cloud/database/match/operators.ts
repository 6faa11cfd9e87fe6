import { notEmulated, refused } from '../../errors'
import { compare, equal } from '../../values/encode'
import { isDoc, isNothing, isNumber, isTrue, rankOf, typeTest, type Doc } from '../../values/types'
import type { Leaf } from './path'
import { isPattern, toPattern } from './pattern'

/** Does what a path led to satisfy the condition? */
export type LeafTest = (leaves: Leaf[]) => boolean
type Test = (value: unknown) => boolean

/** True when some value, or some element of an array value, passes. */
const someValue =
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

const regexTest = (operand: unknown, options?: unknown): Test => {
  const pattern = toPattern(operand, options)
  return v => (typeof v === 'string' ? pattern.test(v) : isPattern(v) && equal(v, operand))
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
  if (isPattern(operand)) throw refused("Can't have RegEx as arg to predicate over field")
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

export const isOperators = (v: unknown): v is Doc => isDoc(v) && Object.keys(v)[0]?.startsWith('$') === true

function anyOf(operand: unknown): LeafTest {
  const items = list(operand, '$in')
  if (items.some(isOperators)) throw refused('cannot nest $ under $in')
  const tests = items.map(plain)
  return leaves => tests.some(test => test(leaves))
}

function all(operand: unknown, compileElement: CompileElement): LeafTest {
  const items = list(operand, '$all')
  const tests = items.map(item => {
    if (!isOperators(item)) return plain(item)
    if (Object.keys(item).join() === '$elemMatch') return elemMatch(item.$elemMatch, compileElement)
    throw refused('no $ expressions in $all')
  })
  if (items.some(isOperators) && !items.every(isOperators))
    throw refused('$all/$elemMatch has to be consistent')
  return leaves => tests.length > 0 && tests.every(test => test(leaves))
}

function notEqual(operand: unknown): LeafTest {
  if (isPattern(operand)) throw refused("Can't have regex as arg to $ne.")
  return not(eq(operand))
}

function size(operand: unknown): LeafTest {
  const n = isNumber(operand) ? Number(operand) : NaN
  if (!Number.isInteger(n) || n < 0) throw refused('$size needs a whole number, not negative')
  return someWhole(v => Array.isArray(v) && v.length === n)
}

function mod(operand: unknown): LeafTest {
  const items = list(operand, '$mod')
  if (items.length !== 2 || !items.every(isNumber))
    throw refused('malformed mod: needs two numbers, a divisor and a remainder')
  const [divisor, remainder] = items.map(item => Math.trunc(Number(item))) as [number, number]
  if (!divisor || !Number.isFinite(divisor + remainder)) throw refused('malformed mod: divisor cannot be 0')
  return someValue(v => isNumber(v) && Math.trunc(Number(v)) % divisor === remainder)
}

function type(operand: unknown): LeafTest {
  if (Array.isArray(operand) && !operand.length) throw refused('$type must match at least one type')
  const tests = (Array.isArray(operand) ? operand : [operand]).map(name => {
    const test = typeTest(name)
    if (!test) throw refused(`Unknown type name alias: ${JSON.stringify(name)}`)
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
  $ne: notEqual,
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
    return isTrue(operand) ? isThere : not(isThere)
  },
  $size: size,
  $mod: mod,
  $type: type,
  $regex: (operand, _, siblings) => someValue(regexTest(operand, siblings.$options)),
  $options(_operand, _, siblings) {
    if (!Object.hasOwn(siblings, '$regex')) throw refused('$options needs a $regex')
    return () => true
  },
}

export function unknownOperator(name: string) {
  const known = /^\$(near|nearSphere|geoWithin|geoIntersects|geometry|text|jsonSchema|where|bits\w+|comment)$/
  return known.test(name) ? notEmulated(name) : refused(`unknown operator: ${name}`)
}
