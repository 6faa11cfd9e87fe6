import type { ActionContext } from '../../shared/call/action'
import {
  effectsOf,
  SYSTEM_ACTOR,
  type Actor,
  type Cause,
  type Effects,
  type Message,
} from '../../shared/effects/outbox'
import type { Patch } from '../../shared/store/repository'
import { decide, transition, type Side, type Step } from '../rules/steps'
import { said } from '../rules/timeline'
import { actorAs, save, trySave, type Sight } from './orders'
import type { Repair, TimelineEntry } from '../schema'

/** What is a step's own: what it changes besides the status, what the history says, and who hears of it. */
export interface Outcome {
  patch: Patch<Repair>
  lines: TimelineEntry[]
  /** from the order as it will be, and when */
  tell: (after: Repair & { at: Date }) => Message[]
}

/** A step that may be taken: it knows who takes it, when, and where it leads. */
export interface Taken {
  /** name of who takes it, as the history shows it */
  by: string
  line: (text: string, more?: Partial<TimelineEntry>) => TimelineEntry
  /** One write: the change, its lines of history, its messages and its audit. @throws CONFLICT */
  save: (outcome: Outcome) => Promise<Repair>
  /** the same for a job: null when somebody was faster */
  trySave: (outcome: Outcome) => Promise<Repair | null>
}

function takenBy(actor: Actor, cause: Cause, { order, step }: { order: Repair; step: Step }): Taken {
  const { now } = cause
  const status = transition(order.status, step)
  const changeOf = ({ patch, lines, tell }: Outcome): [Patch<Repair>, Effects] => {
    // a step that finds somebody at once says in its patch that the order has gone on
    const whole = { status, ...patch, timeline: [...order.timeline, ...lines] }
    return [whole, { ...effectsOf(cause, actor), messages: tell({ ...order, ...whole, at: now }) }]
  }
  return {
    by: actor.name,
    line: (text, more) => said({ at: now, step, by: actor.name, text, ...more }),
    save: outcome => save(order, ...changeOf(outcome)),
    trySave: outcome => trySave(order, ...changeOf(outcome)),
  }
}

/**
 * The caller takes a step on an order, on the side that the table allows.
 * @throws WRONG_STATUS, FORBIDDEN or TOO_MANY, saying what to do instead
 */
export function takeStep(
  context: Cause & Pick<ActionContext, 'caller'>,
  { order, asker }: Sight,
  step: Step,
): Taken & { side: Side } {
  const { side } = decide(order, step, asker)
  return { side, ...takenBy(actorAs(side, context.caller, order), context, { order, step }) }
}

/** The system does; the table has no taker for its steps. @throws WRONG_STATUS */
export const takeSystemStep = (cause: Cause, order: Repair, step: Step): Taken =>
  takenBy(SYSTEM_ACTOR, cause, { order, step })
