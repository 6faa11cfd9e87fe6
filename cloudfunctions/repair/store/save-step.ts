import { effectsOf, type Actor, type Cause, type Effects, type Message } from '../../shared/effects/outbox'
import type { Patch } from '../../shared/store/repository'
import { save, trySave } from './orders'
import type { Repair, TimelineEntry } from '../schema'

/** What a step does to an order, and who hears of it. */
export interface Outcome {
  actor: Actor
  patch: Patch<Repair>
  lines: TimelineEntry[]
  /** from the order as it will be */
  tell: (after: Repair) => Message[]
}

function whole(
  cause: Cause,
  order: Repair,
  { actor, patch, lines, tell }: Outcome,
): [Patch<Repair>, Effects] {
  const all = { ...patch, timeline: [...order.timeline, ...lines] }
  return [all, { ...effectsOf(cause, actor), messages: tell({ ...order, ...all }) }]
}

/** One write: the change, its lines of history, its messages and its audit. @throws CONFLICT */
export const saveStep = (cause: Cause, order: Repair, outcome: Outcome): Promise<Repair> =>
  save(order, ...whole(cause, order, outcome))

/** The same for a job. @returns null when somebody was faster */
export const trySaveStep = (cause: Cause, order: Repair, outcome: Outcome): Promise<Repair | null> =>
  trySave(order, ...whole(cause, order, outcome))
