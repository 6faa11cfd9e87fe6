import { command } from '../../shared/cloud'
import type { Resident, Staff } from '../../shared/people/people'
import type { Filter } from '../../shared/store/repository'
import { SKILL_FOR } from '../categories'
import { CATEGORIES, OPEN_STATUSES, type OwnerTab, type StaffTab, type Status } from '../limits'
import { OPEN_BOARD } from '../rules/due'
import { scopeOfHomes } from './household'
import type { List } from './lists'

// Which orders a tab shows: the row scope of lists. Each pair of filter and order is served by an index.

const OWNER_STATUSES: Record<Exclude<OwnerTab, 'all'>, readonly Status[]> = {
  open: OPEN_STATUSES,
  finished: ['finished'],
  confirmed: ['confirmed'],
  closed: ['rated', 'cancelled'],
}

export function ownerList(homes: readonly Resident[], tab: OwnerTab): List {
  const scope = scopeOfHomes(homes)
  if (tab === 'all') return { scope, order: 'createdAt' }
  return { scope: command.and([scope, { status: command.in(OWNER_STATUSES[tab]) }]), order: 'createdAt' }
}

/** Finished at some time, and not reopened since. */
const DONE = { finishedAt: command.gt(new Date(0)) }
const REWORK = { board: OPEN_BOARD, round: command.gt(1) }
/** Reads the index of the queue, which is sorted by time left. */
const QUEUE = { status: 'pending' }

export const deskScope = (communityId: string): Filter => ({ communityId })

export function deskList(communityId: string, tab: StaffTab): List {
  const scope = deskScope(communityId)
  const lists: Record<StaffTab, List> = {
    pending: { scope: { ...scope, ...QUEUE }, order: 'dueAt' },
    assigned: { scope: { ...scope, status: 'assigned' }, order: 'dueAt' },
    open: {
      scope: { ...scope, board: OPEN_BOARD, status: command.in(['assigned', 'accepted', 'working']) },
      order: 'dueAt',
    },
    rework: { scope: { ...scope, ...REWORK }, order: 'dueAt' },
    done: { scope: { ...scope, ...DONE }, order: 'finishedAt' },
  }
  return lists[tab]
}

/** Categories whose orders this technician may take from the queue. */
const categoriesOf = (staff: Staff) =>
  CATEGORIES.filter(category => staff.skills.includes(SKILL_FOR[category]))

export const technicianScope = (communityId: string, staff: Staff): Filter => ({
  communityId,
  assigneeId: staff._id,
})

export function technicianList(communityId: string, staff: Staff, tab: StaffTab): List {
  const scope = technicianScope(communityId, staff)
  const lists: Record<StaffTab, List> = {
    pending: {
      scope: { communityId, ...QUEUE, category: command.in(categoriesOf(staff)) },
      order: 'dueAt',
    },
    assigned: { scope: { ...scope, board: OPEN_BOARD, status: 'assigned' }, order: 'dueAt' },
    open: {
      scope: { ...scope, board: OPEN_BOARD, status: command.in(['accepted', 'working']) },
      order: 'dueAt',
    },
    rework: { scope: { ...scope, ...REWORK }, order: 'dueAt' },
    done: { scope: { ...scope, ...DONE }, order: 'finishedAt' },
  }
  return lists[tab]
}
