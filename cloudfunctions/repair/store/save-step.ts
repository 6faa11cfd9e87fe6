import type { ActionContext } from '../../shared/call/action'
import { effectsOf, type Actor, type Message } from '../../shared/effects/outbox'
import type { Patch } from '../../shared/store/repository'
import { save } from './orders'
import type { Repair, TimelineEntry } from '../schema'

/** What a step does to an order, and who hears of it. */
export interface Outcome {
  actor: Actor
  patch: Patch<Repair>
  lines: TimelineEntry[]
  /** from the order as it will be */
  tell: (after: Repair) => Message[]
}

/** One write: the change, its lines of history, its messages and its audit. @throws CONFLICT */
export function saveStep(
  context: Pick<ActionContext, 'action' | 'requestId' | 'now'>,
  order: Repair,
  { actor, patch, lines, tell }: Outcome,
): Promise<Repair> {
  const whole = { ...patch, timeline: [...order.timeline, ...lines] }
  const messages = tell({ ...order, ...whole })
  return save(order, whole, { ...effectsOf(context, actor), messages })
}
