import { later, MINUTE_MS } from '../../shared/time/calendar'
import type { Proposal, Repair, TimelineEntry } from '../schema'
import type * as z from 'zod'

// The answer to a call got lost, and the person taps again: the second call finds what the first has done. Pure.

const AGAIN_MINUTES = 10

const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b)

/** The same words and pictures of the same person, just now, with nothing in between. */
export function isSaidAlready({ timeline }: Repair, line: TimelineEntry): boolean {
  const last = timeline.at(-1)
  if (!last || later(last.at, AGAIN_MINUTES * MINUTE_MS) < line.at) return false
  const { at: _lastAt, ...before } = last
  const { at: _at, ...now } = line
  return isSame(Object.entries(before).sort(), Object.entries(now).sort())
}

/** The same wish of the same side still waits for its answer. */
export function isProposedAlready({ proposal }: Repair, wish: z.infer<typeof Proposal>): boolean {
  if (!proposal) return false
  const { by, reason, startAt, endAt } = proposal
  return isSame([by, reason, startAt, endAt], [wish.by, wish.reason, wish.startAt, wish.endAt])
}
