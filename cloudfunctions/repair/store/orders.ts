import type { Caller } from '../../shared/call/caller'
import { isDuplicate } from '../../shared/cloud'
import { AppError, notFound } from '../../shared/call/errors'
import { actorOf, type Actor, type Effects } from '../../shared/effects/outbox'
import type { Staff } from '../../shared/people/people'
import { allows } from '../../shared/call/permissions'
import { repository, type Fresh, type Patch } from '../../shared/store/repository'
import { SKILL_FOR } from '../categories'
import type { Asker } from '../rules/decide'
import { OPEN_BOARD } from '../rules/due'
import { isOfHousehold } from './household'
import { numberOf } from './numbers'
import { withOwnNumber } from './sealing'
import { withTokens } from './search-tokens'
import { Repair } from '../schema'
import type { Side } from '../rules/statuses'

const repairs = repository('repairs', Repair)
export const { get } = repairs

/** @throws CONFLICT when somebody saved since `before` was read */
export const save = (before: Repair, patch: Patch<Repair>, effects: Effects): Promise<Repair> =>
  repairs.save(before, withOwnNumber(before._id, patch, before), effects)

/** As many households as may report in one community at the same moment. */
const NUMBER_TRIES = 40

function staffSides(staff: Staff, order: Repair): Side[] {
  if (!staff.communityIds.includes(order.communityId)) return []
  const sides: Side[] = []
  if (staff.roles.includes('technician') && canWorkOn(staff, order)) sides.push('technician')
  if (allows('repair.dispatch', staff.roles)) sides.push('dispatcher')
  return sides
}

/** His own, or one from the queue that asks for a skill he has. */
const canWorkOn = (staff: Staff, order: Repair): boolean =>
  order.assigneeId === staff._id || (isQueued(order) && staff.skills.includes(SKILL_FOR[order.category]))

const isQueued = (order: Repair): boolean => order.assigneeId === null && order.board === OPEN_BOARD

/** The row scope: whose order it is to the caller; empty when it is none of the caller's business. */
export const sidesOf = ({ homes, staff }: Caller, order: Repair): Side[] => [
  ...(isOfHousehold(homes, order) ? (['household'] as const) : []),
  ...(staff ? staffSides(staff, order) : []),
]

export interface Sight {
  order: Repair
  asker: Asker
}

/** What this person may see of what was read. @throws NOT_FOUND for everybody it does not concern */
export function sightOf(caller: Caller, order: Repair | null, now: Date): Sight {
  const sides = order ? sidesOf(caller, order) : []
  if (!order || !sides.length) throw notFound('张工单')
  return { order, asker: { sides, isWorker: order.assignment?.personId === caller.personId, now } }
}

/** The way to one order. @throws NOT_FOUND as `sightOf` */
export const see = async (caller: Caller, id: string, now: Date): Promise<Sight> =>
  sightOf(caller, await get(id), now)

/** Who the audit and the timeline name. */
export function actorAs(side: Side, caller: Caller, order: Pick<Repair, 'room'>): Actor {
  const home = caller.homes.find(each => each.room.roomId === order.room.roomId)
  if (side !== 'household' || !home) return actorOf(caller, 'staff')
  return { personId: caller.personId, name: home.name, as: home.relation }
}

/**
 * Stores a new order under the first number that is free from its own on. The form's id makes a repeated form find
 * the first order, also when both arrive at once.
 */
export async function addNumbered(fresh: Fresh<Repair>, effects: Effects): Promise<Repair> {
  for (let tries = 0; tries < NUMBER_TRIES; tries++) {
    const sequence = fresh.sequence + tries
    const added = await tryAdd({ ...fresh, sequence, number: numberOf(fresh.numberDate, sequence) }, effects)
    if (added) return added
  }
  throw new AppError('TOO_MANY', '现在报修的人很多，没排上号。已填的内容还在，请再提交一次')
}

/** @returns null when the number was taken meanwhile */
async function tryAdd(fresh: Fresh<Repair>, effects: Effects): Promise<Repair | null> {
  try {
    return await repairs.add(withTokens(withOwnNumber(fresh._id, fresh)), effects)
  } catch (error) {
    if (isDuplicate(error, 'number')) return null
    const existing = isDuplicate(error) ? await get(fresh._id) : null
    if (existing) return existing
    throw error
  }
}
