import { notEmulated, refused } from '../../../errors'
import { isNothing, typeName } from '../../../values/types'
import { named, type Operator } from '../operands'
import { timezoneOf } from '../timezone'
import { instant, PARTS } from './date-parts'

const DEFAULT_FORMAT = '%Y-%m-%dT%H:%M:%S.%LZ'

type Specifier = (local: Date, offsetMinutes: number) => string

const digits =
  (part: (local: Date) => number, width: number): Specifier =>
  local =>
    String(part(local)).padStart(width, '0')

const yearOf =
  (part: (local: Date) => number): Specifier =>
  (local, offset) => {
    if (part(local) < 0 || part(local) > 9999) throw refused('$dateToString is only defined on year 0-9999')
    return digits(part, 4)(local, offset)
  }

const offsetText: Specifier = (_, offset) => {
  const [hours, minutes] = [Math.floor(Math.abs(offset) / 60), Math.abs(offset) % 60]
  return `${offset < 0 ? '-' : '+'}${String(hours).padStart(2, '0')}${String(minutes).padStart(2, '0')}`
}

const SPECIFIERS: Record<string, Specifier> = {
  d: digits(PARTS.dayOfMonth, 2),
  G: yearOf(PARTS.isoWeekYear),
  H: digits(PARTS.hour, 2),
  j: digits(PARTS.dayOfYear, 3),
  L: digits(PARTS.millisecond, 3),
  m: digits(PARTS.month, 2),
  M: digits(PARTS.minute, 2),
  S: digits(PARTS.second, 2),
  u: digits(PARTS.isoDayOfWeek, 1),
  U: digits(PARTS.week, 2),
  V: digits(PARTS.isoWeek, 2),
  w: digits(PARTS.dayOfWeek, 1),
  Y: yearOf(PARTS.year),
  z: offsetText,
  Z: (_, offset) => String(offset),
  '%': () => '%',
}
const OF_NEWER_VERSIONS = /^[bBFT]$/

function specifier(letter: string): Specifier {
  if (!letter) throw refused("Unmatched '%' at end of format string")
  if (OF_NEWER_VERSIONS.test(letter)) throw notEmulated(`%${letter} in a format of a date`)
  if (!Object.hasOwn(SPECIFIERS, letter))
    throw refused(`Invalid format character '%${letter}' in format string`)
  return SPECIFIERS[letter]!
}

/** Each specifier by itself, so that what one prints is never read again. */
function readFormat(format: unknown): (local: Date, offset: number) => string {
  if (typeof format !== 'string')
    throw refused(`$dateToString requires that 'format' be a string, found: ${typeName(format)}`)
  const parts = format
    .split(/(%[^]?)/)
    .map(part => (part.startsWith('%') ? specifier(part.slice(1)) : () => part))
  return (local, offset) => parts.map(part => part(local, offset)).join('')
}

export const dateToString: Operator = (operand, compile) => {
  const options = named('$dateToString', operand, 'date format? timezone? onNull?')
  const { format = DEFAULT_FORMAT, timezone = '+00', onNull = null } = options
  const [date, text] = [compile(options.date), compile(format)]
  const [zone, atNull] = [compile(timezone), compile(onNull)]
  if (typeof format === 'string' && !format.startsWith('$')) readFormat(format)
  return scope => {
    const [value, wanted, place] = [date(scope), text(scope), zone(scope)]
    const print = isNothing(wanted) ? undefined : readFormat(wanted)
    const where = isNothing(place) ? undefined : timezoneOf(place)
    if (isNothing(value)) return atNull(scope)
    if (!where || !print) return null
    const ms = instant(value)
    const offset = where.offsetAt(ms)
    return print(new Date(ms + offset), Math.trunc(offset / 60_000))
  }
}
