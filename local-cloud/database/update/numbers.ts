import { Decimal128, Long } from 'bson'
import { refusedWrite } from '../../errors'
import { compare } from '../../values/encode'
import { isNumber } from '../../values/types'
import { hasPlace, readPlace, writePlace, type Place } from './path'

type Arithmetic = (old: number, operand: number) => number

const unsupported = (v: unknown) => v instanceof Decimal128 || v instanceof Long

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
    writePlace(place, apply(Number(old), Number(operand)))
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
  const old = readPlace(place) ?? 0
  if (!Number.isInteger(old))
    throw refusedWrite(`Cannot apply $bit to a value of non-integral type: ${place.key}`)
  const steps = Object.entries((operand ?? {}) as Record<string, number>)
  const result = steps.reduce((value, [name, n]) => {
    const apply = BITWISE[name]
    if (!apply || !Number.isInteger(n))
      throw refusedWrite(`The $bit modifier only supports 'and', 'or', and 'xor'`)
    return apply(value, n)
  }, old as number)
  writePlace(place, result)
}
