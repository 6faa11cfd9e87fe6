import type { Caller, Post } from '../../shared/call/caller'
import { notFound } from '../../shared/call/errors'
import type { Actor, Effects } from '../../shared/effects/outbox'
import { actorAt, actorIn } from '../../shared/call/actor'
import { allows } from '../../shared/call/permissions'
import { repository, type Fresh, type Patch } from '../../shared/store/repository'
import { SKILL_FOR } from '../categories'
import { OPEN_BOARD } from '../rules/due'
import { frozenAt } from '../rules/frozen'
import { isOfHousehold } from './household'
import { repairs } from '../collections'
import { withTokens } from './search-tokens'
import { withOwnNumber } from './sealing'
import type { Repair } from '../schema'
import type { Asker, Side } from '../rules/steps'

const orders = repository(repairs)
export const { get, listSound } = orders

/** What follows from a change, so that no step can forget it: the technician's load, and the number sealed for here. */
function withWhatFollows(order: Repair, patch: Patch<Repair>): Patch<Repair> {
  const { board, assigneeId } = { ...order, ...patch }
  const loadOf = board === OPEN_BOARD ? assigneeId : null
  return { ...withOwnNumber(order._id, patch, order), loadOf }
}

/** @throws CONFLICT when somebody saved since the order was read */
export const save = (order: Repair, patch: Patch<Repair>, effects: Effects): Promise<Repair> =>
  orders.save(order, withWhatFollows(order, patch), effects)

/** For jobs: null when somebody was faster, and there is nothing left to do. */
export const trySave = (order: Repair, patch: Patch<Repair>, effects: Effects): Promise<Repair | null> =>
  orders.trySave(order, withWhatFollows(order, patch), effects)

function staffSides({ staff, roles }: Post, order: Repair): Side[] {
  const sides: Side[] = []
  if (roles.includes('technician') && canWorkOn(staff, order)) sides.push('technician')
  if (allows('repair.dispatch', roles)) sides.push('dispatcher')
  return sides
}

/** The technician's own, or one from the queue that asks for a skill the technician has. */
const canWorkOn = (staff: Post['staff'], order: Repair): boolean =>
  order.assigneeId === staff._id || (isQueued(order) && staff.skills.includes(SKILL_FOR[order.category]))

const isQueued = (order: Repair): boolean => order.assigneeId === null && order.board === OPEN_BOARD

/** The row scope: whose order it is to the caller; empty when it is none of the caller's business. */
export function sidesOf(caller: Caller, order: Repair): Side[] {
  const post = caller.postIn(order.communityId)
  return [
    ...(isOfHousehold(caller.homes(), order) ? (['household'] as const) : []),
    ...(post ? staffSides(post, order) : []),
  ]
}

export interface Sight {
  order: Repair
  asker: Asker
}

/** When an order of the person's own is frozen, because the tie to its home is over; null when it is not theirs. */
export function frozenFor(caller: Caller, { reporter, room, createdAt }: Repair): Date | null {
  if (reporter.personId !== caller.personId || caller.homes().some(home => home.room.roomId === room.roomId))
    return null
  const former = caller.formerTies().find(({ tie }) => tie.room.roomId === room.roomId)
  return former && createdAt <= former.until ? former.until : null
}

/** What this person may see of what was read. @throws NOT_FOUND for everybody it does not concern */
export function sightOf(caller: Caller, order: Repair | null, now: Date): Sight {
  const sides = order ? sidesOf(caller, order) : []
  const until = order && !sides.length ? frozenFor(caller, order) : null
  if (order && until) return { order: frozenAt(order, until), asker: { sides: ['former'], now } }
  if (!order || !sides.length) throw notFound('张工单')
  return { order, asker: { sides, isWorker: order.assignment?.personId === caller.personId, now } }
}

/** The way to one order. @throws NOT_FOUND as `sightOf` */
export const see = async (caller: Caller, id: string, now: Date): Promise<Sight> =>
  sightOf(caller, await get(id), now)

/** Who the audit and the timeline name. */
export function actorAs(side: Side, caller: Caller, order: Pick<Repair, 'room' | 'communityId'>): Actor {
  const home = caller.homes().find(each => each.room.roomId === order.room.roomId)
  return side === 'household' && home ? actorAt(home) : actorIn(caller, order.communityId)
}

/**
 * Stores a new order. Its id derives from the form, so a form sent again finds the first order, also when both arrive at
 * once; so does its number.
 */
export async function addOrder(fresh: Fresh<Repair>, effects: Effects): Promise<Repair> {
  const order = await withTokens(withOwnNumber(fresh._id, fresh))
  return (await orders.addOnce(order, effects)) ?? (await get(fresh._id))!
}
