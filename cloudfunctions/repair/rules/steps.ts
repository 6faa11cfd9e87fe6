import { defineMachine } from '../../shared/flow/machine'
import { hasRoom, isLight } from './history-size'
import { isNotOwnWork } from './own-work'
import { canNudge } from './nudging'
import { canAnswer, canPropose } from './proposals'
import { canRework } from './rework'
import { type Status } from '../limits'
import { STATUS_NAMES } from '../words'
import type { Repair } from '../schema'

// What can happen to an order, who may do it, and what is said to everybody else (REQ-5 to REQ-9).

/** From where somebody looks at an order; a person can be on several sides. */
export type Side = 'household' | 'technician' | 'dispatcher'

/** What people can do. The actions of the function have the same names. */
export type Choice =
  | 'assign'
  | 'accept'
  | 'handBack'
  | 'proposeTime'
  | 'answerTime'
  | 'arrive'
  | 'note'
  | 'finish'
  | 'confirm'
  | 'requestRework'
  | 'rate'
  | 'cancel'
  | 'nudge'

/** `lapse`: silence counts as acceptance. */
export type Step = Choice | 'lapse'

/** Who asks, and when. */
export interface Asker {
  sides: readonly Side[]
  /** did the job, in a home of their own */
  isWorker?: boolean
  now: Date
}

export interface Kinds {
  status: Status
  step: Step
  side: Side
  document: Repair
  asker: Asker
}

/** What cannot be done, and when it can. */
const REFUSALS: Record<Step, [verb: string, advice: string]> = {
  assign: ['派单', '只有没完工的工单能派'],
  accept: ['接单', '请刷新任务，看看别的待接工单'],
  handBack: ['转出', '到场前才能转出，之后请联系服务台'],
  proposeTime: ['改约', '师傅接单后、到场前可以改约'],
  answerTime: ['答复改约', '师傅接单后、到场前可以改约'],
  arrive: ['签到', '先接单，到场后再签到'],
  note: ['写进展', '接单后、完工前可以写进展'],
  finish: ['报完工', '到场签到后才能报完工'],
  confirm: ['验收', '师傅完工后、验收前可以验收'],
  lapse: ['视为通过', '只有待验收的工单会到期通过'],
  requestRework: ['要求返工', '师傅完工后才能要求返工'],
  rate: ['评价', '师傅完工后可以评价，每轮评一次'],
  cancel: ['取消', '师傅到场后要取消，请打服务台电话；已完工的请验收或要求返工'],
  nudge: ['催办', '有师傅负责、还没完工时可以催办'],
}

/**
 * An order that is new, handed back or reopened is `pending`; the same save goes on with `assign` when the system
 * finds somebody. `accept` out of `pending` is a technician taking an order from the queue.
 */
export const orderSteps = defineMachine<Kinds>({
  transitions: {
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
    working: {
      assign: 'assigned',
      note: 'working',
      nudge: 'working',
      finish: 'finished',
      cancel: 'cancelled',
    },
    finished: { confirm: 'confirmed', lapse: 'confirmed', requestRework: 'pending', rate: 'rated' },
    confirmed: { rate: 'rated', requestRework: 'pending' },
    rated: { requestRework: 'pending' },
    cancelled: {},
  },
  takers: {
    assign: ['dispatcher'],
    accept: ['technician'],
    handBack: ['technician'],
    proposeTime: ['household', 'technician'],
    answerTime: ['household', 'technician'],
    arrive: ['technician'],
    note: ['technician'],
    finish: ['technician'],
    confirm: ['household'],
    requestRework: ['household'],
    rate: ['household'],
    cancel: ['household', 'dispatcher'],
    nudge: ['dispatcher'],
    lapse: [],
  },
  fewerTakers: {
    // once the technician is there, a resident calls the desk to stop the job
    working: { cancel: ['dispatcher'] },
  },
  guards: {
    assign: isLight,
    handBack: isLight,
    proposeTime: canPropose,
    answerTime: canAnswer,
    note: hasRoom,
    nudge: canNudge,
    confirm: isNotOwnWork,
    rate: isNotOwnWork,
    requestRework: canRework,
  },
  refusals: {
    wrongStatus(status, step) {
      const [verb, advice] = REFUSALS[step]
      return `工单现在是“${STATUS_NAMES[status]}”，不能${verb}。${advice}`
    },
    forbidden: step => `这张工单要由负责的人${REFUSALS[step][0]}，有事请联系服务台`,
  },
})

export const { decide, transition } = orderSteps

/** The steps that `decide` would let this person take now. */
export const choicesOf = (order: Repair, asker: Asker): Choice[] =>
  orderSteps.choices(order, asker).filter(step => step !== 'lapse')
