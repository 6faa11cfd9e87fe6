import { HOUR_MS } from '../../shared/time/calendar'
import type { Patch } from '../../shared/store/repository'
import { ANNOUNCE_MS, boardOf, lapseAtOf, OPEN_BOARD } from './due'
import type { Repair } from '../schema'

// How an order leaves the open ones and comes back. Pure.

/** Finished: the resident's time to answer runs. With a day or less, the message of completion is the announcement. */
export function closing(now: Date, acceptanceHours: number) {
  const lapseAt = lapseAtOf(now, acceptanceHours)
  return {
    finishedAt: now,
    board: boardOf(now),
    lapseAt,
    dueAt: lapseAt,
    isLapseAnnounced: acceptanceHours * HOUR_MS <= ANNOUNCE_MS,
  } satisfies Patch<Repair>
}

/** The resident has answered, or time has: nobody has to act any more. */
export const ANSWERED = { lapseAt: null, dueAt: null } satisfies Patch<Repair>

/** Back among the open ones, with nothing of the round before. */
export const REOPENED = {
  board: OPEN_BOARD,
  finishedAt: null,
  lapseAt: null,
  isLapseAnnounced: false,
  confirmation: null,
  rating: null,
  work: null,
  handedBackBy: [],
} satisfies Patch<Repair>
