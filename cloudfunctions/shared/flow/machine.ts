import { AppError } from '../call/errors'

// One machine for everything that has a status: a table of what can happen, who may do it, and what else it needs. A
// domain declares it once; what its actions refuse and what its screens offer come from the same table. Pure.

/** What a machine is about. `sides` are the positions from which the asker looks at the document; there may be several. */
export interface Kinds {
  status: string
  step: string
  side: string
  document: { status: string }
  asker: { sides: readonly string[] }
}

/** What a step needs besides the right status; null when nothing is missing. */
export type Guard<K extends Kinds> = (document: K['document'], asker: K['asker']) => AppError | null

export interface Declaration<K extends Kinds> {
  /** from → step → to. What is not here cannot happen; a step that stays in its status is listed too. */
  transitions: Record<K['status'], Partial<Record<K['step'], K['status']>>>
  /** Who may take a step; nobody takes what only the system does. */
  takers: Record<K['step'], readonly K['side'][]>
  /** Where fewer may. */
  fewerTakers?: Partial<Record<K['status'], Partial<Record<K['step'], readonly K['side'][]>>>>
  guards?: Partial<Record<K['step'], Guard<K>>>
  /** In words for a person: what is wrong and what to do. */
  refusals: {
    wrongStatus: (status: K['status'], step: K['step']) => string
    /** to somebody who may not take the step in any status */
    forbidden: (step: K['step']) => string
  }
}

export interface Machine<K extends Kinds> {
  declaration: Declaration<K>
  statuses: readonly K['status'][]
  steps: readonly K['step'][]
  /** The table alone, for what the system does. @throws WRONG_STATUS */
  transition: (status: K['status'], step: K['step']) => K['status']
  /**
   * The status after the step, and the side on which it is taken.
   * @throws FORBIDDEN, WRONG_STATUS, or what the guard says, in words for a person
   */
  decide: (document: Of<K>, step: K['step'], asker: Asking<K>) => { status: K['status']; side: K['side'] }
  /** The steps that `decide` lets the asker take now. */
  choices: (document: Of<K>, asker: Asking<K>) => K['step'][]
}

type Of<K extends Kinds> = K['document'] & { status: K['status'] }
type Asking<K extends Kinds> = K['asker'] & { sides: readonly K['side'][] }

/** `defineMachine<K>({…})`: the kinds are named, so that a misspelt status, step or side does not compile. */
export function defineMachine<K extends Kinds>(declaration: Declaration<K>): Machine<K> {
  const { transitions, takers, fewerTakers, guards, refusals } = declaration
  const steps = Object.keys(takers) as K['step'][]

  const wrongStatus = (status: K['status'], step: K['step']) =>
    new AppError('WRONG_STATUS', refusals.wrongStatus(status, step))

  const sideOf = (among: readonly K['side'][], { sides }: Asking<K>): K['side'] | undefined =>
    among.find(side => sides.includes(side))

  const takersIn = (status: K['status'], step: K['step']) => fewerTakers?.[status]?.[step] ?? takers[step]

  function refusalOf(document: Of<K>, step: K['step'], asker: Asking<K>): AppError | null {
    const { status } = document
    if (!sideOf(takers[step], asker)) return new AppError('FORBIDDEN', refusals.forbidden(step))
    if (!transitions[status][step] || !sideOf(takersIn(status, step), asker)) return wrongStatus(status, step)
    return guards?.[step]?.(document, asker) ?? null
  }

  function transition(status: K['status'], step: K['step']): K['status'] {
    const to = transitions[status][step]
    if (!to) throw wrongStatus(status, step)
    return to
  }

  return {
    declaration,
    statuses: Object.keys(transitions) as K['status'][],
    steps,
    transition,
    decide(document, step, asker) {
      const refusal = refusalOf(document, step, asker)
      if (refusal) throw refusal
      const side = sideOf(takersIn(document.status, step), asker)!
      return { status: transition(document.status, step), side }
    },
    choices: (document, asker) => steps.filter(step => refusalOf(document, step, asker) === null),
  }
}
