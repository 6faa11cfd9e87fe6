import { Decimal128, Long } from 'bson'
import { notEmulated, refusedWrite } from '../../errors'
import { compare } from '../../values/encode'
import { isDoc, isInt32, isNumber } from '../../values/types'
import { checkValue } from '../storable'
import { hasPlace, readPlace, writePlace, type Place } from './path'

type Arithmetic = (old: number, operand: number) => number

function refuseUnsupported(name: string, value: unknown): void {
  if (value instanceof Decimal128 || value instanceof Long)
    throw notEmulated(`$${name} of 64-bit and decimal types`)
}

/** Whole numbers of 64 bits stay exact in the database; here they would not. */
function kept(result: number, operands: unknown[]): number {
  if (!operands.every(Number.isSafeInteger) || Number.isSafeInteger(result)) return result
  throw notEmulated(`the whole number ${result}, which JavaScript cannot hold,`)
}

const VERBS = { inc: 'increment', mul: 'multiply' }

function arithmetic(name: keyof typeof VERBS, ifMissing: (operand: number) => number, apply: Arithmetic) {
  return (operand: unknown, path: string) => {
    if (!isNumber(operand))
      throw refusedWrite(
        `Cannot ${VERBS[name]} with non-numeric argument: {${path}: ${JSON.stringify(operand)}}`,
      )
    refuseUnsupported(name, operand)
    return (place: Place) => {
      const old = readPlace(place)
      refuseUnsupported(name, old)
      if (old === undefined) return writePlace(place, ifMissing(Number(operand)))
      if (!isNumber(old))
        throw refusedWrite(
          `Cannot apply $${name} to a value of non-numeric type: ${place.key} is ${JSON.stringify(old)}`,
        )
      writePlace(place, kept(apply(Number(old), Number(operand)), [old, operand]))
    }
  }
}

export const inc = arithmetic(
  'inc',
  n => n,
  (old, n) => old + n,
)
export const mul = arithmetic(
  'mul',
  () => 0,
  (old, n) => old * n,
)

const keepIf = (isBetter: (order: number) => boolean) => (operand: unknown) => {
  checkValue(operand)
  return (place: Place) => {
    if (!hasPlace(place) || isBetter(compare(operand, readPlace(place)))) writePlace(place, operand)
  }
}

export const min = keepIf(order => order < 0)
export const max = keepIf(order => order > 0)

const BITWISE: Record<string, Arithmetic> = {
  and: (a, b) => a & b,
  or: (a, b) => a | b,
  xor: (a, b) => a ^ b,
}

const BIT_FORM = '{$bit: {field: {and/or/xor: #}}'

export function bit(operand: unknown) {
  if (!isDoc(operand))
    throw refusedWrite(
      `The $bit modifier is not compatible with a ${typeof operand}. You must pass in an embedded document: ${BIT_FORM}`,
    )
  const steps = Object.entries(operand).map(readStep)
  if (!steps.length)
    throw refusedWrite(`You must pass in at least one bitwise operation. The format is: ${BIT_FORM}`)
  return (place: Place) => {
    const old = hasPlace(place) ? readPlace(place) : 0
    if (!Number.isInteger(old))
      throw refusedWrite(`Cannot apply $bit to a value of non-integral type: ${place.key}`)
    if (!isInt32(old)) throw notEmulated('$bit of 64-bit numbers')
    writePlace(
      place,
      steps.reduce((value, step) => step(value), old as number),
    )
  }
}

function readStep([name, n]: [string, unknown]): (value: number) => number {
  const apply = Object.hasOwn(BITWISE, name) ? BITWISE[name] : undefined
  if (!apply)
    throw refusedWrite(
      `The $bit modifier only supports 'and', 'or', and 'xor', not '${name}' which is an unknown operator`,
    )
  if (!Number.isInteger(n))
    throw refusedWrite(
      `The $bit modifier field must be an Integer(32/64 bit): {${name}: ${JSON.stringify(n)}}`,
    )
  if (!isInt32(n)) throw notEmulated('$bit of 64-bit numbers')
  return value => apply(value, n as number)
}
