import type * as z from 'zod'
import { dateOf } from '../../shared/time/calendar'
import { keyedHash } from '../../shared/crypto'
import type { Resident } from '../../shared/people/people'
import type { Fresh } from '../../shared/store/repository'
import { OPEN_BOARD } from '../rules/due'
import type { SubmitInput } from '../inputs'
import { numberOf } from './numbers'
import { sealContactPhone } from './sealing'
import { placing, placingLine } from '../rules/assigned'
import type { Assignment, Repair, Slot } from '../schema'
import { said } from '../rules/timeline'
import { titleOf } from '../rules/titles'

/** The same form of the same person is the same order. */
const idOf = (personId: string, draftId: string): string =>
  `rep_${keyedHash('draft', `${personId}\n${draftId}`).slice(0, 24)}`

export interface Report {
  input: z.output<typeof SubmitInput>
  home: Resident
  wish: Slot
  assignment: Assignment | null
  /** the number to try first */
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
  reporter: { personId: home.personId, openid: home.openid, name: home.name },
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
    ...reported(idOf(home.personId, input.draftId), report),
    ...NOTHING_YET,
    ...placing({ urgency: input.urgency, wish, appointment: null, work: null }, assignment, now),
    timeline: [
      said({ at: now, step: 'submit', by: home.name, text: '提交报修' }),
      placingLine(assignment, now),
    ],
  }
}
