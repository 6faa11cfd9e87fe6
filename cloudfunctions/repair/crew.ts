import * as z from 'zod'
import { command, db } from '../shared/cloud'
import { Staff } from '../shared/people'
import { OPEN_BOARD } from './due'
import type { Crew } from './place'

/** Technicians of one community; also the limit of the query and of the list of ids. */
const MAX_CREW = 100

const Load = z.object({ _id: z.string(), load: z.int() })

async function loadsOf(staffIds: string[]): Promise<Map<string, number>> {
  if (!staffIds.length) return new Map()
  const { list } = await db
    .collection('repairs')
    .aggregate()
    .match({ assigneeId: command.in(staffIds), board: OPEN_BOARD })
    .group({ _id: '$assigneeId', load: command.aggregate.sum(1) })
    .limit(MAX_CREW)
    .end()
  return new Map(list.map(row => Load.parse(row)).map(({ _id, load }) => [_id, load]))
}

/** Two trips. A technician of several communities carries the orders of all of them. */
export async function loadCrew(communityId: string): Promise<Crew> {
  const { data } = await db
    .collection('staff')
    .where({ communityIds: communityId, isActive: true, roles: 'technician' })
    .limit(MAX_CREW)
    .get()
  const crew = data.map(row => Staff.parse(row))
  const loads = await loadsOf(crew.map(staff => staff._id))
  return crew.map(staff => ({ staff, load: loads.get(staff._id) ?? 0 }))
}
