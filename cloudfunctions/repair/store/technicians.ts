import * as z from 'zod'
import type { Caller } from '../../shared/call/caller'
import { command, db } from '../../shared/cloud'
import { notFound } from '../../shared/call/errors'
import { Staff } from '../../shared/people/people'
import { OPEN_BOARD } from '../rules/due'
import type { Technicians } from '../rules/assigning'
import { sightOf, type Sight } from './orders'
import { Repair } from '../schema'

/** Technicians of one community; also the limit of the query and of the list of ids. */
const MAX_TECHNICIANS = 100

const Load = z.object({ _id: z.string(), load: z.int() })

async function loadsOf(staffIds: string[]): Promise<Map<string, number>> {
  if (!staffIds.length) return new Map()
  const { list } = await db
    .collection('repairs')
    .aggregate()
    .match({ assigneeId: command.in(staffIds), board: OPEN_BOARD })
    .group({ _id: '$assigneeId', load: command.aggregate.sum(1) })
    .limit(MAX_TECHNICIANS)
    .end()
  return new Map(list.map(row => Load.parse(row)).map(({ _id, load }) => [_id, load]))
}

/** A technician of several communities carries the orders of all of them. */
async function withLoads(members: readonly Staff[]): Promise<Technicians> {
  const loads = await loadsOf(members.map(staff => staff._id))
  return members.map(staff => ({ staff, load: loads.get(staff._id) ?? 0 }))
}

/** Two trips. */
export async function loadTechnicians(communityId: string): Promise<Technicians> {
  const { data } = await db
    .collection('staff')
    .where({ communityIds: communityId, isActive: true, roles: 'technician' })
    .limit(MAX_TECHNICIANS)
    .get()
  return withLoads(data.map(row => Staff.parse(row)))
}

const Joined = Repair.extend({ staff: z.array(Staff) })

/** An order and who could take it: two trips, because the community's staff come with the order. @throws NOT_FOUND */
export async function seeWithTechnicians(
  caller: Caller,
  id: string,
  now: Date,
): Promise<Sight & { technicians: Technicians }> {
  const { list } = await db
    .collection('repairs')
    .aggregate()
    .match({ _id: id })
    .limit(1)
    .lookup({ from: 'staff', localField: 'communityId', foreignField: 'communityIds', as: 'staff' })
    .end()
  if (!list.length) throw notFound('张工单')
  const { staff, ...order } = Joined.parse(list[0])
  const sight = sightOf(caller, order, now)
  const members = staff.filter(({ isActive, roles }) => isActive && roles.includes('technician'))
  return { ...sight, technicians: await withLoads(members.slice(0, MAX_TECHNICIANS)) }
}
