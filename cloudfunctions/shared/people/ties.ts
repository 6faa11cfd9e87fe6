import { addDays, dateOf, instantAt } from '../time/calendar'
import type { Resident } from './people'

// When a tie to a home counts. Pure.

type Tie = Pick<Resident, 'status' | 'endsOn' | 'endedAt'>

/** Approved, and the last day of a lease is not over in Beijing. */
export const isRunning = ({ status, endsOn }: Pick<Tie, 'status' | 'endsOn'>, now: Date): boolean =>
  status === 'approved' && (endsOn === null || dateOf(now) <= endsOn)

/** Since when a tie that once counted has not; null while it counts, and for one that never did. */
export function overSince(tie: Tie, now: Date): Date | null {
  if (isRunning(tie, now)) return null
  if (tie.status === 'approved' && tie.endsOn !== null) return instantAt(addDays(tie.endsOn, 1))
  return tie.endedAt
}
