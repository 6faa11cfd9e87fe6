import { isoDate, startOfDay } from '@/lib/format'
import type { Slot } from '@/entries/repair/order-words'
import { SLOTS } from '../../../../cloudfunctions/repair/limits'
import type { VisitChoice } from '@/entries/repair/visit'
import type { Filled } from './draft'
import { ELDER_ITEMS } from './words'

const DAY_MS = 86_400_000
const HOUR_MS = 3_600_000

export type Visit = Required<VisitChoice>

/** The next slot that has not begun: what most people would choose. */
function nextVisit(now: number): Visit {
  const today = isoDate(now)
  const begin = startOfDay(today).getTime()
  const slot = SLOTS.find(name => begin + Number(name.slice(0, 2)) * HOUR_MS > now)
  return slot ? { date: today, slot } : { date: isoDate(now + DAY_MS), slot: SLOTS[0]! }
}

export const visitFor = ({ visit: { date, slot } }: Filled, now: number): Visit =>
  date && slot ? { date, slot } : nextVisit(now)

export function instantsOf({ date, slot }: Visit): Slot {
  const at = (hour: string) => new Date(startOfDay(date).getTime() + Number(hour) * HOUR_MS).toISOString()
  return { startAt: at(slot.slice(0, 2)), endAt: at(slot.slice(-2)) }
}

/** What nobody is asked for in large type: the words of the tile, the place, the next free time. */
export function completed(draft: Filled, now: number): Filled {
  const tile = ELDER_ITEMS.find(({ value }) => value === draft.category)
  const isPublic = draft.category === 'public'
  return {
    ...draft,
    visit: visitFor(draft, now),
    description: draft.description.trim() || tile?.text || '说不清楚',
    placeKind: isPublic ? 'public' : 'room',
    spot: (draft.placeKind === 'public') === isPublic && draft.spot.trim() ? draft.spot : spotOf(isPublic),
  }
}

const spotOf = (isPublic: boolean): string => (isPublic ? '电梯、楼道' : '家里')
