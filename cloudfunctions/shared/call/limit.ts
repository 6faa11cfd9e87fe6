import {
  addDays,
  DAY_MS,
  dateOf,
  instantAt,
  later,
  MINUTE_MS,
  speakTime,
  startOfDay,
  timeOf,
} from '../time/calendar'
import { AppError } from './errors'

/** How often somebody may do something; what repeats beyond is refused with the time it is possible again. */
export interface Limit {
  name: string
  /** who is counted */
  per: 'person' | 'room' | 'community'
  atMost: number
  /** minutes, a divisor of a day, or the Beijing day */
  within: number | 'day'
  /** the verb of the refusal: 报修 */
  act: string
}

export const defineLimit = (limit: Limit): Limit => limit

/** One use of a limit. `subject` is said only where one row counts several: the room beside the person. */
export interface Take {
  limit: Limit
  subject?: string
  /** 1 unless said; files are taken by the dozen */
  amount?: number
}

/** A row of counters: those of one subject on one Beijing day. */
export interface Counter {
  counts?: Record<string, number>
}

/** Windows begin at Beijing midnight and follow each other, so that one row holds all of a day. */
function windowOf({ within }: Limit, now: Date): { name: string; endsAt: Date } {
  const dawn = startOfDay(now)
  if (within === 'day') return { name: 'day', endsAt: later(dawn, DAY_MS) }
  const length = within * MINUTE_MS
  const start = later(dawn, Math.floor((now.getTime() - dawn.getTime()) / length) * length)
  return { name: timeOf(start).replace(':', ''), endsAt: later(start, length) }
}

/** A dot would lead into a nested field. */
const safe = (subject: string): string => subject.replace(/[.$]/g, '_')

/** Name of the counter inside its row. */
export const counterOf = ({ limit, subject }: Take, now: Date): string =>
  [limit.name, ...(subject === undefined ? [] : [safe(subject)]), windowOf(limit, now).name].join('-')

export const rowIdOf = (per: Limit['per'], subject: string, now: Date): string =>
  `${per}:${subject}:${dateOf(now)}`

/** When the day's counters are of no use any more. */
export const rowEndsAt = (now: Date): Date => instantAt(addDays(dateOf(now), 1))

/** The most a counter may show before this use. */
export const roomBefore = ({ limit, amount = 1 }: Take): number => limit.atMost - amount

const isFull = (take: Take, row: Counter, now: Date): boolean =>
  (row.counts?.[counterOf(take, now)] ?? 0) > roomBefore(take)

function refusalOf({ limit }: Take, now: Date): AppError {
  const { act, within } = limit
  if (within === 'day') return new AppError('TOO_MANY', `今天${act}的次数已用完，明天可以再${act}`)
  const again = speakTime(windowOf(limit, now).endsAt, now)
  return new AppError('TOO_MANY', `${act}太频繁了，${again} 后可以再${act}`)
}

/** Why these uses are refused by these counters, as late as the last of them; null when all of them fit. */
export function refusing(takes: readonly Take[], row: Counter, now: Date): AppError | null {
  const full = takes.filter(take => isFull(take, row, now))
  const endsAt = (take: Take) => windowOf(take.limit, now).endsAt.getTime()
  const last = full.sort((a, b) => endsAt(b) - endsAt(a))[0]
  return last ? refusalOf(last, now) : null
}
