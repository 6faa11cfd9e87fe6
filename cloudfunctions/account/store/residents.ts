import type { Caller } from '../../shared/call/caller'
import { command } from '../../shared/cloud'
import { notFound } from '../../shared/call/errors'
import { residents } from '../../shared/people/collections'
import type { Resident } from '../../shared/people/people'
import { repository } from '../../shared/store/repository'
import { registrationSteps, sideOn } from '../rules/registration-steps'

const ties = repository(residents)
export const { get: getResident, add: addResident, save: saveResident, trySave: trySaveResident } = ties

export const REVIEWS_PER_PAGE = 20
/** People tied to one room; more nobody checks by eye. */
const MAX_HOUSEHOLD = 50

export const residentIdOf = (roomId: string, personId: string): string => `${roomId}:${personId}`

/** The id of a tie is the room's with the person's behind it. */
export const roomOf = (residentId: string) => residentId.slice(0, residentId.lastIndexOf(':'))

/** The row scope of a review: staff of that community. @throws NOT_FOUND for everybody else */
export async function seeApplication(caller: Caller, id: string): Promise<Resident> {
  const resident = await getResident(id)
  if (!resident) throw notFound('份申请')
  caller.staffIn(resident.communityId)
  return resident
}

/**
 * An application that this person may decide, and its status then.
 * @throws FORBIDDEN for their own, WRONG_STATUS when it is decided, NOT_FOUND as `seeApplication`
 */
export async function seeToDecide(
  caller: Caller,
  id: string,
  step: 'approve' | 'refuse',
): Promise<{ application: Resident; status: Resident['status'] }> {
  const application = await seeApplication(caller, id)
  const sides = [sideOn(application, caller.personId)]
  return { application, status: registrationSteps.decide(application, step, { sides }).status }
}

/** The application and everybody else tied to the room, in one trip. @throws NOT_FOUND as `seeApplication` */
export async function seeHousehold(
  caller: Caller,
  id: string,
): Promise<{ application: Resident; others: Resident[] }> {
  const filter = { 'room.roomId': roomOf(id), status: command.in(['pending', 'approved', 'refused']) }
  const household = await ties.list({ filter, order: [], limit: MAX_HOUSEHOLD })
  const application = household.find(resident => resident._id === id)
  if (!application) throw notFound('份申请')
  caller.staffIn(application.communityId)
  return { application, others: household.filter(resident => resident !== application) }
}

export interface ReviewQuery {
  communityId: string
  status: 'pending' | 'approved' | 'refused'
  /** what the search adds; {} for all, null for none */
  search: object | null
  cursor: string | undefined
}

/**
 * What waits is read in the order it came, which is also the order of the limits; what is decided, newest first. One
 * index serves both directions.
 */
export async function listApplications({ communityId, status, search, cursor }: ReviewQuery) {
  if (!search) return { rows: [], next: null }
  const order = ['submittedAt', status === 'pending' ? 'asc' : 'desc'] as const
  const filter = command.and([{ communityId, status }, search])
  return ties.page({ filter, order, size: REVIEWS_PER_PAGE, cursor })
}

/** Owners of a community who wait for a decision, in pages by id. */
export const listPendingOwners = (communityId: string, after: string, limit: number): Promise<Resident[]> =>
  ties.list({
    filter: { communityId, status: 'pending', relation: 'owner', _id: command.gt(after) },
    order: [['_id', 'asc']],
    limit,
  })
