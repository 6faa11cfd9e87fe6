import type { Message } from '../../shared/effects/outbox'
import type { StaffRole } from '../../shared/call/roles'
import { fitFields, templateTime } from '../../shared/effects/template-fields'
import type { Assignment, Repair } from '../schema'
import { STATUS_NAMES } from '../words'

// How a message about an order is built; what is said, and to whom, is in messages.ts.

/** What messages need of an order, so that a new one can be told of before it is stored; `at` is when it happened. */
export type Told = { at: Date } & Pick<
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
}

const wordsOf = (order: Told, { title, body, note }: Words) => ({
  title,
  body,
  fields: fitFields({
    thing1: order.title,
    phrase2: STATUS_NAMES[order.status],
    thing3: note,
    time4: templateTime(order.at),
  }),
})

export function toResident(order: Told, words: Words): Message {
  const { roomId } = order.room
  return {
    to: { person: order.reporter.personId, ground: { kind: 'room', roomId } },
    lane: 'normal',
    topic: 'repair',
    page: `packages/repair/detail/index?id=${order._id}`,
    ...wordsOf(order, words),
  }
}

/** What is urgent may not wait behind anything. */
const laneOf = ({ urgency }: Told): Message['lane'] => (urgency === 'urgent' ? 'urgent' : 'normal')

/** Whoever gives the orders away hears what a technician who has left would have heard. */
export function toTechnician(order: Told, { personId }: Pick<Assignment, 'personId'>, words: Words): Message {
  return {
    to: { person: personId, ground: { kind: 'post' }, orElse: 'desk' },
    lane: laneOf(order),
    topic: 'job',
    page: `packages/repair/job/index?id=${order._id}`,
    ...wordsOf(order, words),
  }
}

/** Everybody of that position in the community. */
export const toRole = (order: Told, role: StaffRole, words: Words): Message => ({
  to: { staff: role, orElse: 'manager' },
  lane: laneOf(order),
  topic: 'dispatch',
  page: 'pages/workbench/index',
  ...wordsOf(order, words),
})
