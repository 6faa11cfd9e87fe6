import { HOUR_MS, later } from '../../shared/time/calendar'
import type { Patch } from '../../shared/store/repository'
import { boardOf } from './due'
import type { Repair } from '../schema'

// A finished job waits for the resident's word; after the hours of the community, silence counts as acceptance (REQ-8).

/** The resident hears this long before that silence will count. */
export const ANNOUNCE_MS = 24 * HOUR_MS

/** Finished: the resident's time to answer runs. With a day or less, the message of completion is the announcement. */
export function closing(now: Date, acceptanceHours: number) {
  const lapseAt = later(now, acceptanceHours * HOUR_MS)
  return {
    finishedAt: now,
    board: boardOf(now),
    lapseAt,
    dueAt: lapseAt,
    isLapseAnnounced: acceptanceHours * HOUR_MS <= ANNOUNCE_MS,
  } satisfies Patch<Repair>
}

/** The resident has answered, or time has: nobody has to act any more. */
const ANSWERED = { lapseAt: null, dueAt: null } satisfies Patch<Repair>

/** Accepted by somebody of the household; whoever only accepts signs; a rating accepts too, without one. */
export const acceptedBy = (by: string, at: Date, signature: string | null) =>
  ({ confirmation: { by, at, signature, isByLapse: false }, ...ANSWERED }) satisfies Patch<Repair>

export const acceptedBySilence = (at: Date) =>
  ({
    confirmation: { by: '系统', at, signature: null, isByLapse: true },
    ...ANSWERED,
  }) satisfies Patch<Repair>
