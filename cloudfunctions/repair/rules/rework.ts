import { AppError } from '../../shared/call/errors'
import type { Guard } from '../../shared/flow/machine'
import type { Patch } from '../../shared/store/repository'
import { DAY_MS, later } from '../../shared/time/calendar'
import { assignBySystem, assignmentOf, memberOf, ranked, type Technicians } from './assigning'
import { OPEN_BOARD } from './due'
import { isLight } from './history-size'
import type { Kinds } from './steps'
import { NO_WORK } from './work'
import { REWORK_DAYS } from '../limits'
import type { Assignment, PastWork, Repair } from '../schema'

// The resident is not satisfied: the same order reopens with its history, for whoever did the job (REQ-9).

export const canRework: Guard<Kinds> = (order, asker) =>
  order.finishedAt && asker.now > later(order.finishedAt, REWORK_DAYS * DAY_MS)
    ? new AppError('WRONG_STATUS', `完工超过 ${REWORK_DAYS} 天，不能再返工。还有问题请重新报修`)
    : isLight(order, asker)

/** Whoever did the job gets it again, busy or not, as long as they still work here; else the system chooses. */
export function assignRework(order: Repair, technicians: Technicians, now: Date): Assignment | null {
  const staff = memberOf(technicians, order.assignment?.staffId)
  if (!staff) return assignBySystem({ ...order, handedBackBy: [] }, technicians, now)
  const candidates = ranked(order, technicians, now)
  return assignmentOf(staff, { by: '系统', reason: `返工，还由${staff.name}负责`, candidates, at: now })
}

/** Closes a round: what was done in it and said of it stays with the order. */
const roundOf = (order: Repair): PastWork => ({
  ...(order.work ?? NO_WORK),
  technician: order.assignment?.name ?? '',
  confirmation: order.confirmation,
  rating: order.rating,
})

/** Back among the open ones, one round further, with nothing of the round before but its record. */
export const reopened = (order: Repair) =>
  ({
    board: OPEN_BOARD,
    round: order.round + 1,
    pastWork: [...order.pastWork, roundOf(order)],
    finishedAt: null,
    lapseAt: null,
    isLapseAnnounced: false,
    confirmation: null,
    rating: null,
    work: null,
    handedBackBy: [],
  }) satisfies Patch<Repair>
