import { evalExpr } from 'mingo/core'
import * as mingo from 'mingo/operators/expression'
import type { Any, Options } from 'mingo/types'
import { refused } from '../../errors'

type Expression = (doc: Any, operand: Any, options: Options) => unknown

const isNothing = (value: unknown) => value === null || value === undefined

/** Position of a text in a text, counted in parts as `parts` makes them, not in UTF-16 units. */
const indexIn =
  (name: string, parts: (text: string) => string[]): Expression =>
  (doc, operand, options) => {
    const [text, part, start = 0, end] = evalExpr(doc, operand, options) as [
      unknown,
      unknown,
      number?,
      number?,
    ]
    if (isNothing(text)) return null
    if (typeof text !== 'string' || typeof part !== 'string') throw refused(`${name} requires strings`)
    const [all, wanted] = [parts(text).slice(0, end), parts(part)]
    for (let at = start; at + wanted.length <= all.length; at++)
      if (wanted.every((own, i) => all[at + i] === own)) return at
    return -1
  }

const characters = (text: string) => [...text]
const bytes = (text: string) => [...Buffer.from(text).toString('latin1')]

/** A count below zero, or beyond the end, means the rest. */
const substring: Expression = (doc, operand, options) => {
  const [value, start, count] = evalExpr(doc, operand, options) as [unknown, unknown, unknown]
  const isRight = Number.isInteger(start) && Number(start) >= 0 && Number.isInteger(count)
  if (!isRight) throw refused('$substrBytes needs a starting index, not negative, and a count')
  if (isNothing(value)) return ''
  const text = value instanceof Date ? value.toISOString() : String(value)
  const all = Buffer.from(text)
  const end = Number(count) < 0 ? all.length : Number(start) + Number(count)
  const part = all.subarray(Number(start), end)
  const result = part.toString()
  if (Buffer.compare(Buffer.from(result), part))
    throw refused('$substrBytes: Invalid range, in the middle of a UTF-8 character')
  return result
}

/** What is null or missing counts as the empty text. */
const emptyIfNothing =
  (expression: Expression): Expression =>
  (doc, operand, options) => {
    const value = evalExpr(doc, operand, options)
    const given = Array.isArray(value) && value.length === 1 ? (value[0] as unknown) : value
    return isNothing(given) ? '' : expression(doc, operand, options)
  }

/** Takes its one argument without a list too. */
const oneOrList =
  (expression: Expression): Expression =>
  (doc, operand, options) =>
    expression(doc, (Array.isArray(operand) ? operand : [operand]) as Any, options)

export const textOverrides: Record<string, Expression> = {
  $indexOfCP: indexIn('$indexOfCP', characters),
  $indexOfBytes: indexIn('$indexOfBytes', bytes),
  $substr: substring,
  $substrBytes: substring,
  $toLower: emptyIfNothing(mingo.$toLower as Expression),
  $toUpper: emptyIfNothing(mingo.$toUpper as Expression),
  $trunc: oneOrList(mingo.$trunc as Expression),
  $round: oneOrList(mingo.$round as Expression),
}
