import { CloudError, notEmulated, refused } from '../../../errors'
import { isNothing, typeName } from '../../../values/types'
import { named, type Compiled, type Operator } from '../operands'
import { instantOf, timezoneOf, UTC, type Timezone } from '../timezone'

/** What `onError` is for; all other errors end the call. */
class Unreadable extends CloudError {
  constructor(text: string, why: string) {
    super('DATABASE_REQUEST_FAILED', `[FailedOperation] Error parsing date string '${text}'; ${why}`)
  }
}

type Fields = Record<string, string | undefined>

const TIME = String.raw`(?<H>\d\d):(?<M>\d\d)(:(?<S>\d\d)([.](?<L>\d{1,6}))?)?`
const ISO = new RegExp(
  String.raw`^(?<Y>\d{4})-(?<m>\d\d)-(?<d>\d\d)([T ]${TIME}(?<z>Z|[+-]\d\d(:?\d\d)?)?)?$`,
)

const SPECIFIERS: Record<string, string> = {
  Y: String.raw`(?<Y>\d{4})`,
  m: String.raw`(?<m>\d\d)`,
  d: String.raw`(?<d>\d\d)`,
  H: String.raw`(?<H>\d\d)`,
  M: String.raw`(?<M>\d\d)`,
  S: String.raw`(?<S>\d\d)`,
  L: String.raw`(?<L>\d{3})`,
  z: String.raw`(?<z>Z|[+-]\d\d(:?\d\d)?)`,
  '%': '%',
}

function readFormat(format: unknown): RegExp {
  if (typeof format !== 'string')
    throw refused(`$dateFromString requires that 'format' be a string, found: ${typeName(format)}`)
  const parts = format.split(/(%[^]?)/).map(part => {
    if (!part.startsWith('%')) return part.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')
    const letter = part.slice(1)
    if (!letter) throw refused("Unmatched '%' at end of format string")
    if (/^[jZbBGVu]$/.test(letter)) throw notEmulated(`%${letter} in a format of $dateFromString`)
    if (!Object.hasOwn(SPECIFIERS, letter))
      throw refused(`Invalid format character '%${letter}' in format string`)
    return SPECIFIERS[letter]
  })
  try {
    return new RegExp(`^${parts.join('')}$`)
  } catch {
    throw notEmulated('a format with the same part twice')
  }
}

function midnightOf(text: string, { Y, m, d }: Fields): number {
  if (!Y || !m || !d) throw notEmulated('a $dateFromString of parts of a date')
  const midnight = new Date(0).setUTCFullYear(Number(Y), Number(m) - 1, Number(d))
  const isReal = new Date(midnight).toISOString().slice(0, 10) === `${Y}-${m}-${d}`
  if (!isReal) throw new Unreadable(text, 'The parsed date was invalid')
  return midnight
}

/** A zone in the text and a timezone beside it exclude each other. */
function zoneOf(text: string, written: string | undefined, zone: Timezone): Timezone {
  if (!written) return zone
  if (zone !== UTC)
    throw new Unreadable(text, 'you cannot pass in a date/time string with time zone information together')
  return written === 'Z' ? UTC : timezoneOf(written)
}

function assemble(text: string, fields: Fields, zone: Timezone): Date {
  const [hours, minutes, seconds] = ['H', 'M', 'S'].map(name => Number(fields[name] ?? 0)) as [
    number,
    number,
    number,
  ]
  if (hours === 24 || seconds === 60) throw notEmulated(`the time in '${text}'`)
  if (hours > 24 || minutes > 59 || seconds > 60) throw new Unreadable(text, 'Unexpected character')
  const ms = Number((fields.L ?? '').slice(0, 3).padEnd(3, '0'))
  const wall = midnightOf(text, fields) + ((hours * 60 + minutes) * 60 + seconds) * 1000 + ms
  return new Date(instantOf(wall, zoneOf(text, fields.z, zone)))
}

/** A text of ISO form; of all other forms that the real service reads, none is. */
function parseDate(text: string, zone = UTC): Date {
  const fields = ISO.exec(text)?.groups
  if (fields) return assemble(text, fields, zone)
  if (/\d/.test(text)) throw notEmulated(`$dateFromString of '${text}'`)
  throw new Unreadable(text, 'it is no date')
}

const LONGEST = 200

function parseAs(text: string, pattern: RegExp, zone: Timezone): Date {
  if (text.length > LONGEST) throw new Unreadable(text.slice(0, LONGEST), 'it is no date')
  const fields = pattern.exec(text)?.groups
  if (fields) return assemble(text, fields, zone)
  // numbers may have fewer digits than they should have, nobody says how few
  const loose = new RegExp(pattern.source.replace(/\\d\{\d\}|\\d\\d/g, String.raw`\s*\d+`))
  if (loose.test(text)) throw notEmulated(`$dateFromString of '${text}', with fewer digits than its format`)
  throw new Unreadable(text, 'it is not of that format')
}

export const dateFromString: Operator = (operand, compile) => {
  const options = named('$dateFromString', operand, 'dateString format? timezone? onError? onNull?')
  const of = (name: string): Compiled | undefined => (name in options ? compile(options[name]) : undefined)
  const [format, timezone, onError, onNull] = ['format', 'timezone', 'onError', 'onNull'].map(of)
  const date = compile(options.dateString)
  return scope => {
    const [text, form, place] = [date(scope), format?.(scope), timezone?.(scope)]
    const pattern = isNothing(form) ? undefined : readFormat(form)
    const zone = isNothing(place) || /^(UTC|GMT)$/.test(String(place)) ? UTC : timezoneOf(place)
    if (isNothing(text)) return onNull ? onNull(scope) : null
    try {
      if (typeof text !== 'string') throw new Unreadable(String(text), `it is a ${typeName(text)}`)
      if ((format && !pattern) || (timezone && isNothing(place))) return null
      return pattern ? parseAs(text, pattern, zone) : parseDate(text, zone)
    } catch (error) {
      if (onError && error instanceof Unreadable) return onError(scope)
      throw error
    }
  }
}
