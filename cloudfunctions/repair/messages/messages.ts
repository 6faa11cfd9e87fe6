import type * as z from 'zod'
import { HOUR_MS } from '../../shared/time/calendar'
import type { Message } from '../../shared/effects/outbox'
import { CATEGORY_NAMES, URGENCY_NAMES } from '../words'
import { ANNOUNCE_MS } from '../rules/acceptance'
import { toResident, toRole, toTechnician, type Told } from './message-rows'
import type { Assignment, Proposal, Repair, Slot } from '../schema'
import { speakInstant, speakSlot } from '../rules/slots'

/** As somebody wrote it, ending as a sentence does. */
const sentence = (text: string): string => (/[。！？!?.]$/.test(text) ? text : `${text}。`)

// One function per event: who hears what. `order` is the order after the step, with the time of it.

type ToldOrder = Repair & Told

const where = (order: Told) => `${order.room.label}，${CATEGORY_NAMES[order.category]}`

/** A new, reopened or returned order has found a technician, or waits for the dispatcher. */
export const assignedOrQueued = (order: Told): Message[] =>
  order.assignment ? given(order, order.assignment) : queued(order)

function given(order: Told, technician: Assignment): Message[] {
  const { name } = technician
  const body = `${order.title}，${where(order)}，${URGENCY_NAMES[order.urgency]}`
  return [
    toResident(order, {
      title: `已派给${name}`,
      body: `${order.title}，等师傅接单`,
      note: `师傅 ${name}`,
    }),
    toTechnician(order, technician, { title: '有新的工单，请接单', body, note: where(order) }),
  ]
}

const queued = (order: Told): Message[] => [
  toResident(order, {
    title: '服务台正在派单',
    body: `${order.title}，派好师傅就告诉您`,
    note: '服务台正在派单',
  }),
  toRole(order, 'desk', {
    title: '有工单待派单',
    body: `${order.title}，${where(order)}，没有合适的师傅`,
    note: where(order),
  }),
]

/** Urgent faults also reach the people who can act when the technician does not (REQ-4). */
export function alerted(order: Told): Message[] {
  if (order.urgency !== 'urgent') return []
  const words = {
    title: '紧急报修',
    body: `${order.title}，${where(order)}，${order.assignment ? `已派给${order.assignment.name}` : '还没派单'}`,
    note: where(order),
  }
  return [toRole(order, 'desk', words), toRole(order, 'supervisor', words)]
}

/** The technician who had it before somebody else got it. */
export const takenAway = (order: Told, former: Assignment): Message =>
  toTechnician(order, former, {
    title: '工单已改派',
    body: `${order.title}，${where(order)}，这单不用去了`,
    note: where(order),
  })

export const accepted = (order: Told, technician: Assignment, slot: Slot): Message =>
  toResident(order, {
    title: `${technician.name}已接单`,
    body: `${order.title}，${speakSlot(slot)}上门`,
    note: `${technician.name} ${speakSlot(slot)}`,
  })

/** To the side that did not ask. */
export function timeProposed(order: ToldOrder, proposal: z.infer<typeof Proposal>): Message[] {
  const slot = speakSlot(proposal)
  const words = {
    title: '想改上门时间，请答复',
    body: `${order.title}，想改到 ${slot}：${proposal.reason}`,
    note: `改到 ${slot}`,
  }
  if (proposal.by === 'technician') return [toResident(order, words)]
  return order.assignment ? [toTechnician(order, order.assignment, words)] : []
}

/** To the side that asked; the order's appointment already says the outcome. */
export function timeAnswered(order: ToldOrder, answer: { to: 'resident' | 'technician'; isAgreed: boolean }) {
  const slot = order.appointment ? speakSlot(order.appointment) : ''
  const words = {
    title: answer.isAgreed ? '对方同意改约' : '对方没同意改约',
    body: answer.isAgreed ? `${order.title}，改到 ${slot} 上门` : `${order.title}，还按 ${slot} 上门`,
    note: `${slot}上门`,
  }
  if (answer.to === 'resident') return [toResident(order, words)]
  return order.assignment ? [toTechnician(order, order.assignment, words)] : []
}

export const arrived = (order: ToldOrder, technician: string): Message =>
  toResident(order, {
    title: '师傅到场了',
    body: `${order.title}，${technician}已到场`,
    note: technician,
  })

export const noted = (order: ToldOrder, text: string): Message =>
  toResident(order, { title: '维修有新进展', body: `${order.title}：${text}`, note: text })

export const finished = (order: ToldOrder, acceptanceHours: number): Message =>
  toResident(order, {
    title: '已完工，请验收',
    body: `${order.title}：${sentence(order.work?.summary ?? '')}${acceptanceHours} 小时内不处理，视为通过`,
    note: `${acceptanceHours} 小时内请验收`,
  })

const tellTechnician = (order: ToldOrder, words: Parameters<typeof toTechnician>[2]): Message[] =>
  order.assignment ? [toTechnician(order, order.assignment, words)] : []

export const confirmed = (order: ToldOrder, by: string): Message[] =>
  tellTechnician(order, { title: '验收通过', body: `${order.title}，${by}已验收`, note: where(order) })

/** Before silence counts as acceptance. */
export const lapseAnnounced = (order: ToldOrder, lapseAt: Date): Message =>
  toResident(order, {
    title: '还没验收，请看看',
    body: `${order.title}，${speakInstant(lapseAt)} 前不处理，视为验收通过`,
    note: `${Math.round(ANNOUNCE_MS / HOUR_MS)} 小时内请验收`,
  })

export const lapsed = (order: ToldOrder): Message[] => [
  toResident(order, {
    title: '已视为验收通过',
    body: `${order.title}，到期没有处理。还有问题可以要求返工`,
    note: '到期没有处理，视为通过',
  }),
  ...tellTechnician(order, {
    title: '到期视为验收通过',
    body: `${order.title}，${where(order)}`,
    note: where(order),
  }),
]

/** The desk calls the resident first (design 14d). */
export const reworkRequested = (order: ToldOrder, reasons: string): Message =>
  toRole(order, 'desk', {
    title: '业主要求返工',
    body: `${order.title}，第 ${order.round} 轮：${reasons}。请先打电话给业主`,
    note: `${where(order)}，返工`,
  })

/** The technician hears every rating, the desk and the supervisor a low one. */
export function rated(order: ToldOrder, { stars, isLow }: { stars: number; isLow: boolean }): Message[] {
  const words = {
    title: `业主评了 ${stars} 星`,
    body: `${order.title}，${where(order)}`,
    note: `${stars} 星`,
  }
  const alarm = isLow ? [toRole(order, 'desk', words), toRole(order, 'supervisor', words)] : []
  return [...tellTechnician(order, words), ...alarm]
}

/** By the household the technician hears it, by the desk the household too. */
export function cancelled(order: ToldOrder, { isByDesk }: { isByDesk: boolean }): Message[] {
  const words = {
    title: '工单已取消',
    body: `${order.title}：${order.cancellation?.reason ?? ''}`,
    note: where(order),
  }
  return [...(isByDesk ? [toResident(order, words)] : []), ...tellTechnician(order, words)]
}

export const nudged = (order: ToldOrder, by: string): Message[] =>
  tellTechnician(order, {
    title: '服务台催办',
    body: `${order.title}，${where(order)}，${by}在催${order.dueAt ? `，限时 ${speakInstant(order.dueAt)}` : ''}`,
    note: where(order),
  })
