import { notEmulated, refused } from '../../../errors'
import { isDoc, isNothing, isNumber, typeName, type Doc } from '../../../values/types'
import { asNumber, ofNamed, type Operator } from '../operands'
import { instantOf, timezoneOf } from '../timezone'
import { dateAt } from './arithmetic'

const DAY = 86_400_000
const CALENDAR = 'year month? day? hour? minute? second? millisecond? timezone?'
const ISO = 'isoWeekYear isoWeek? isoDayOfWeek? hour? minute? second? millisecond? timezone?'
const LIMIT = 0x7fff

function part(name: string, value: unknown): number {
  const number = isNumber(value) ? asNumber(value, name) : NaN
  if (!Number.isInteger(number))
    throw refused(`'${name}' must evaluate to an integer, found ${typeName(value)}: ${JSON.stringify(value)}`)
  const isYear = /year/i.test(name)
  if (number === 0 && isYear) throw notEmulated('the year 0 in $dateFromParts')
  if (isYear ? number < 1 || number > 9999 : Math.abs(number) > LIMIT)
    throw refused(`'${name}' must evaluate to an integer in its range, found ${number}`)
  return number
}

/** Midnight of a day, as if it were UTC; months and days beyond the end go on into the next. */
function midnight(year: number, month: number, day: number): number {
  return new Date(0).setUTCFullYear(year, month - 1, day)
}

/** Week 1 is the one with January 4th. */
function isoMidnight(year: number, week: number, dayOfWeek: number): number {
  const fourth = midnight(year, 1, 4)
  const monday = fourth - ((new Date(fourth).getUTCDay() || 7) - 1) * DAY
  return monday + ((week - 1) * 7 + dayOfWeek - 1) * DAY
}

function compose(values: Doc): Date | null {
  if (Object.values(values).some(isNothing)) return null
  const { timezone = '+00', ...parts } = values
  const of = (name: string, otherwise: number) =>
    Object.hasOwn(parts, name) ? part(name, parts[name]) : otherwise
  const day =
    'year' in parts
      ? midnight(of('year', 1970), of('month', 1), of('day', 1))
      : isoMidnight(of('isoWeekYear', 1970), of('isoWeek', 1), of('isoDayOfWeek', 1))
  const seconds = (of('hour', 0) * 60 + of('minute', 0)) * 60 + of('second', 0)
  return dateAt(instantOf(day + seconds * 1000 + of('millisecond', 0), timezoneOf(timezone)))
}

/** A year with month and day, or an ISO year with week and day of the week; and the time of the day. */
export const dateFromParts: Operator = (operand, compile) => {
  const isIso = isDoc(operand) && 'isoWeekYear' in operand
  return ofNamed('$dateFromParts', isIso ? ISO : CALENDAR, compose)(operand, compile)
}
