import { clock, day, dayTime, duration, joined, visit } from '@/lib/format'
import type { RepairDetail } from '@/entries/repair/words'
import { visitOf } from '@/entries/repair/visit'

// What the page of an order says to staff.

export const STEP_NAMES = ['接单', '上门', '维修', '验收']

const STEP_OF: Record<RepairDetail['status'], number> = {
  pending: 0,
  assigned: 0,
  accepted: 1,
  working: 2,
  finished: 3,
  confirmed: 4,
  rated: 4,
  cancelled: 0,
}
export const stepOf = ({ status }: RepairDetail): number => STEP_OF[status]

/** 今天 14–16 点 */
export function slotText(slot: { startAt: string; endAt: string }, now: number): string {
  const { date, slot: range } = visitOf(slot)
  if (date && range) return visit(date, range, now)
  return `${day(slot.startAt, now)} ${clock(slot.startAt)}–${clock(slot.endAt)}`
}

/** Below the steps, left: what has been agreed or has happened. */
export function progressText(order: RepairDetail, now: number): string {
  if (order.work?.arrivedAt) return `${dayTime(order.work.arrivedAt, now)} 到场签到`
  if (order.appointment) return joined('约', slotText(order.appointment, now))
  return joined('希望', slotText(order.wish, now))
}

/** 早 6 分钟, for the arrival */
export function punctuality({ appointment }: RepairDetail, now: number): string {
  if (!appointment) return '还没约上门时间'
  const start = Date.parse(appointment.startAt)
  const end = Date.parse(appointment.endAt)
  if (now < start) return `比约定早 ${duration(start - now)}`
  return now > end ? `比约定晚 ${duration(now - end)}` : '在约定的时段里'
}

/** 138****4172 cannot be called: the number is shown to whoever has the order. */
export const canCall = (phone: string): boolean => phone !== '' && !phone.includes('*')

interface CheckItem {
  text: string
  /** in 还差 2 项：… */
  short: string
}

export const ARRIVE_CHECKS = ['穿好鞋套，亮胸牌', '先说检查什么、怎么修']

const TIDY: CheckItem = { text: '现场擦干净，旧件装袋', short: '现场收拾' }
const HIDDEN: CheckItem = { text: '看到的隐患已当面说明', short: '隐患说明' }
const WORKS: CheckItem = { text: '当面试用，一切正常', short: '当面试用' }

const FINISH_CHECKS: Partial<Record<RepairDetail['category'], CheckItem[]>> = {
  plumbing: [
    { text: '试水 10 分钟，不渗不滴', short: '试水' },
    { text: '角阀和总阀已复位', short: '阀门复位' },
    TIDY,
  ],
  electric: [
    { text: '通电试用 10 分钟，不跳闸', short: '通电试用' },
    { text: '漏电保护按过一次，能断开', short: '漏保测试' },
    TIDY,
  ],
}
export const finishChecks = ({ category }: RepairDetail): CheckItem[] =>
  FINISH_CHECKS[category] ?? [WORKS, HIDDEN, TIDY]

/** What the resident wrote when the last round was sent back. */
export const reworkEntry = (order: RepairDetail) =>
  order.round > 1 ? order.timeline.find(({ step }) => step === 'requestRework') : undefined
