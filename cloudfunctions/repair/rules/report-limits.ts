import { defineLimit, type Take } from '../../shared/call/limit'
import type { Urgency } from '../limits'

// A household reports what it finds on a bad day and no more: each report rings a technician, an urgent one everybody.

const PERSON_BURST = defineLimit({ name: 'report', per: 'person', atMost: 10, within: 10, act: '报修' })
const PERSON_DAY = defineLimit({ name: 'report', per: 'person', atMost: 30, within: 'day', act: '报修' })
const ROOM_DAY = defineLimit({ name: 'room', per: 'room', atMost: 20, within: 'day', act: '报修' })
const ROOM_URGENT = defineLimit({ name: 'urgent', per: 'room', atMost: 3, within: 30, act: '报急修' })

/** What one report counts towards, for a row that counts persons and rooms beside each other. */
export const reportTakes = (report: { personId: string; roomId: string; urgency: Urgency }): Take[] => [
  { limit: PERSON_BURST, subject: report.personId },
  { limit: PERSON_DAY, subject: report.personId },
  { limit: ROOM_DAY, subject: report.roomId },
  ...(report.urgency === 'urgent' ? [{ limit: ROOM_URGENT, subject: report.roomId }] : []),
]
