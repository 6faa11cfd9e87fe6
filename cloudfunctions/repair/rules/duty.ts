import { HOUR_MS, later, timeOf, weekdayOf } from '../../shared/time/calendar'
import type { Staff } from '../../shared/people/people'

/**
 * Is somebody on duty at this instant, by Beijing's wall clock? `from` counts, `to` does not; a shift that passes
 * midnight (20:00–08:00) belongs to the weekday it began on.
 */
export function isOnDuty(duty: Staff['duty'], now: Date): boolean {
  const time = timeOf(now)
  const isToday = duty.weekdays.includes(weekdayOf(now))
  if (duty.from < duty.to) return isToday && duty.from <= time && time < duty.to
  const wasYesterday = duty.weekdays.includes(weekdayOf(later(now, -24 * HOUR_MS)))
  return (isToday && time >= duty.from) || (wasYesterday && time < duty.to)
}
