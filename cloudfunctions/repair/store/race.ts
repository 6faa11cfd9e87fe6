import type { Caller } from '../../shared/call/caller'
import { AppError } from '../../shared/call/errors'
import { get, see, type Sight } from './orders'
import { OPEN_BOARD } from '../rules/due'
import type { Repair } from '../schema'

// Two technicians want the same order. Whoever comes second hears who has it: a colleague's name is no secret
// inside the community, everything else about the order stays NOT_FOUND.

const isColleague = (caller: Caller, order: Repair): boolean =>
  caller.postIn(order.communityId)?.roles.includes('technician') ?? false

async function whoTookIt(caller: Caller, id: string): Promise<AppError | null> {
  const order = await get(id)
  const holder = order?.assignment
  if (!order || !holder || order.board !== OPEN_BOARD || !isColleague(caller, order)) return null
  if (holder.staffId === caller.staff?._id) return null
  return new AppError('CONFLICT', `这单已被${holder.name}接走，请看看别的工单`)
}

/** @throws CONFLICT naming the holder instead of `error` */
async function explain(error: unknown, caller: Caller, id: string): Promise<never> {
  const isLoss = error instanceof AppError && (error.code === 'CONFLICT' || error.code === 'NOT_FOUND')
  throw (isLoss ? await whoTookIt(caller, id) : null) ?? error
}

/** Like `see`, for an order that a colleague may just have taken. */
export const seeJob = (caller: Caller, id: string, now: Date): Promise<Sight> =>
  see(caller, id, now).catch(error => explain(error, caller, id))

export const orWhoTookIt = (saving: Promise<Repair>, caller: Caller, id: string): Promise<Repair> =>
  saving.catch(error => explain(error, caller, id))
