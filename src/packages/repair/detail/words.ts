import type { IconName } from '@/components/icon'
import type { Tone } from '@/components/tag'
import { dayTime, duration, joined } from '@/lib/format'
import { visitText } from '@/entries/repair/order-words'
import type { RepairDetail } from '@/entries/repair/words'

interface Head {
  title: string
  note?: string
  icon: IconName
  tone: Tone
}

type Words = (order: RepairDetail, now: number) => Head

const took = ({ createdAt, finishedAt }: RepairDetail): string | undefined =>
  finishedAt ? `从提交到修好 ${duration(Date.parse(finishedAt) - Date.parse(createdAt))}` : undefined

const assigned: Words = ({ technician, dueAt }, now) => ({
  title: `等${technician}接单`,
  note:
    dueAt && Date.parse(dueAt) > now
      ? `${dayTime(dueAt, now)} 前答复，接单后和您约时间`
      : '过了该答复的时间，服务台会催，急事请打电话',
  icon: 'hourglass',
  tone: 'brand',
})

const accepted: Words = ({ technician, appointment, proposal }, now) => {
  if (!appointment) return { title: `${technician}已接单`, icon: 'calendar-days', tone: 'brand' }
  if (proposal?.by === 'technician')
    return { title: '师傅想改时间', note: '请答复，答复前按原来的时间', icon: 'calendar-days', tone: 'warn' }
  const lateMs = now - Date.parse(appointment.endAt)
  const visit = visitText(appointment, now)
  if (lateMs > 0) {
    const note = `${joined('约的是', visit)}，已经晚了 ${duration(lateMs)}。可以打电话问问`
    return { title: '师傅晚到了', note, icon: 'clock', tone: 'danger' }
  }
  return {
    title: '等师傅上门',
    note: `${technician}${joined('约', visit)}到`,
    icon: 'calendar-days',
    tone: 'brand',
  }
}

const working: Words = ({ technician, work }, now) => ({
  title: '正在维修',
  note: work?.arrivedAt ? `${technician} ${dayTime(work.arrivedAt, now)} 到场` : `${technician}正在修`,
  icon: 'wrench',
  tone: 'brand',
})

const finished: Words = (order, now) => ({
  title: '已完工，请验收',
  note: order.lapseAt ? `${dayTime(order.lapseAt, now)} 前不处理，视为通过` : took(order),
  icon: 'circle-check',
  tone: 'ok',
})

const confirmed: Words = order => ({
  title: '已完工，请评价',
  note: order.confirmation?.isByLapse ? '到期没有处理，视为验收通过' : took(order),
  icon: 'circle-check',
  tone: 'ok',
})

const cancelled: Words = ({ cancellation }, now) => ({
  title: '已取消',
  note: cancellation
    ? `${cancellation.by} ${dayTime(cancellation.at, now)} 取消：${cancellation.reason}`
    : undefined,
  icon: 'circle-alert',
  tone: 'info',
})

const HEADS: Record<RepairDetail['status'], Words> = {
  pending: () => ({
    title: '正在派单',
    note: '服务台派好师傅就告诉您',
    icon: 'hourglass',
    tone: 'brand',
  }),
  assigned,
  accepted,
  working,
  finished,
  confirmed,
  rated: order => ({ title: '已完成', note: took(order), icon: 'circle-check', tone: 'ok' }),
  cancelled,
}

/** The first words of the page: how it stands, then why or until when. */
export const headOf: Words = (order, now) => HEADS[order.status](order, now)

/** What the order waits for, on top of its history. */
export const WAITING: Partial<Record<RepairDetail['status'], string>> = {
  pending: '正在派单',
  assigned: '等师傅接单',
  accepted: '等师傅上门',
  working: '正在维修',
  finished: '等您验收',
  confirmed: '等您评价',
}

/** 软管接头 × 2、生料带 × 1 */
export const partsText = (parts: { name: string; quantity: number }[]): string =>
  parts.map(({ name, quantity }) => `${name} × ${quantity}`).join('、')

/** What the resident looks at before signing. */
export const confirmChecks = ({ category }: RepairDetail): string[] => [
  category === 'plumbing' ? '不再滴水，问题已解决' : '试过了，问题已解决',
  '现场已收拾干净',
]
