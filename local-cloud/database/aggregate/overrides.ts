import { evalExpr } from 'mingo/core'
import type { Any, Options } from 'mingo/types'
import { refused } from '../../errors'
import { compare, equal } from '../../values/encode'
import { dateOverrides } from './overrides-dates'
import { textOverrides } from './overrides-texts'

type Expression = (doc: Any, operand: Any, options: Options) => unknown

/** Values of different types compare in BSON's order, which mingo does not know; missing is less than null. */
const comparing =
  (result: (order: number) => unknown): Expression =>
  (doc, operand, options) => {
    const [a, b] = pair(doc, operand, options)
    return result(compareWithMissing(a, b))
  }

function pair(doc: Any, operand: Any, options: Options): [unknown, unknown] {
  if (!Array.isArray(operand) || operand.length !== 2) throw refused('a comparison takes exactly 2 arguments')
  return evalExpr(doc, operand, options) as [unknown, unknown]
}

function compareWithMissing(a: unknown, b: unknown): number {
  if (a === undefined || b === undefined) return Number(b === undefined) - Number(a === undefined)
  return Math.sign(compare(a, b))
}

const includes: Expression = (doc, operand, options) => {
  const [value, list] = pair(doc, operand, options)
  if (!Array.isArray(list)) throw refused('$in requires an array as a second argument')
  return list.some(item => equal(item, value))
}

export const overrides: Record<string, Expression> = {
  $cmp: comparing(order => order),
  $eq: comparing(order => order === 0),
  $ne: comparing(order => order !== 0),
  $gt: comparing(order => order > 0),
  $gte: comparing(order => order >= 0),
  $lt: comparing(order => order < 0),
  $lte: comparing(order => order <= 0),
  $in: includes,
  ...dateOverrides,
  ...textOverrides,
}
