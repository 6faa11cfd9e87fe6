import { DAY_MS, later, MINUTE_MS, timeOf } from '../../shared/time/calendar'
import { AppError } from '../../shared/call/errors'
import { REWORK_DAYS, type Status } from '../limits'
import type { Repair } from '../schema'
import { STATUS_NAMES } from '../words'
import { FEWER_TAKERS, TAKERS, TRANSITIONS, type Side, type Step } from './statuses'

const NUDGE_MINUTES = 10
/** A page of history nobody reads to its end. */
const MAX_TIMELINE = 200
/**
 * Keeps a document far below the database's limit of 512 KB, whoever taps how often: the steps that lead an order to
 * its end are never refused, and need much less than what is left.
 */
const MAX_BYTES = 200 * 1024

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

function wrongStatus(status: Status, step: Step): AppError {
  const [verb, advice] = REFUSALS[step]
  return new AppError('WRONG_STATUS', `工单现在是“${STATUS_NAMES[status]}”，不能${verb}。${advice}`)
}

/** The table, and nothing else. @throws WRONG_STATUS in words for a person */
export function transition(status: Status, step: Step): Status {
  const to = TRANSITIONS[status][step]
  if (!to) throw wrongStatus(status, step)
  return to
}

/** Who asks, and when. */
export interface Asker {
  sides: readonly Side[]
  /** he did the job himself, in his own home */
  isWorker?: boolean
  now: Date
}

type Guard = (order: Repair, asker: Asker) => AppError | null

const refuse = (message: string) => new AppError('WRONG_STATUS', message)

/** The side a proposal came from, as a side of the order. */
const proposer = (order: Repair): Side | null => {
  if (!order.proposal) return null
  return order.proposal.by === 'resident' ? 'household' : 'technician'
}

const bytesOf = (order: Repair): number => Buffer.byteLength(JSON.stringify(order))

const full = () => new AppError('TOO_MANY', '这张工单的记录已经很多，请直接打电话联系')

const isLight: Guard = order => (bytesOf(order) < MAX_BYTES ? null : full())

/** For what can be said again and again; who has the order can be changed longer. */
const hasRoom: Guard = (order, asker) =>
  order.timeline.length < MAX_TIMELINE ? isLight(order, asker) : full()

const canPropose: Guard = (order, asker) => {
  const by = proposer(order)
  if (by && !asker.sides.includes(by)) return refuse('对方刚提出改约，请先答复')
  return hasRoom(order, asker)
}

const canAnswer: Guard = (order, { sides }) => {
  const by = proposer(order)
  if (!by) return refuse('现在没有要答复的改约，请刷新看看')
  return sides.some(side => side !== by && TAKERS.answerTime.includes(side))
    ? null
    : refuse('对方还没答复，请等一等')
}

const canNudge: Guard = (order, asker) => {
  const until = order.nudgedAt && later(order.nudgedAt, NUDGE_MINUTES * MINUTE_MS)
  if (until && until > asker.now) return new AppError('TOO_MANY', `刚催过，${timeOf(until)} 后可以再催`)
  return hasRoom(order, asker)
}

const canRework: Guard = (order, asker) =>
  order.finishedAt && asker.now > later(order.finishedAt, REWORK_DAYS * DAY_MS)
    ? refuse(`完工超过 ${REWORK_DAYS} 天，不能再返工。还有问题请重新报修`)
    : isLight(order, asker)

/** Whoever did the job does not judge it, also when he lives there; his family may, or silence does. */
const isNotOwnWork: Guard = (_order, { isWorker }) =>
  isWorker ? new AppError('FORBIDDEN', '自己修的工单不能自己验收和评价，请家人来办，或等到期自动通过') : null

/** What a step needs besides the right status. */
const GUARDS: Partial<Record<Step, Guard>> = {
  assign: isLight,
  handBack: isLight,
  proposeTime: canPropose,
  answerTime: canAnswer,
  note: hasRoom,
  nudge: canNudge,
  confirm: isNotOwnWork,
  rate: isNotOwnWork,
  requestRework: canRework,
}

/** The side on which this person may take the step in this status, by the tables alone. */
function takerOf(status: Status, step: Step, { sides }: Asker): Side | undefined {
  const takers = FEWER_TAKERS[status]?.[step] ?? TAKERS[step]
  return takers.find(side => sides.includes(side))
}

function refusalOf(order: Repair, step: Step, asker: Asker): AppError | null {
  if (!TAKERS[step].some(side => asker.sides.includes(side)))
    return new AppError('FORBIDDEN', `这张工单要由负责的人${REFUSALS[step][0]}，有事请联系服务台`)
  if (!TRANSITIONS[order.status][step] || !takerOf(order.status, step, asker))
    return wrongStatus(order.status, step)
  return GUARDS[step]?.(order, asker) ?? null
}

/**
 * @returns the status after the step, and the side on which it is taken
 * @throws WRONG_STATUS, FORBIDDEN or TOO_MANY, saying what to do instead
 */
export function decide(order: Repair, step: Step, asker: Asker): { status: Status; side: Side } {
  const refusal = refusalOf(order, step, asker)
  if (refusal) throw refusal
  return { status: transition(order.status, step), side: takerOf(order.status, step, asker)! }
}

/** The steps that `decide` would let this person take now. */
export const choicesOf = (order: Repair, asker: Asker): Exclude<Step, 'lapse'>[] =>
  CHOICES.filter(step => refusalOf(order, step, asker) === null)

const CHOICES: readonly Exclude<Step, 'lapse'>[] = [
  'assign',
  'accept',
  'handBack',
  'proposeTime',
  'answerTime',
  'arrive',
  'note',
  'finish',
  'confirm',
  'requestRework',
  'rate',
  'cancel',
  'nudge',
]
