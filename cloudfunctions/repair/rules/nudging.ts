import { AppError } from '../../shared/call/errors'
import { defineLimit } from '../../shared/call/limit'
import type { Guard } from '../../shared/flow/machine'
import { later, MINUTE_MS, timeOf } from '../../shared/time/calendar'
import { hasRoom } from './history-size'
import type { Kinds } from './steps'

/** Between two nudges of one order. */
const NUDGE_MINUTES = 10

/** A desk reminds many technicians; more than this is no work of a person. */
export const NUDGE_LIMITS = [
  defineLimit({ name: 'nudge', per: 'person', atMost: 30, within: 10, act: '催办' }),
  defineLimit({ name: 'nudge', per: 'person', atMost: 300, within: 'day', act: '催办' }),
]

export const canNudge: Guard<Kinds> = (order, asker) => {
  const until = order.nudgedAt && later(order.nudgedAt, NUDGE_MINUTES * MINUTE_MS)
  if (until && until > asker.now) return new AppError('TOO_MANY', `刚催过，${timeOf(until)} 后可以再催`)
  return hasRoom(order, asker)
}
