import { addDays, dateOf, HOUR_MS, instantAt, later, timeOf } from '../../shared/time/calendar'
import type { Community } from '../../shared/people/people'

type Hours = Pick<Community['desk'], 'from' | 'to'>

/** An application is answered within so many hours of desk time (design 13e: a time, never 尽快). */
const REVIEW_HOURS = 3

/** `from` counts, `to` does not. A desk that never closes says 00:00–24:00. */
export function isDeskOpen({ from, to }: Hours, now: Date): boolean {
  const time = timeOf(now)
  return from <= time && time < to
}

/**
 * The instant by which an application that came at `submittedAt` is decided: three hours in which the desk is open,
 * carried over the night when the day is too short. A desk without sensible hours counts as always open.
 */
export function reviewDueAt(submittedAt: Date, { from, to }: Hours): Date {
  if (from >= to) return later(submittedAt, REVIEW_HOURS * HOUR_MS)
  let left = REVIEW_HOURS * HOUR_MS
  let date = dateOf(submittedAt)
  let start = submittedAt
  for (;;) {
    const opens = instantAt(date, from)
    const closes = instantAt(date, to)
    const begins = start > opens ? start : opens
    const available = Math.max(0, closes.getTime() - begins.getTime())
    if (available >= left) return later(begins, left)
    left -= available
    date = addDays(date, 1)
    start = instantAt(date)
  }
}
