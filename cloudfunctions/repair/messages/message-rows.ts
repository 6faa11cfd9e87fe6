import { dateOf, timeOf } from '../../shared/time/calendar'
import type { Message } from '../../shared/effects/outbox'
import type { StaffRole } from '../../shared/call/roles'
import { fitFields } from '../../shared/effects/template-fields'
import type { Assignment, Repair } from '../schema'
import { STATUS_NAMES } from '../words'

// How a message about an order is built; what is said, and to whom, is in messages.ts.

/** What messages need of an order, so that a new one can be told of before it is stored. */
export type Told = Pick<
  Repair,
  | '_id'
  | 'title'
  | 'number'
  | 'status'
  | 'urgency'
  | 'category'
  | 'room'
  | 'reporter'
  | 'assignment'
  | 'appointment'
>

export interface Words {
  title: string
  body: string
  /** who or what, for the third line of the WeChat message */
  note: string
  at: Date
}

/** 2026年11月21日 15:01, the form that fields of type `time` take. */
function templateTime(at: Date): string {
  const [year, month, day] = dateOf(at).split('-').map(Number)
  return `${year}年${month}月${day}日 ${timeOf(at)}`
}

const wordsOf = (order: Told, { title, body, note, at }: Words) => ({
  title,
  body,
  fields: fitFields({
    thing1: order.title,
    phrase2: STATUS_NAMES[order.status],
    thing3: note,
    time4: templateTime(at),
  }),
})

export function toResident(order: Told, words: Words): Message {
  const { personId, openid } = order.reporter
  return {
    to: { personId, openid },
    topic: 'repair',
    page: `packages/repair/detail/index?id=${order._id}`,
    ...wordsOf(order, words),
  }
}

type Colleague = Pick<Assignment, 'personId' | 'openid'>

export function toTechnician(order: Told, { personId, openid }: Colleague, words: Words): Message {
  return {
    to: { personId, openid },
    topic: 'job',
    page: `packages/repair/job/index?id=${order._id}`,
    ...wordsOf(order, words),
  }
}

/** Everybody of that position in the community. */
export const toRole = (order: Told, role: StaffRole, words: Words): Message => ({
  to: { role },
  topic: 'dispatch',
  page: 'pages/workbench/index',
  ...wordsOf(order, words),
})
