import { isOpen } from '../time/hours'
import type { Staff } from './people'

/** Is somebody on duty at this instant? Whoever works on holidays is on the roster by weekday, so no calendar is asked. */
export const isOnDuty = (duty: Staff['duty'], now: Date): boolean =>
  isOpen({ shifts: [duty], calendar: null }, now)
