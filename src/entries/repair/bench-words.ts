import type { Num } from '@/components/nums'
import type { Tone } from '@/components/tag'
import { clock, day, listTime } from '@/lib/format'
import { CATEGORY_NAMES, STATUS_NAMES, URGENCY_NAMES } from '../../../cloudfunctions/repair/words'
import { URGENCY_TONES, placeOf, type RepairRow, type Workbench } from './words'
import type { Post } from '../desk'
import type { StaffTab } from '../../../cloudfunctions/repair/limits'

// What a row of the workbench says; nothing here decides what may be done.

interface TabWords {
  value: StaffTab
  text: string
  /** key of `counts`; what is done is a list of all days, so it has no number */
  counted?: string
  /** when the list is empty */
  empty: string
}

export const TABS: Record<Post, TabWords[]> = {
  desk: [
    { value: 'pending', text: '待派单', counted: 'pending', empty: '没有等着派的单' },
    { value: 'open', text: '处理中', counted: 'open', empty: '没有处理中的单' },
    { value: 'done', text: '已完成', empty: '还没有完成的单' },
  ],
  technician: [
    { value: 'assigned', text: '待接单', counted: 'assigned', empty: '没有等您接的单' },
    { value: 'open', text: '在手', counted: 'open', empty: '手上没有单' },
    { value: 'rework', text: '待返工', counted: 'rework', empty: '没有要返工的单' },
    { value: 'pending', text: '可抢单', counted: 'pending', empty: '没有可抢的单' },
    { value: 'done', text: '已完成', empty: '还没有完成的单' },
  ],
}

interface Figure {
  text: string
  counted: string
  tab?: StaffTab
  isDanger?: boolean
}

const FIGURES: Record<Post, Figure[]> = {
  desk: [
    { text: '待派单', counted: 'pending', tab: 'pending' },
    { text: '时限预警', counted: 'warned', isDanger: true },
    { text: '处理中', counted: 'open', tab: 'open' },
    { text: '今日完成', counted: 'doneToday', tab: 'done' },
  ],
  technician: [
    { text: '待接单', counted: 'assigned', tab: 'assigned' },
    { text: '在手', counted: 'open', tab: 'open' },
    { text: '时限预警', counted: 'warned', isDanger: true },
    { text: '今日完成', counted: 'doneToday', tab: 'done' },
  ],
}

interface Taps {
  onTab: (tab: StaffTab) => void
  onWarned?: () => void
}

export const figuresOf = (post: Post, counts: Workbench['counts'], { onTab, onWarned }: Taps): Num[] =>
  FIGURES[post].map(({ text, counted, tab, isDanger }) => ({
    text,
    value: counts[counted] ?? 0,
    isDanger,
    onTap: tab ? () => onTab(tab) : onWarned,
  }))

export function warningNote(row: RepairRow): string {
  if (!row.technician) return `${placeOf(row)}，未派单`
  if (row.status === 'assigned') return `${row.technician}未接单`
  return `${placeOf(row)}，${row.technician}`
}

export function rowNote(row: RepairRow, post: Post): string {
  const place = row.place.kind === 'public' ? `公共区域，${row.place.spot}` : row.roomLabel
  const who = post === 'desk' && row.technician ? row.technician : CATEGORY_NAMES[row.category]
  return `${place}，${who}`
}

/** 13:58 提交 · 14:30 前 · 15:36 完工 */
export function rowTime(row: RepairRow, now: number): string {
  if (row.status === 'pending') return `${listTime(row.createdAt, now)} 提交`
  if (row.finishedAt) return `${listTime(row.finishedAt, now)} 完工`
  if (!row.dueAt) return listTime(row.createdAt, now)
  if (Date.parse(row.dueAt) < now) return '已超时'
  const near = day(row.dueAt, now)
  return `${near === '今天' ? '' : `${near} `}${clock(row.dueAt)} 前`
}

export interface RowTag {
  text: string
  tone?: Tone
}

const STATUS_TONES: Partial<Record<RepairRow['status'], Tone>> = {
  assigned: 'warn',
  working: 'brand',
  accepted: 'info',
  finished: 'warn',
  confirmed: 'ok',
  rated: 'ok',
}

/** A queue is sorted by how urgent it is, everything else by where it stands. */
export function rowTag(row: RepairRow, post: Post): RowTag {
  if (row.proposalBy) return { text: '改约待确认', tone: 'warn' }
  if (row.round > 1 && (row.status === 'assigned' || row.status === 'pending'))
    return { text: `第 ${row.round} 次上门`, tone: 'danger' }
  if (row.status === 'pending' || (row.status === 'assigned' && post === 'technician'))
    return { text: URGENCY_NAMES[row.urgency], tone: URGENCY_TONES[row.urgency] }
  return { text: STATUS_NAMES[row.status], tone: STATUS_TONES[row.status] }
}
