import { addDays, dateOf, DAY_MS, instantAt, later, MINUTE_MS, weekdayOf } from './calendar'
import type { HolidayCalendar } from './holidays'

// When somebody is there: opening hours, duty, and the time that counts inside them. Pure, by Beijing's wall clock.

/**
 * Hours of some weekdays (0 = Sunday). `from` counts, `to` does not. One that ends when it begins or before passes
 * midnight (20:00–08:00) and belongs to the day it began on. Anything but HH:mm up to 24:00 opens nothing.
 */
export interface Shift {
  from: string
  to: string
  weekdays: readonly number[]
}

/** A split day is several shifts. */
export interface Hours {
  shifts: readonly Shift[]
  /** null: open on holidays as on any day; else closed on them, and weekends worked for them are like a Monday */
  calendar: HolidayCalendar | null
}

export const EVERY_DAY = [0, 1, 2, 3, 4, 5, 6] as const

/** The same hours every day, holidays too. */
export const daily = (from: string, to: string): Hours => ({
  shifts: [{ from, to, weekdays: EVERY_DAY }],
  calendar: null,
})

const DAY_MINUTES = DAY_MS / MINUTE_MS
const MONDAY = 1
/** Closed longer than this is closed for good; the longest holiday is two weeks with its weekends. */
const MAX_CLOSED_DAYS = 60

/** Half open, in ms since 1970. */
interface Span {
  from: number
  to: number
}

const TIME = /^(?:[01]\d|2[0-3]):[0-5]\d$|^24:00$/
const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))

const passesMidnight = ({ from, to }: Shift): boolean => to <= from

/** The weekday whose shifts count on that day; null when there are none. */
function weekdayFor({ calendar }: Hours, date: string): number | null {
  const kind = calendar?.kindOf(date) ?? 'usual'
  if (kind === 'holiday') return null
  return kind === 'workday' ? MONDAY : weekdayOf(instantAt(date))
}

/** Minutes from midnight, of the shifts that begin on that day; past midnight counts on. */
function shiftsOn(hours: Hours, date: string): Span[] {
  const weekday = hours.shifts.length ? weekdayFor(hours, date) : null
  if (weekday === null) return []
  return hours.shifts
    .filter(({ from, to, weekdays }) => weekdays.includes(weekday) && TIME.test(from) && TIME.test(to))
    .map(shift => ({ from: minutesOf(shift.from), to: minutesOf(shift.to) }))
    .map(({ from, to }) => ({ from, to: to > from ? to : to + DAY_MINUTES }))
}

/** Sorted, without overlaps. */
function joined(spans: readonly Span[]): Span[] {
  const result: Span[] = []
  for (const { from, to } of [...spans].sort((a, b) => a.from - b.from)) {
    const last = result.at(-1)
    if (last && from <= last.to) last.to = Math.max(last.to, to)
    else result.push({ from, to })
  }
  return result
}

/** What is open between two midnights: of this day's shifts, and of yesterday's that pass midnight. */
function openOn(hours: Hours, date: string): Span[] {
  // nothing else is asked about yesterday, whose year may be unknown
  const overnight = { ...hours, shifts: hours.shifts.filter(passesMidnight) }
  const yesterday = shiftsOn(overnight, addDays(date, -1)).map(({ from, to }) => ({
    from: from - DAY_MINUTES,
    to: to - DAY_MINUTES,
  }))
  const midnight = instantAt(date).getTime()
  const within = [...yesterday, ...shiftsOn(hours, date)]
    .map(({ from, to }) => ({ from: Math.max(from, 0), to: Math.min(to, DAY_MINUTES) }))
    .filter(({ from, to }) => from < to)
    .map(({ from, to }) => ({ from: midnight + from * MINUTE_MS, to: midnight + to * MINUTE_MS }))
  return joined(within)
}

/** What is open from an instant on, day by day, until it stays closed for good; asks for no day after `until`. */
function* openFrom(hours: Hours, start: Date, until?: Date): Generator<Span> {
  const lastDate = until && dateOf(until)
  let date = dateOf(start)
  for (let closed = 0; closed <= MAX_CLOSED_DAYS && !(lastDate && date > lastDate); closed++) {
    const open = openOn(hours, date).filter(({ to }) => to > start.getTime())
    for (const { from, to } of open) yield { from: Math.max(from, start.getTime()), to }
    if (open.length) closed = 0
    date = addDays(date, 1)
  }
}

export const isOpen = (hours: Hours, at: Date): boolean =>
  openOn(hours, dateOf(at)).some(({ from, to }) => from <= at.getTime() && at.getTime() < to)

/** The first open instant at or after `at`; null when it never opens again. */
export function nextOpening(hours: Hours, at: Date): Date | null {
  for (const { from } of openFrom(hours, at)) return new Date(from)
  return null
}

/**
 * The instant by which so many open minutes have passed since `from`: a closing time rather than the next opening.
 * @returns null when it never opens long enough
 */
export function addWorking(hours: Hours, from: Date, minutes: number): Date | null {
  let left = minutes * MINUTE_MS
  if (left <= 0) return from
  for (const span of openFrom(hours, from)) {
    const available = span.to - span.from
    if (available >= left) return later(new Date(span.from), left)
    left -= available
  }
  return null
}

/** Open minutes from one instant to a later one, broken ones too; 0 when it is not later. */
export function workingBetween(hours: Hours, from: Date, until: Date): number {
  let open = 0
  for (const span of openFrom(hours, from, until)) {
    open += Math.max(0, Math.min(span.to, until.getTime()) - span.from)
  }
  return open / MINUTE_MS
}
