import type { Status } from '../limits'

/** What can happen to an order. The actions of the function have the same names. */
export type Step =
  | 'assign'
  | 'accept'
  | 'handBack'
  | 'proposeTime'
  | 'answerTime'
  | 'arrive'
  | 'note'
  | 'finish'
  | 'confirm'
  | 'lapse' // 48 hours without an answer
  | 'requestRework'
  | 'rate'
  | 'cancel'
  | 'nudge'

/**
 * from → step → to. What is not here cannot happen; a step that stays in its status is listed too.
 * An order that is new, handed back or reopened is `pending`; the same save goes on with `assign` when the system
 * finds somebody. `accept` out of `pending` is a technician taking an order from the queue.
 */
export const TRANSITIONS: Record<Status, Partial<Record<Step, Status>>> = {
  pending: { assign: 'assigned', accept: 'accepted', cancel: 'cancelled' },
  assigned: {
    assign: 'assigned',
    accept: 'accepted',
    handBack: 'pending',
    nudge: 'assigned',
    cancel: 'cancelled',
  },
  accepted: {
    assign: 'assigned',
    handBack: 'pending',
    proposeTime: 'accepted',
    answerTime: 'accepted',
    arrive: 'working',
    note: 'accepted',
    nudge: 'accepted',
    cancel: 'cancelled',
  },
  working: { assign: 'assigned', note: 'working', nudge: 'working', finish: 'finished', cancel: 'cancelled' },
  finished: { confirm: 'confirmed', lapse: 'confirmed', requestRework: 'pending', rate: 'rated' },
  confirmed: { rate: 'rated', requestRework: 'pending' },
  rated: { requestRework: 'pending' },
  cancelled: {},
}

/** From where somebody looks at an order; a person can be on several sides. */
export type Side = 'household' | 'technician' | 'dispatcher'

/** Who may take a step. `lapse` is the system's. */
export const TAKERS: Record<Step, readonly Side[]> = {
  assign: ['dispatcher'],
  accept: ['technician'],
  handBack: ['technician'],
  proposeTime: ['household', 'technician'],
  answerTime: ['household', 'technician'],
  arrive: ['technician'],
  note: ['technician'],
  finish: ['technician'],
  confirm: ['household'],
  lapse: [],
  requestRework: ['household'],
  rate: ['household'],
  cancel: ['household', 'dispatcher'],
  nudge: ['dispatcher'],
}

/** Where fewer may: once the technician is there, a resident calls the desk to stop the job. */
export const FEWER_TAKERS: Partial<Record<Status, Partial<Record<Step, readonly Side[]>>>> = {
  working: { cancel: ['dispatcher'] },
}
