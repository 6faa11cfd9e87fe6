import type * as z from 'zod'
import { HOUR_MS } from '../../shared/time/calendar'
import type { Message } from '../../shared/effects/outbox'
import { CATEGORY_NAMES, URGENCY_NAMES } from '../words'
import { ANNOUNCE_MS } from '../rules/due'
import { toResident, toRole, toTechnician, type Told } from './message-rows'
import type { Assignment, Proposal, Repair, Slot } from '../schema'
import { speakInstant, speakSlot } from '../rules/slots'

/** As somebody wrote it, ending as a sentence does. */
const sentence = (text: string): string => (/[。！？!?.]$/.test(text) ? text : `${text}。`)

// One function per event: who hears what. `order` is the order after the step.

const where = (order: Told) => `${order.room.label}，${CATEGORY_NAMES[order.category]}`

/** A new, reopened or returned order has found a technician, or waits for the dispatcher. */
export function placed(order: Told, at: Date): Message[] {
  return order.assignment ? given(order, order.assignment, at) : queued(order, at)
}

function given(order: Told, technician: Assignment, at: Date): Message[] {
  const { name } = technician
  const body = `${order.title}，${where(order)}，${URGENCY_NAMES[order.urgency]}`
  return [
    toResident(order, {
      title: `已派给${name}`,
      body: `${order.title}，等师傅接单`,
      note: `师傅 ${name}`,
      at,
    }),
    toTechnician(order, technician, { title: '有新的工单，请接单', body, note: where(order), at }),
  ]
}

const queued = (order: Told, at: Date): Message[] => [
  toResident(order, {
    title: '服务台正在派单',
    body: `${order.title}，派好师傅就告诉您`,
    note: '服务台正在派单',
    at,
  }),
  toRole(order, 'desk', {
    title: '有工单待派单',
    body: `${order.title}，${where(order)}，没有合适的师傅`,
    note: where(order),
    at,
  }),
]

/** Urgent faults also reach the people who can act when the technician does not (REQ-4). */
export function alerted(order: Told, at: Date): Message[] {
  if (order.urgency !== 'urgent') return []
  const words = {
    title: '紧急报修',
    body: `${order.title}，${where(order)}，${order.assignment ? `已派给${order.assignment.name}` : '还没派单'}`,
    note: where(order),
    at,
  }
  return [toRole(order, 'desk', words), toRole(order, 'supervisor', words)]
}

/** The technician who had it before somebody else got it. */
export const taken = (order: Told, former: Assignment, at: Date): Message =>
  toTechnician(order, former, {
    title: '工单已改派',
    body: `${order.title}，${where(order)}，这单不用去了`,
    note: where(order),
    at,
  })

export const accepted = (order: Told, technician: Assignment, visit: { slot: Slot; at: Date }): Message =>
  toResident(order, {
    title: `${technician.name}已接单`,
    body: `${order.title}，${speakSlot(visit.slot)}上门`,
    note: `${technician.name} ${speakSlot(visit.slot)}`,
    at: visit.at,
  })

/** To the side that did not ask. */
export function timeProposed(order: Repair, proposal: z.infer<typeof Proposal>): Message[] {
  const slot = speakSlot(proposal)
  const words = {
    title: '想改上门时间，请答复',
    body: `${order.title}，想改到 ${slot}：${proposal.reason}`,
    note: `改到 ${slot}`,
    at: proposal.at,
  }
  if (proposal.by === 'technician') return [toResident(order, words)]
  return order.assignment ? [toTechnician(order, order.assignment, words)] : []
}

/** To the side that asked; the order's appointment already says the outcome. */
export function timeAnswered(
  order: Repair,
  answer: { to: 'resident' | 'technician'; isAgreed: boolean; at: Date },
) {
  const slot = order.appointment ? speakSlot(order.appointment) : ''
  const words = {
    title: answer.isAgreed ? '对方同意改约' : '对方没同意改约',
    body: answer.isAgreed ? `${order.title}，改到 ${slot} 上门` : `${order.title}，还按 ${slot} 上门`,
    note: `${slot}上门`,
    at: answer.at,
  }
  if (answer.to === 'resident') return [toResident(order, words)]
  return order.assignment ? [toTechnician(order, order.assignment, words)] : []
}

