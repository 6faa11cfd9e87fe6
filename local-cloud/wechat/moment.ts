// Dates and times as the fields `date` and `time` of a template may have them.

const TIME = /^([01]?\d|2[0-3]):[0-5]\d(:[0-5]\d)?$/

// year, month and day, or two of them; with signs, the same one throughout
const DATES = [
  /^(?:(?<year>\d{4})年)(?<month>\d{1,2})月(?:(?<day>\d{1,2})日)?/,
  /^(?<month>\d{1,2})月(?<day>\d{1,2})日/,
  /^(?<year>\d{4})(?<sign>[-/.])(?<month>\d{1,2})(?:\k<sign>(?<day>\d{1,2}))?/,
  /^(?<month>\d{1,2})[-/.](?<day>\d{1,2})/,
]

/** Without a year, the 29th of February may be meant. */
const LEAP_YEAR = '2000'

function isRealDate({ year = LEAP_YEAR, month, day = '1' }: Record<string, string>): boolean {
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)))
  return date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day)
}

function isMoment(text: string, isDateNeeded: boolean): boolean {
  const found = DATES.map(pattern => pattern.exec(text)).find(match => match !== null)
  if (!found) return !isDateNeeded && TIME.test(text)
  const time = text.slice(found[0].length).trim()
  return isRealDate(found.groups!) && (time === '' || TIME.test(time))
}

/** A date, a time or both; or two of them with `~` between. A date field must begin with a date. */
export function isMoments(text: string, isDateNeeded: boolean): boolean {
  const [first = '', second, ...others] = text.split('~').map(part => part.trim())
  if (others.length || !isMoment(first, isDateNeeded)) return false
  return second === undefined || isMoment(second, false)
}
