import { notEmulated, refused } from '../../../errors'
import { isDate, isNothing, isNumber, typeName } from '../../../values/types'
import { asNumber, binary, exact, unary, variadic, type Operator, type Operators } from '../operands'

const LATEST = 8.64e15 // ms; JavaScript's dates end there, the real service's do not

export function dateAt(ms: number): Date {
  if (!(Math.abs(ms) <= LATEST)) throw notEmulated('a date beyond the years -271821 to 275760')
  return new Date(Math.trunc(ms))
}

const ofNumber = (name: string, result: (n: number) => number): Operator =>
  unary(name, value => (isNothing(value) ? null : result(asNumber(value, name))))

/** Null spreads, before anything is said about the other's type. */
const ofTwo = (name: string, result: (a: number, b: number) => number): Operator =>
  binary(name, (a, b) => {
    if (isNothing(a) || isNothing(b)) return null
    return result(asNumber(a, name), asNumber(b, name))
  })

const positive = (name: string, what: string, n: number): number => {
  if (n <= 0) throw refused(`${name}'s ${what} must be a positive number, but is ${n}`)
  return n
}

const notZero = (name: string, n: number): number => {
  if (n === 0) throw refused(`can't ${name} by zero`)
  return n
}

/** At most one of them may be a date; operands are looked at one after the other, and null ends it. */
function add(...values: unknown[]): unknown {
  const numbers: number[] = []
  let hasDate = false
  for (const value of values) {
    if (isNothing(value)) return null
    if (isDate(value) && hasDate) throw refused('only one date allowed in an $add expression')
    if (!isDate(value) && !isNumber(value))
      throw refused(`$add only supports numeric or date types, not ${typeName(value)}`)
    hasDate ||= isDate(value)
    numbers.push(isDate(value) ? value.getTime() : asNumber(value, '$add'))
  }
  const sum = numbers.reduce((total, n) => total + n, 0)
  return hasDate ? dateAt(sum) : exact(sum, numbers, '$add')
}

function subtract(a: unknown, b: unknown): unknown {
  if (isNothing(a) || isNothing(b)) return null
  if (isDate(a) && isDate(b)) return a.getTime() - b.getTime()
  if (isDate(a) && isNumber(b)) return dateAt(a.getTime() - Math.trunc(asNumber(b, '$subtract')))
  if (!isNumber(a) || !isNumber(b)) throw refused(`can't $subtract ${typeName(b)} from ${typeName(a)}`)
  const [x, y] = [asNumber(a, '$subtract'), asNumber(b, '$subtract')]
  return exact(x - y, [x, y], '$subtract')
}

function multiply(...values: unknown[]): unknown {
  const numbers: number[] = []
  for (const value of values) {
    if (isNothing(value)) return null
    numbers.push(asNumber(value, '$multiply'))
  }
  return exact(
    numbers.reduce((product, n) => product * n, 1),
    numbers,
    '$multiply',
  )
}

function power(base: number, exponent: number): number {
  if (base === 0 && exponent < 0) throw refused('$pow cannot take a base of 0 and a negative exponent')
  return exact(base ** exponent, [base, exponent], '$pow')
}

function logarithm(n: number, base: number): number {
  positive('$log', 'argument', n)
  if (base <= 0 || base === 1)
    throw refused(`$log's base must be a positive number not equal to 1, but is ${base}`)
  return Math.log(n) / Math.log(base)
}

function squareRoot(n: number): number {
  if (n < 0) throw refused("$sqrt's argument must be greater than or equal to 0")
  return Math.sqrt(n)
}

export const arithmetic: Operators = {
  $abs: ofNumber('$abs', Math.abs),
  $add: variadic('$add', add),
  $ceil: ofNumber('$ceil', Math.ceil),
  $divide: ofTwo('$divide', (a, b) => a / notZero('$divide', b)),
  $exp: ofNumber('$exp', Math.exp),
  $floor: ofNumber('$floor', Math.floor),
  $ln: ofNumber('$ln', n => Math.log(positive('$ln', 'argument', n))),
  $log: ofTwo('$log', logarithm),
  $log10: ofNumber('$log10', n => Math.log10(positive('$log10', 'argument', n))),
  $mod: ofTwo('$mod', (a, b) => exact(a % notZero('$mod', b), [a, b], '$mod')),
  $multiply: variadic('$multiply', multiply),
  $pow: ofTwo('$pow', power),
  $sqrt: ofNumber('$sqrt', squareRoot),
  $subtract: binary('$subtract', subtract),
}
