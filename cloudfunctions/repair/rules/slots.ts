import type * as z from 'zod'
import { addDays, dateOf, instantAt, timeOf } from '../../shared/time/calendar'
import { badField } from '../../shared/call/errors'
import type { VisitSlot } from '../inputs'
import { MAX_DAYS_AHEAD } from '../limits'
import type { Slot } from '../schema'

type Wish = z.infer<typeof VisitSlot>

/** The slot of the form as instants; slots are wall-clock hours in Beijing. */
export function slotOf({ date, slot }: Wish): Slot {
  const [from, to] = slot.split('-')
  return { startAt: instantAt(date, `${from}:00`), endAt: instantAt(date, `${to}:00`) }
}

/** @throws BAD_INPUT naming `field` when the slot is over at `now` or too far ahead; one that has begun is fine */
export function visitAt(field: string, wish: Wish, now: Date): Slot {
  const today = dateOf(now)
  const visit = slotOf(wish)
  if (wish.date < today) throw badField(field, '这个日期已经过去，请选今天或以后的日期')
  if (visit.endAt <= now) throw badField(field, '这个时段已经过了，请换一个时段')
  if (wish.date > addDays(today, MAX_DAYS_AHEAD))
    throw badField(field, `上门最多约到 ${MAX_DAYS_AHEAD} 天内，请选近一点的日期`)
  return visit
}

function speakDay(at: Date): string {
  const [, month, day] = dateOf(at).split('-').map(Number)
  return `${month} 月 ${day} 日`
}

/** 11 月 23 日 14–16 点: without 今天, so that it stays right whenever it is read. */
export function speakSlot({ startAt, endAt }: Slot): string {
  const hour = (at: Date) => timeOf(at).slice(0, 2)
  return `${speakDay(startAt)} ${hour(startAt)}–${hour(endAt)} 点`
}

/** 11 月 23 日 14:30 */
export const speakInstant = (at: Date): string => `${speakDay(at)} ${timeOf(at)}`
