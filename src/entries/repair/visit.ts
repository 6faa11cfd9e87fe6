import { isoDate } from '@/lib/format'
import { SLOTS, type SlotName } from '../../../cloudfunctions/repair/limits'

export interface VisitChoice {
  date?: string
  slot?: SlotName
}

/** A slot of the form from its instants, which begin and end on the hour in Beijing. */
export function visitOf({ startAt, endAt }: { startAt: string; endAt: string }): VisitChoice {
  const hour = (at: string) => new Date(new Date(at).getTime() + 8 * 3_600_000).toISOString().slice(11, 13)
  const slot = SLOTS.find(name => name === `${hour(startAt)}-${hour(endAt)}`)
  return { date: isoDate(startAt), slot }
}
