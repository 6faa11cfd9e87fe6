import type { Staff } from '../../shared/people/people'
import { choose, rank, reasonOf, type Job, type Technician } from './choose-technician'
import type { Assignment, CandidateScore, Repair } from '../schema'

/** The active technicians of a community, each with the number of open orders in hand. */
export type Technicians = readonly { staff: Staff; load: number }[]

type Assignable = Pick<Repair, 'category' | 'room'>

export const jobOf = (order: Assignable): Job => ({
  category: order.category,
  building: order.room.building,
})

export const ranked = (order: Assignable, technicians: Technicians, now: Date): CandidateScore[] =>
  rank(
    jobOf(order),
    technicians.map(({ staff, load }): Technician => ({ ...staff, load })),
    now,
  )

/** Why and by whom; `by` is 系统 or a name. */
export interface Ground {
  by: string
  reason: string
  candidates: CandidateScore[]
  at: Date
}

export function assignmentOf(staff: Staff, ground: Ground): Assignment {
  const { _id, personId, name, title, phone, skills } = staff
  return { staffId: _id, personId, name, title, phone, skills, ...ground }
}

export const memberOf = (technicians: Technicians, staffId: string | undefined): Staff | undefined =>
  technicians.find(({ staff }) => staff._id === staffId)?.staff

/** The system's choice, never one of those who handed the order back; null when nobody is suitable (REQ-3). */
export function assignBySystem(
  order: Assignable & Pick<Repair, 'handedBackBy'>,
  technicians: Technicians,
  now: Date,
): Assignment | null {
  const candidates = ranked(order, technicians, now)
  const best = choose(candidates, order.handedBackBy)
  const staff = best && memberOf(technicians, best.staffId)
  if (!staff) return null
  return assignmentOf(staff, { by: '系统', reason: reasonOf(jobOf(order), best), candidates, at: now })
}

/** The dispatcher's choice; undefined when that person is not a technician of this community. */
export function assignByHand(
  order: Assignable,
  technicians: Technicians,
  choice: { staffId: string; by: string; at: Date },
): Assignment | undefined {
  const staff = memberOf(technicians, choice.staffId)
  if (!staff) return undefined
  const candidates = ranked(order, technicians, choice.at)
  const score = candidates.find(each => each.staffId === staff._id)!
  return assignmentOf(staff, {
    by: choice.by,
    reason: `${choice.by}指派。${reasonOf(jobOf(order), score)}`,
    candidates,
    at: choice.at,
  })
}
