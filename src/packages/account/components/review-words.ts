import type { Tone } from '@/components/tag'
import type { OutputOf } from '@/lib/api'
import { durationShort } from '@/lib/format'

export type ReviewRow = OutputOf<'account', 'listReviews'>['rows'][number]
export type ReviewDetail = OutputOf<'account', 'review'>

const HURRY_MS = 30 * 60_000

export interface Due {
  text: string
  /** above the time */
  name: string
  isUrgent: boolean
}

/** 还剩 18 分钟 · 已超时 5 分钟 */
export function dueOf({ reviewDueAt }: Pick<ReviewRow, 'reviewDueAt'>, now: number): Due {
  const leftMs = Date.parse(reviewDueAt) - now
  return { name: leftMs < 0 ? '已超时' : '还剩', text: durationShort(leftMs), isUrgent: leftMs < HURRY_MS }
}

/** A wrong number weighs more than a name with one letter off. */
export function summaryTone({ flags }: Pick<ReviewRow, 'flags'>): Tone {
  if (flags.length === 0) return 'ok'
  return flags.includes('phone') ? 'danger' : 'warn'
}
