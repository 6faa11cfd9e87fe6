import { Decimal128, Long } from 'bson'
import { notEmulated, refusedWrite } from '../../errors'
import { compare } from '../../values/encode'
import { isDoc, isInt32, isNumber } from '../../values/types'
import { hasPlace, readPlace, writePlace, type Place } from './path'

type Arithmetic = (old: number, operand: number) => number

const unsupported = (v: unknown) => v instanceof Decimal128 || v instanceof Long

/** Whole numbers of 64 bits stay exact in the database; here they would not. */
function kept(result: number, operands: unknown[]): number {
  if (!operands.every(Number.isSafeInteger) || Number.isSafeInteger(result)) return result
  throw notEmulated(`the whole number ${result}, which JavaScript cannot hold,`)
}

function arithmetic(name: string, ifMissing: (operand: number) => number, apply: Arithmetic) {
  return (place: Place, operand: unknown) => {
    if (!isNumber(operand))
      throw refusedWrite(`Cannot ${name} with non-numeric argument: ${JSON.stringify(operand)}`)
    const old = readPlace(place)
    if (unsupported(old) || unsupported(operand)) throw refusedWrite(`${name} of 64-bit and decimal types`)
    if (old === undefined) return writePlace(place, ifMissing(Number(operand)))
    if (!isNumber(old))
      throw refusedWrite(
        `Cannot apply $${name} to a value of non-numeric type: ${place.key} is ${JSON.stringify(old)}`,
      )
    writePlace(place, kept(apply(Number(old), Number(operand)), [old, operand]))
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

const keepIf = (isBetter: (order: number) => boolean) => (place: Place, operand: unknown) => {
  if (!hasPlace(place) || isBetter(compare(operand, readPlace(place)))) writePlace(place, operand)
}

export const min = keepIf(order => order < 0)
export const max = keepIf(order => order > 0)

const BITWISE: Record<string, Arithmetic> = {
  and: (a, b) => a & b,
  or: (a, b) => a | b,
  xor: (a, b) => a ^ b,
}

export function bit(place: Place, operand: unknown): void {
  const old = hasPlace(place) ? readPlace(place) : 0
  if (!Number.isInteger(old))
    throw refusedWrite(`Cannot apply $bit to a value of non-integral type: ${place.key}`)
  const steps = isDoc(operand) ? Object.entries(operand) : []
  if (!steps.length)
    throw refusedWrite('You must pass in an embedded document: {$bit: {field: {and/or/xor: #}}')
  const result = steps.reduce((value, [name, n]) => {
    if (!Object.hasOwn(BITWISE, name) || !Number.isInteger(n))
      throw refusedWrite(`The $bit modifier only supports 'and', 'or', and 'xor'`)
    if (!isInt32(value) || !isInt32(n)) throw notEmulated('$bit of 64-bit numbers')
    return BITWISE[name]!(value, n as number)
  }, old as number)
  writePlace(place, result)
}
