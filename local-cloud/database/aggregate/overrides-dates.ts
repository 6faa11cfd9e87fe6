import { evalExpr } from 'mingo/core'
import * as mingo from 'mingo/operators/expression'
import type { Any, AnyObject, Options } from 'mingo/types'
import { isDoc } from '../../values/types'

type Expression = (doc: AnyObject, operand: Any, options: Options) => unknown

/** 0 to 53: weeks begin on Sundays, the days before the first Sunday are week 0. mingo counts one too many. */
const week: Expression = (doc, operand, options) => {
  const dayOfYear = mingo.$dayOfYear(doc, operand, options) as number | null
  const dayOfWeek = mingo.$dayOfWeek(doc, operand, options) as number | null
  if (dayOfYear === null || dayOfWeek === null) return null
  return Math.floor((dayOfYear + 7 - dayOfWeek) / 7)
}

const twoDigits = (n: unknown) => String(n).padStart(2, '0')

/** Each specifier by itself: mingo replaces them one after the other in one text, and knows neither %G nor %% at the end. */
const dateToString: Expression = (doc, operand, options) => {
  const { date, format, timezone, onNull = null } = evalExpr(doc, operand, options) as Record<string, Any>
  if (date === null || date === undefined) return onNull
  const given = { date, ...(timezone !== undefined && { timezone }) }
  if (typeof format !== 'string') return mingo.$dateToString(doc, given as Any, options)
  const text = (specifier: string) => {
    if (specifier === '%%') return '%'
    if (specifier === '%G') return String(mingo.$isoWeekYear(doc, given as Any, options))
    if (specifier === '%U') return twoDigits(week(doc, given as Any, options))
    return String(mingo.$dateToString(doc, { ...given, format: specifier } as Any, options))
  }
  return format
    .split(/(%.)/)
    .map(part => (/^%./.test(part) ? text(part) : part))
    .join('')
}

/** mingo shifts the date that it is given; it may shift a copy. */
const onCopy =
  (expression: Expression): Expression =>
  (doc, operand, options) => {
    const value = evalExpr(doc, operand, options)
    const copy = isDoc(value) && value.date instanceof Date ? { ...value, date: new Date(value.date) } : value
    return expression(doc, copy as Any, options)
  }

export const dateOverrides: Record<string, Expression> = {
  $week: week,
  $dateToString: onCopy(dateToString),
}
