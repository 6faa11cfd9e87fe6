import type { Category, Urgency } from '../../cloudfunctions/repair/categories'
import type { SLOTS } from '../../cloudfunctions/repair/inputs'
import type { Status } from '../../cloudfunctions/repair/rules/statuses'
import type { Tone } from '@/components/tag'
import type { OutputOf } from './api'

// Names of what functions send as codes: presentation, kept true by `satisfies`.

export type RepairRow = OutputOf<'repair', 'listMine'>['rows'][number]
export type RepairDetail = OutputOf<'repair', 'detail'>
export type SlotName = (typeof SLOTS)[number]

export const CATEGORY_NAMES = {
  plumbing: '给排水',
  electric: '电路照明',
  hardware: '门窗五金',
  hvac: '空调暖通',
  network: '门禁网络',
  masonry: '墙面地面',
  public: '公共区域',
  other: '其他',
} satisfies Record<Category, string>

export const STATUS_NAMES = {
  pending: '待派单',
  assigned: '待接单',
  accepted: '待上门',
  working: '维修中',
  finished: '待验收',
  confirmed: '待评价',
  rated: '已完成',
  cancelled: '已取消',
} satisfies Record<Status, string>

export const URGENCY_NAMES = { normal: '不急', soon: '较急', urgent: '紧急' } satisfies Record<
  Urgency,
  string
>

export const URGENCY_TONES = {
  normal: undefined,
  soon: 'warn',
  urgent: 'danger',
} satisfies Record<Urgency, Tone | undefined>

export const SLOT_NAMES: readonly SlotName[] = ['09-11', '11-13', '14-16', '16-18', '18-20']

/** 3 栋 2 单元 1802; a public place by its own name. */
export const placeOf = ({ place, roomLabel }: Pick<RepairRow, 'place' | 'roomLabel'>): string =>
  place.kind === 'public' ? place.spot : roomLabel

/** What runs out in a status. */
const LIMIT_NAMES: Partial<Record<Status, string>> = {
  pending: '派单还剩',
  assigned: '接单还剩',
  accepted: '到场还剩',
  working: '完工还剩',
  finished: '验收还剩',
}
export const limitName = (status: Status): string => LIMIT_NAMES[status] ?? '还剩'

/** What the description says beyond the title, which is its first line. */
export function beyondTitle({ title, description }: { title: string; description: string }): string {
  const [first = '', ...rest] = description.split('\n')
  return first.trim() === title ? rest.join('\n').trim() : description
}