export const arrived = (order: Repair, technician: string, at: Date): Message =>
  toResident(order, {
    title: '师傅到场了',
    body: `${order.title}，${technician}已到场`,
    note: technician,
    at,
  })

export const noted = (order: Repair, text: string, at: Date): Message =>
  toResident(order, { title: '维修有新进展', body: `${order.title}：${text}`, note: text, at })

export const finished = (order: Repair, acceptanceHours: number, at: Date): Message =>
  toResident(order, {
    title: '已完工，请验收',
    body: `${order.title}：${sentence(order.work?.summary ?? '')}${acceptanceHours} 小时内不处理，视为通过`,
    note: `${acceptanceHours} 小时内请验收`,
    at,
  })

const tellTechnician = (order: Repair, words: Parameters<typeof toTechnician>[2]): Message[] =>
  order.assignment ? [toTechnician(order, order.assignment, words)] : []

export const confirmed = (order: Repair, by: string, at: Date): Message[] =>
  tellTechnician(order, { title: '验收通过', body: `${order.title}，${by}已验收`, note: where(order), at })

/** Before silence counts as acceptance. */
export const lapseAnnounced = (order: Repair, lapseAt: Date, at: Date): Message =>
  toResident(order, {
    title: '还没验收，请看看',
    body: `${order.title}，${speakInstant(lapseAt)} 前不处理，视为验收通过`,
    note: `${Math.round(ANNOUNCE_MS / HOUR_MS)} 小时内请验收`,
    at,
  })

export const lapsed = (order: Repair, at: Date): Message[] => [
  toResident(order, {
    title: '已视为验收通过',
    body: `${order.title}，到期没有处理。还有问题可以要求返工`,
    note: '到期没有处理，视为通过',
    at,
  }),
  ...tellTechnician(order, {
    title: '到期视为验收通过',
    body: `${order.title}，${where(order)}`,
    note: where(order),
    at,
  }),
]

/** The desk calls the resident first (design 14d). */
export const reworkRequested = (order: Repair, reasons: string, at: Date): Message =>
  toRole(order, 'desk', {
    title: '业主要求返工',
    body: `${order.title}，第 ${order.round} 轮：${reasons}。请先打电话给业主`,
    note: `${where(order)}，返工`,
    at,
  })

/** The technician hears every rating, the desk and the supervisor a low one. */
export function rated(
  order: Repair,
  { stars, isLow, at }: { stars: number; isLow: boolean; at: Date },
): Message[] {
  const words = {
    title: `业主评了 ${stars} 星`,
    body: `${order.title}，${where(order)}`,
    note: `${stars} 星`,
    at,
  }
  const alarm = isLow ? [toRole(order, 'desk', words), toRole(order, 'supervisor', words)] : []
  return [...tellTechnician(order, words), ...alarm]
}

/** By the household the technician hears it, by the desk the household too. */
export function cancelled(order: Repair, { isByDesk, at }: { isByDesk: boolean; at: Date }): Message[] {
  const words = {
    title: '工单已取消',
    body: `${order.title}：${order.cancellation?.reason ?? ''}`,
    note: where(order),
    at,
  }
  return [...(isByDesk ? [toResident(order, words)] : []), ...tellTechnician(order, words)]
}

export const nudged = (order: Repair, by: string, at: Date): Message[] =>
  tellTechnician(order, {
    title: '服务台催办',
    body: `${order.title}，${where(order)}，${by}在催${order.dueAt ? `，限时 ${speakInstant(order.dueAt)}` : ''}`,
    note: where(order),
    at,
  })
