import type { Staff } from '../../shared/people/people'
import { choose, rank, reasonOf, type Job, type Technician } from './choose-technician'
import type { Assignment, CandidateScore, Repair } from '../schema'

/** The active technicians of a community, each with the open orders in hand. */
export type Crew = readonly { staff: Staff; load: number }[]

type Placeable = Pick<Repair, 'category' | 'room'>

export const jobOf = (order: Placeable): Job => ({
  category: order.category,
  building: order.room.building,
})

export const ranked = (order: Placeable, crew: Crew, now: Date): CandidateScore[] =>
  rank(
    jobOf(order),
    crew.map(({ staff, load }): Technician => ({ ...staff, load })),
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

const memberOf = (crew: Crew, staffId: string | undefined): Staff | undefined =>
  crew.find(({ staff }) => staff._id === staffId)?.staff

/** The system's choice, never one of those who handed the order back; null when nobody is suitable (REQ-3). */
export function assignBySystem(
  order: Placeable & Pick<Repair, 'handedBackBy'>,
  crew: Crew,
  now: Date,
): Assignment | null {
  const candidates = ranked(order, crew, now)
  const best = choose(candidates, order.handedBackBy)
  const staff = best && memberOf(crew, best.staffId)
  if (!staff) return null
  return assignmentOf(staff, { by: '系统', reason: reasonOf(jobOf(order), best), candidates, at: now })
}

/** A rework goes to whoever did the job, busy or not, as long as he still works here; else the system chooses. */
export function assignRework(order: Repair, crew: Crew, now: Date): Assignment | null {
  const staff = memberOf(crew, order.assignment?.staffId)
  if (!staff) return assignBySystem({ ...order, handedBackBy: [] }, crew, now)
  const candidates = ranked(order, crew, now)
  return assignmentOf(staff, { by: '系统', reason: `返工，还由${staff.name}负责`, candidates, at: now })
}

/** The dispatcher's choice; undefined when that person is not a technician of this community. */
export function assignByHand(
  order: Placeable,
  crew: Crew,
  choice: { staffId: string; by: string; at: Date },
): Assignment | undefined {
  const staff = memberOf(crew, choice.staffId)
  if (!staff) return undefined
  const candidates = ranked(order, crew, choice.at)
  const score = candidates.find(each => each.staffId === staff._id)!
  return assignmentOf(staff, {
    by: choice.by,
    reason: `${choice.by}指派。${reasonOf(jobOf(order), score)}`,
    candidates,
    at: choice.at,
  })
}
