import { dateOf, HOUR_MS, later, MINUTE_MS } from '../../shared/time/calendar'
import { ACCEPT_MINUTES, VISIT_HOURS, type Status, type Urgency } from '../limits'
import type { Slot } from '../schema'

// Limits of the steps, as instants (REQ-5, REQ-8). The engine of REQ-14 will replace the constants, not the callers.

/** From arrival to the report of completion (design 18: 完工还剩 2:00:00). */
const FINISH_HOURS = 2

export const acceptDueAt = (urgency: Urgency, from: Date): Date =>
  later(from, ACCEPT_MINUTES[urgency] * MINUTE_MS)

/** End of the agreed slot; without one the promise of the form counts from the report. */
export const visitDueAt = (order: { appointment: Slot | null; urgency: Urgency; createdAt: Date }): Date =>
  order.appointment?.endAt ?? later(order.createdAt, VISIT_HOURS[order.urgency] * HOUR_MS)

export const finishDueAt = (arrivedAt: Date): Date => later(arrivedAt, FINISH_HOURS * HOUR_MS)

/** How long before its limit an open order is a warning, in minutes. */
const WARN_MINUTES: Partial<Record<Status, number>> = { pending: 15, assigned: 15, accepted: 30, working: 30 }

/** Nothing further from its limit than this is a warning, and no waiting order is further from its limit. */
export const WATCH_MS = Math.max(30, ...Object.values(ACCEPT_MINUTES)) * MINUTE_MS

export function isWarned({ status, dueAt }: { status: Status; dueAt: Date | null }, now: Date): boolean {
  const minutes = WARN_MINUTES[status]
  return minutes !== undefined && dueAt !== null && dueAt <= later(now, minutes * MINUTE_MS)
}

/** Value of `board` while somebody still has to work on the order. */
export const OPEN_BOARD = 'open'
export const boardOf = (closedAt: Date): string => dateOf(closedAt)
