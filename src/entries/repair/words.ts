import type { Tone } from '@/components/tag'
import type { OutputOf } from '@/lib/api'
import type { Status, Urgency } from '../../../cloudfunctions/repair/limits'

// How an order is shown wherever one is; what its codes are called is in the words of the function.

export type RepairRow = OutputOf<'repair', 'listMine'>['rows'][number]
export type Workbench = OutputOf<'repair', 'workbench'>
export type RepairDetail = OutputOf<'repair', 'detail'>

export const URGENCY_TONES = {
  normal: undefined,
  soon: 'warn',
  urgent: 'danger',
} satisfies Record<Urgency, Tone | undefined>

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
