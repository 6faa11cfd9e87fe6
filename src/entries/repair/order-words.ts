import type { Tone } from '@/components/tag'
import { clock, day, dayTime, joined, listTime, spokenTime } from '@/lib/format'
import { OPEN_STATUSES } from '../../../cloudfunctions/repair/limits'
import { STATUS_NAMES } from '../../../cloudfunctions/repair/words'
import type { RepairRow } from './words'

// What a resident reads about an order: on the home page, in the list and on the page of the order.

type Status = RepairRow['status']

export interface Slot {
  startAt: string
  endAt: string
}

const hourOf = (at: string): string => clock(at).slice(0, 2)

/** 今天 14–16 点 */
export const visitText = ({ startAt, endAt }: Slot, now: number): string =>
  `${day(startAt, now)} ${hourOf(startAt)}–${hourOf(endAt)} 点`

/** 今天下午 2 点到 4 点, for large type */
export function spokenVisit({ startAt, endAt }: Slot, now: number): string {
  const from = spokenTime(startAt)
  const to = spokenTime(endAt)
  const [part] = from.split(' ')
  return `${day(startAt, now)}${from}到${to.startsWith(part!) ? to.slice(part!.length) : to}`
}

/** 今天下午 2 点半, for large type */
export const spokenDayTime = (at: string, now: number): string => `${day(at, now)}${spokenTime(at)}`

const COMPOUND_SURNAMES = ['欧阳', '司马', '诸葛', '上官', '司徒', '东方', '皇甫', '慕容', '令狐', '尉迟']

/** 周师傅, for large type */
export function masterOf(name: string): string {
  const surname = COMPOUND_SURNAMES.find(each => name.startsWith(each)) ?? [...name][0] ?? ''
  return `${surname}师傅`
}

export const isOpen = ({ status }: Pick<RepairRow, 'status'>): boolean =>
  (OPEN_STATUSES as readonly Status[]).includes(status)

/** Still to be done by somebody, if only to be looked at and accepted. */
export const isGoingOn = (row: RepairRow): boolean => isOpen(row) || row.status === 'finished'

/** 提交 — 派单 — 上门 — 完工 — 评价, with 验收 in its turn. */
export const stepNames = (status: Status): string[] => [
  ...['提交', '派单', '上门', '完工'],
  status === 'finished' ? '验收' : '评价',
]

/** Index of the step that is going on; 5 when nothing is. */
export const STEP_AT: Record<Status, number> = {
  pending: 1,
  assigned: 1,
  accepted: 2,
  working: 3,
  finished: 4,
  confirmed: 4,
  rated: 5,
  cancelled: 0,
}

/** How many of the five short bars of a list are filled. */
export const MINI_AT: Record<Status, number> = {
  pending: 1,
  assigned: 2,
  accepted: 2,
  working: 3,
  finished: 4,
  confirmed: 5,
  rated: 5,
  cancelled: 1,
}

const TONES: Record<Status, Tone | undefined> = {
  pending: undefined,
  assigned: 'brand',
  accepted: 'brand',
  working: 'brand',
  finished: 'warn',
  confirmed: undefined,
  rated: undefined,
  cancelled: undefined,
}

export function tagOf({ status, proposalBy }: RepairRow): { text: string; tone: Tone | undefined } {
  if (proposalBy === 'technician') return { text: '改约待答复', tone: 'warn' }
  if (proposalBy === 'resident') return { text: '改约中', tone: undefined }
  return { text: STATUS_NAMES[status], tone: TONES[status] }
}

/** What only the resident can do now, in the words of the button. */
export function todoOf(row: RepairRow): { text: string; act: string; isUrgent: boolean } | undefined {
  if (row.proposalBy === 'technician') return { text: '去答复', act: 'answerTime', isUrgent: true }
  if (row.status === 'finished') return { text: '去验收', act: 'confirm', isUrgent: true }
  if (row.status === 'confirmed') return { text: '去评价', act: 'rate', isUrgent: false }
  return undefined
}

const acceptedLine = ({ appointment, technician }: RepairRow, now: number): string => {
  if (!appointment) return `${technician}已接单`
  const late = Date.parse(appointment.endAt) < now ? '，已经晚了' : ''
  return `${technician}${joined('约', visitText(appointment, now))}上门${late}`
}

/** One line: who does what by when. */
export function lineOf(row: RepairRow, now: number): string {
  const { technician, dueAt, finishedAt } = row
  if (row.proposalBy === 'technician') return `${technician}想改上门时间，等您答复`
  if (row.proposalBy === 'resident') return '您提出改约，等师傅答复'
  const finished = finishedAt ? listTime(finishedAt, now) : ''
  const lines: Record<Status, () => string> = {
    pending: () => '服务台正在派单，派好就告诉您',
    assigned: () =>
      dueAt && Date.parse(dueAt) > now
        ? `等${technician}接单，${dayTime(dueAt, now)} 前答复`
        : `等${technician}接单`,
    accepted: () => acceptedLine(row, now),
    working: () => `${technician}正在修`,
    finished: () => `${technician} ${finished} 完工，请验收`,
    confirmed: () => `${technician} ${finished} 修好，请评价`,
    rated: () => `${technician} ${finished} 修好`,
    cancelled: () => '这次报修已取消',
  }
  return lines[row.status]()
}

/** The same as one says it, for large type. */
export function spokenLineOf(row: RepairRow, now: number): string {
  const master = row.technician ? masterOf(row.technician) : '师傅'
  if (row.proposalBy === 'technician') return `${master}想换个时间来，等您答复`
  if (row.proposalBy === 'resident') return '您想换个时间，等师傅答复'
  const { appointment } = row
  const lines: Record<Status, () => string> = {
    pending: () => '正在给您安排师傅，安排好就告诉您',
    assigned: () => `派给${master}了，等师傅定上门时间`,
    accepted: () =>
      appointment
        ? `${joined(master, spokenVisit(appointment, now))}来，您在家等就行`
        : `${master}接单了，会和您约时间`,
    working: () => `${master}正在修`,
    finished: () => `${master}修好了，请您看一看`,
    confirmed: () => `${master}修好了，给这次维修打个分`,
    rated: () => `${master}修好了`,
    cancelled: () => '这次报修取消了',
  }
  return lines[row.status]()
}
