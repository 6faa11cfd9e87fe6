import { Decimal128, Long } from 'bson'
import { notEmulated, refused } from '../../errors'
import { isDoc, isNumber, typeName, type Doc } from '../../values/types'

// What operators are made of: their operands are read once, into functions of a document, so that mistakes are
// found without any document and many documents cost little.

export type Variables = Record<string, unknown>

/** Where an expression is evaluated. */
export interface Scope {
  root: unknown
  variables: Variables
}

/** `undefined` is a missing value. */
export type Compiled = (scope: Scope) => unknown
export interface Compile {
  (expression: unknown): Compiled
  /** For expressions in which these variables have values, too. */
  with(...names: string[]): Compile
}
export type Operator = (operand: unknown, compile: Compile) => Compiled
export type Operators = Record<string, Operator>
type OfValues = (...values: unknown[]) => unknown

export const asList = (operand: unknown): unknown[] => (Array.isArray(operand) ? operand : [operand])

/** An operator of so many operands, one of which may be given without a list. */
export const fixed =
  (name: string, [least, most]: [least: number, most: number], result: OfValues): Operator =>
  (operand, compile) => {
    const operands = asList(operand).map(compile)
    if (operands.length < least || operands.length > most) throw wrongCount(name, [least, most], operands)
    return scope => result(...operands.map(evaluate => evaluate(scope)))
  }

function wrongCount(name: string, [least, most]: [number, number], { length }: unknown[]) {
  const wanted =
    least === most ? `exactly ${least} arguments` : `at least ${least} arguments, and at most ${most}`
  return refused(`Expression ${name} takes ${wanted}. ${length} were passed in.`)
}

export const unary = (name: string, result: (value: unknown) => unknown) => fixed(name, [1, 1], result)
export const binary = (name: string, result: (a: unknown, b: unknown) => unknown) =>
  fixed(name, [2, 2], result)
export const variadic = (name: string, result: OfValues) => fixed(name, [0, Infinity], result)

/** Operands by name; a name that ends with ? may be left out. Others are refused. */
export function named(operator: string, operand: unknown, names: string): Doc {
  if (!isDoc(operand)) throw refused(`${operator} only supports an object as its argument`)
  const optional = names.split(' ').map(name => name.replace('?', ''))
  for (const name of Object.keys(operand))
    if (!optional.includes(name)) throw refused(`Unrecognized parameter to ${operator}: ${name}`)
  for (const name of names.split(' ').filter(own => !own.endsWith('?')))
    if (!Object.hasOwn(operand, name)) throw refused(`Missing '${name}' parameter to ${operator}`)
  return operand
}

/** An operator of operands by name, all evaluated; one that was not given is undefined. */
export const ofNamed =
  (operator: string, names: string, result: (values: Doc) => unknown): Operator =>
  (operand, compile) => {
    const given = Object.entries(named(operator, operand, names)).map(
      ([name, e]) => [name, compile(e)] as const,
    )
    return scope => result(Object.fromEntries(given.map(([name, evaluate]) => [name, evaluate(scope)])))
  }

/** The number, as JavaScript has it. */
export function asNumber(value: unknown, what: string): number {
  if (!isNumber(value)) throw refused(`${what} only supports numeric types, not ${typeName(value)}`)
  if (value instanceof Decimal128) throw notEmulated(`${what} of a Decimal128`)
  if (value instanceof Long && !Number.isSafeInteger(value.toNumber()))
    throw notEmulated(`${what} of a whole number beyond 2^53`)
  return Number(value)
}

/** Of whole numbers the real service knows 64 bits, JavaScript 53. */
export function exact(result: number, operands: number[], what: string): number {
  const isLost =
    Number.isInteger(result) &&
    !Number.isSafeInteger(result) &&
    Math.abs(result) < 2 ** 63 &&
    operands.every(Number.isInteger)
  if (isLost) throw notEmulated(`${what} beyond 2^53`)
  return result === 0 ? 0 : result // whole numbers know no -0
}

export function asInt32(value: unknown, what: string): number {
  const number = isNumber(value) ? asNumber(value, what) : NaN
  if (Number.isInteger(number) && Math.abs(number) <= 0x7fffffff) return number
  throw refused(`${what} cannot be represented as a 32-bit integral value: ${JSON.stringify(value)}`)
}

export function asArray(value: unknown, what: string): unknown[] {
  if (!Array.isArray(value)) throw refused(`${what} must be an array, but is ${typeName(value)}`)
  return value
}

const ARRAY_LIMIT = 1_000_000
const MEMORY_LIMIT = 10_000_000 // where the real service gives up, too
const WORK_LIMIT = 10_000_000
let work = 0

export const startWork = (): void => void (work = 0)

/** Elements that an expression makes or goes through: what would fill the memory, or last for ever, ends here. */
export function spend(count: number, operator: string): void {
  work += count
  if (count > MEMORY_LIMIT) throw refused(`${operator} would use too much memory`)
  if (count > ARRAY_LIMIT || work > WORK_LIMIT) throw notEmulated(`${operator} of so many elements`)
}
