import { ObjectId } from 'bson'
import { CloudError, notEmulated, refused } from '../../../errors'
import { isDate, isNothing, isNumber, typeName, typeTest } from '../../../values/types'
import { asNumber, named, unary, type Operator, type Operators } from '../operands'
import { numberText } from './texts'

const INT_END = 2 ** 31

const cannot = (value: unknown, to: string) =>
  refused(`Unsupported conversion from ${typeName(value)} to ${to} in $convert with no onError value`)

/** A fraction is cut off a number, but not read in a text. */
function toInt(value: unknown): number {
  if (typeof value === 'boolean') return Number(value)
  if (typeof value === 'string' && !/^[+-]?\d+$/.test(value))
    throw refused(`Failed to parse number '${value}' in $convert with no onError value`)
  if (typeof value !== 'string' && !isNumber(value)) throw cannot(value, 'int')
  const n = Math.trunc(typeof value === 'string' ? Number(value) : asNumber(value, '$convert'))
  if (!(n >= -INT_END && n < INT_END)) throw refused('Conversion would overflow target type in $convert')
  return n || 0
}

function toText(value: unknown): string {
  if (typeof value === 'string') return value
  if (isNumber(value)) return numberText(value, '$toString')
  if (typeof value === 'boolean') return String(value)
  if (isDate(value)) return value.toISOString()
  if (value instanceof ObjectId) return value.toHexString()
  throw cannot(value, 'string')
}

function convertTo(to: unknown, value: unknown): unknown {
  if (to === 'int' || to === 16) return toInt(value)
  if (to === 'string' || to === 2) return toText(value)
  throw typeTest(to) ? notEmulated(`$convert to ${String(to)}`) : refused(`Unknown type name: ${String(to)}`)
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

const to = (name: string, convert: (value: unknown) => unknown): Operator =>
  unary(name, value => (isNothing(value) ? null : convert(value)))

export const conversions: Operators = {
  $convert: convert,
  $toInt: to('$toInt', toInt),
  $toString: to('$toString', toText),
  $type: unary('$type', typeName),
}
