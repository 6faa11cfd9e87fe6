import { ObjectId } from 'bson'
import { CloudError, notEmulated, refused } from '../../../errors'
import { isDate, isInt32, isNumber, typeName } from '../../../values/types'
import { asNumber, isNothing, named, unary, type Operator, type Operators } from '../operands'
import { dateAt } from './arithmetic'
import { parseDate } from './date-from-string'
import { numberText } from './texts'

type Conversion = (value: unknown) => unknown

const CODES: Record<string, string> = {
  1: 'double',
  2: 'string',
  7: 'objectId',
  8: 'bool',
  9: 'date',
  16: 'int',
  18: 'long',
  19: 'decimal',
}
const [INT_END, LONG_END] = [2 ** 31, 2 ** 63]

const cannot = (value: unknown, to: string) =>
  refused(`Unsupported conversion from ${typeName(value)} to ${to} in $convert with no onError value`)

const unreadable = (text: string, to: string) =>
  refused(`Failed to parse ${to} '${text}' in $convert with no onError value`)

/** A fraction is cut off a number, but not read in a text. */
const toInteger =
  (to: 'int' | 'long', end: number): Conversion =>
  value => {
    if (typeof value === 'boolean') return Number(value)
    if (isDate(value) && to === 'long') return value.getTime()
    if (typeof value === 'string' && !/^[+-]?\d+$/.test(value)) throw unreadable(value, 'number')
    if (typeof value !== 'string' && !isNumber(value)) throw cannot(value, to)
    const n = Math.trunc(typeof value === 'string' ? Number(value) : asNumber(value, '$convert'))
    if (!(n >= -end && n < end)) throw refused('Conversion would overflow target type in $convert')
    if (!Number.isSafeInteger(n)) throw notEmulated('a whole number beyond 2^53')
    return n || 0
  }

function toDouble(value: unknown): number {
  if (typeof value === 'boolean') return Number(value)
  if (isDate(value)) return value.getTime()
  if (isNumber(value)) return asNumber(value, '$convert')
  if (typeof value !== 'string') throw cannot(value, 'double')
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(value)) throw unreadable(value, 'number')
  return Number(value)
}

function toText(value: unknown): string {
  if (typeof value === 'string') return value
  if (isNumber(value)) return numberText(value, '$toString')
  if (typeof value === 'boolean') return String(value)
  if (isDate(value)) return value.toISOString()
  if (value instanceof ObjectId) return value.toHexString()
  throw cannot(value, 'string')
}

/** Small whole numbers are of a type that is no time. */
function toDate(value: unknown): Date {
  if (isDate(value)) return value
  if (value instanceof ObjectId) return value.getTimestamp()
  if (typeof value === 'string') return parseDate(value)
  if (isNumber(value) && !isInt32(value)) return dateAt(asNumber(value, '$toDate'))
  throw cannot(value, 'date')
}

function toObjectId(value: unknown): ObjectId {
  if (value instanceof ObjectId) return value
  if (typeof value !== 'string') throw cannot(value, 'objectId')
  if (!/^[0-9a-f]{24}$/i.test(value)) throw unreadable(value, 'objectId')
  return new ObjectId(value)
}

const CONVERSIONS: Record<string, Conversion> = {
  int: toInteger('int', INT_END),
  long: toInteger('long', LONG_END),
  double: toDouble,
  string: toText,
  bool: value => (isNumber(value) ? asNumber(value, '$toBool') !== 0 : value !== false),
  date: toDate,
  objectId: toObjectId,
}

function convertTo(to: unknown, value: unknown): unknown {
  const name = typeof to === 'number' ? (CODES[to] ?? String(to)) : String(to)
  if (name === 'decimal') throw notEmulated('$convert to a decimal')
  if (!Object.hasOwn(CONVERSIONS, name)) throw refused(`Unknown type name: ${name}`)
  return CONVERSIONS[name]!(value)
}

const isFailure = (error: unknown) => error instanceof CloudError && error.code !== 'NOT_EMULATED'

const convert: Operator = (operand, compile) => {
  const { input, to, onError, onNull } = named('$convert', operand, 'input to onError? onNull?')
  const [value, type, atNull] = [compile(input), compile(to), compile(onNull ?? null)]
  const atError = onError === undefined ? undefined : compile(onError)
  return scope => {
    const [given, wanted] = [value(scope), type(scope)]
    if (isNothing(wanted)) return null
    if (isNothing(given)) return atNull(scope)
    try {
      return convertTo(wanted, given)
    } catch (error) {
      if (atError && isFailure(error)) return atError(scope)
      throw error
    }
  }
}

const to = (name: string, type: string): Operator =>
  unary(name, value => (isNothing(value) ? null : convertTo(type, value)))

export const conversions: Operators = {
  $convert: convert,
  $toBool: to('$toBool', 'bool'),
  $toDate: to('$toDate', 'date'),
  $toDouble: to('$toDouble', 'double'),
  $toInt: to('$toInt', 'int'),
  $toLong: to('$toLong', 'long'),
  $toObjectId: to('$toObjectId', 'objectId'),
  $toString: to('$toString', 'string'),
  $type: unary('$type', typeName),
}
