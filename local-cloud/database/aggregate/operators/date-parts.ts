import { ObjectId } from 'bson'
import { notEmulated, refused } from '../../../errors'
import { isDate, isDoc, isNothing, typeName } from '../../../values/types'
import { named, type Operator, type Operators } from '../operands'
import { timezoneOf } from '../timezone'

const DAY = 86_400_000

/** The part of a date whose UTC fields show the local time. */
type Part = (local: Date) => number

/** Milliseconds since 1970 of what is a date, or holds one. */
export function instant(value: unknown): number {
  if (isDate(value)) return value.getTime()
  if (value instanceof ObjectId) return value.getTimestamp().getTime()
  if (typeName(value) === 'timestamp') throw notEmulated('the date of a timestamp')
  throw refused(`can't convert from BSON type ${typeName(value)} to Date`)
}

/** `$d`, `['$d']` or `{date: '$d', timezone: 'Asia/Shanghai'}`; null where either is null. */
const ofDate =
  (name: string, part: Part): Operator =>
  (operand, compile) => {
    if (Array.isArray(operand) && operand.length !== 1)
      throw refused(`${name} accepts exactly one argument if given an array, but was given ${operand.length}`)
    const isNamed = isDoc(operand) && !Object.keys(operand).some(key => key.startsWith('$'))
    const options = isNamed ? named(name, operand, 'date timezone?') : undefined
    const date = compile(options ? options.date : Array.isArray(operand) ? operand[0] : operand)
    const timezone = options && 'timezone' in options ? compile(options.timezone) : undefined
    return scope => {
      const [value, zone] = [date(scope), timezone ? timezone(scope) : '+00']
      if (isNothing(value) || isNothing(zone)) return null
      const ms = instant(value)
      return part(new Date(ms + timezoneOf(zone).offsetAt(ms)))
    }
  }

const year: Part = d => d.getUTCFullYear()
const startOfDay = (d: Date) => Math.floor(d.getTime() / DAY) * DAY
/** Sunday is 1. */
const dayOfWeek: Part = d => d.getUTCDay() + 1
/** Monday is 1, Sunday is 7. */
const isoDayOfWeek: Part = d => d.getUTCDay() || 7
export const dayOfYear: Part = d => {
  const newYear = new Date(startOfDay(d))
  newYear.setUTCMonth(0, 1)
  return (startOfDay(d) - newYear.getTime()) / DAY + 1
}
/** Weeks begin on Sundays; the days before the first Sunday are week 0. */
const week: Part = d => Math.floor((dayOfYear(d) + 7 - dayOfWeek(d)) / 7)
/** An ISO week belongs to the year of its Thursday. */
const thursday = (d: Date) => new Date(startOfDay(d) + (4 - isoDayOfWeek(d)) * DAY)
const isoWeek: Part = d => Math.ceil(dayOfYear(thursday(d)) / 7)

export const PARTS = {
  year,
  month: d => d.getUTCMonth() + 1,
  dayOfMonth: d => d.getUTCDate(),
  hour: d => d.getUTCHours(),
  minute: d => d.getUTCMinutes(),
  second: d => d.getUTCSeconds(),
  millisecond: d => d.getUTCMilliseconds(),
  dayOfWeek,
  dayOfYear,
  week,
  isoDayOfWeek,
  isoWeek,
  isoWeekYear: d => year(thursday(d)),
} satisfies Record<string, Part>

export const dateParts: Operators = Object.fromEntries(
  Object.entries(PARTS).map(([name, part]) => [`$${name}`, ofDate(`$${name}`, part)]),
)
