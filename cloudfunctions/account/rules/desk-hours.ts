import type { Community } from '../../shared/people/people'
import { HOUR_MS, later, MINUTE_MS } from '../../shared/time/calendar'
import { addWorking, daily, isOpen } from '../../shared/time/hours'

type Hours = Pick<Community['desk'], 'from' | 'to'>

/** An application is answered within so many hours of desk time (design 13e: a time, never 尽快). */
const REVIEW_HOURS = 3

/** Every day, holidays too. A desk that never closes says 00:00–24:00. */
export const isDeskOpen = ({ from, to }: Hours, now: Date): boolean => isOpen(daily(from, to), now)

/**
 * The instant by which an application that came at `submittedAt` is decided: three hours in which the desk is open,
 * carried over the night when the day is too short. A desk without sensible hours counts as always open.
 */
export const reviewDueAt = (submittedAt: Date, { from, to }: Hours): Date =>
  addWorking(daily(from, to), submittedAt, (REVIEW_HOURS * HOUR_MS) / MINUTE_MS) ??
  later(submittedAt, REVIEW_HOURS * HOUR_MS)
