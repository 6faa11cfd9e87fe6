import type * as z from 'zod'
import { dateOf } from '../../shared/time/calendar'
import { onceId } from '../../shared/store/once-id'
import type { Resident } from '../../shared/people/people'
import type { Fresh } from '../../shared/store/repository'
import { OPEN_BOARD } from '../rules/due'
import type { SubmitInput } from '../inputs'
import { numberOf } from './numbers'
import { sealContactPhone } from './sealing'
import { assigned, assignedLine } from '../rules/assigned'
import type { Assignment, Repair, Slot } from '../schema'
import { said } from '../rules/timeline'
import { titleOf } from '../rules/titles'

/** The same form of the same person is the same order. */
export const orderIdOf = (personId: string, draftId: string): string => onceId('rep', [personId, draftId])

export interface Report {
  input: z.output<typeof SubmitInput>
  home: Resident
  wish: Slot
  assignment: Assignment | null
  sequence: number
}

const NOTHING_YET = {
  // known once the order has its number
  searchTokens: [],
  handedBackBy: [],
  round: 1,
  pastWork: [],
  finishedAt: null,
  lapseAt: null,
  isLapseAnnounced: false,
  confirmation: null,
  rating: null,
  cancellation: null,
  nudgedAt: null,
} satisfies Partial<Fresh<Repair>>

const reported = (_id: string, { input, home }: Report) => ({
  _id,
  category: input.category,
  urgency: input.urgency,
  room: home.room,
  place: { kind: input.placeKind, spot: input.spot },
  title: titleOf(input.description),
  description: input.description,
  photos: input.photos,
  contact: { name: input.contactName, phone: sealContactPhone(_id, input.contactPhone) },
  reporter: { personId: home.personId, name: home.name },
  draftId: input.draftId,
})

/** The order as it is first stored. */
export function draftOf(report: Report, now: Date): Fresh<Repair> {
  const { input, home, wish, assignment, sequence } = report
  const numberDate = dateOf(now)
  return {
    communityId: home.communityId,
    number: numberOf(numberDate, sequence),
    numberDate,
    sequence,
    board: OPEN_BOARD,
    loadOf: assignment?.staffId ?? null,
    ...reported(orderIdOf(home.personId, input.draftId), report),
    ...NOTHING_YET,
    ...assigned({ urgency: input.urgency, wish, appointment: null, work: null }, assignment, now),
    timeline: [
      said({ at: now, step: 'submit', by: home.name, text: '提交报修' }),
      assignedLine(assignment, now),
    ],
  }
}
