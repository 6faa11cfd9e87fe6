import { staffIn, type Caller } from '../../shared/call/caller'
import { command, db } from '../../shared/cloud'
import { AppError, notFound } from '../../shared/call/errors'
import { encodeCursor, newerThan, olderThan, pageOf } from '../../shared/store/paging'
import { Resident } from '../../shared/people/people'
import { definite, repository } from '../../shared/store/repository'

const residents = repository('residents', Resident)
export const { get: getResident, add: addResident, save: saveResident } = residents

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
  staffIn(caller, resident.communityId, 'account.review')
  return resident
}

/**
 * An application that this person may decide: nobody lets himself into a home, whatever his position.
 * @throws FORBIDDEN for his own, NOT_FOUND as `seeApplication`
 */
export async function seeToDecide(caller: Caller, id: string): Promise<Resident> {
  const application = await seeApplication(caller, id)
  if (application.personId === caller.personId)
    throw new AppError('FORBIDDEN', '这是您自己的申请，要由同事核对')
  return application
}

/** The application and everybody else tied to the room, in one trip. @throws NOT_FOUND as `seeApplication` */
export async function seeHousehold(
  caller: Caller,
  id: string,
): Promise<{ application: Resident; others: Resident[] }> {
  const { data } = await db
    .collection('residents')
    .where(definite({ 'room.roomId': roomOf(id), status: command.in(['pending', 'approved', 'refused']) }))
    .limit(MAX_HOUSEHOLD)
    .get()
  const household = data.map(row => Resident.parse(row))
  const application = household.find(resident => resident._id === id)
  if (!application) throw notFound('份申请')
  staffIn(caller, application.communityId, 'account.review')
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
  const [direction, beyond] =
    status === 'pending' ? (['asc', newerThan] as const) : (['desc', olderThan] as const)
  const { data } = await db
    .collection('residents')
    .where(beyond(command.and([definite({ communityId, status }), search]), 'submittedAt', cursor))
    .orderBy('submittedAt', direction)
    .orderBy('_id', direction)
    .limit(REVIEWS_PER_PAGE + 1)
    .get()
  const rows = data.map(row => Resident.parse(row))
  return pageOf(rows, REVIEWS_PER_PAGE, row => encodeCursor(row.submittedAt, row._id))
}
