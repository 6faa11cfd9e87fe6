import type { Message } from '../../shared/effects/outbox'
import type { Resident, RoomRef } from '../../shared/people/people'
import { ROLE_NAMES } from '../../shared/words'
import { fitFields, templateTime } from '../../shared/effects/template-fields'

/** Pages that messages of this function open; they must exist in src/app.config.ts. */
export const PAGES = {
  register: (roomId: string) => `packages/account/register/index?roomId=${encodeURIComponent(roomId)}`,
  review: (id: string) => `packages/account/review/index?id=${encodeURIComponent(id)}`,
  home: () => 'pages/home/index',
} as const

type Applicant = Pick<Resident, 'personId' | 'name' | 'relation' | 'room'>

function toApplicant(
  { personId, room }: Applicant,
  words: { title: string; body: string; page: string; at: Date },
): Message {
  const { title, body, page, at } = words
  return {
    to: { person: personId, ground: { kind: 'self' } },
    lane: 'normal',
    topic: 'registration',
    title,
    body,
    page,
    fields: fitFields({ thing1: title, thing2: room.label, time3: templateTime(at) }),
  }
}

export const approved = (applicant: Applicant, at: Date): Message =>
  toApplicant(applicant, {
    title: '房屋登记已通过',
    body: `${applicant.room.label}，${ROLE_NAMES[applicant.relation]}。现在可以报修了`,
    page: PAGES.home(),
    at,
  })

export const refused = (applicant: Applicant, message: string, at: Date): Message =>
  toApplicant(applicant, {
    title: '房屋登记没有通过',
    body: `${applicant.room.label}：${message}`,
    page: PAGES.register(applicant.room.roomId),
    at,
  })

/** To everybody at the desk: an application waits. */
export function waiting(applicant: Applicant & { id: string; room: RoomRef }, at: Date): Message {
  const who = `${applicant.name}，${ROLE_NAMES[applicant.relation]}`
  return {
    to: { staff: 'desk', orElse: 'manager' },
    lane: 'normal',
    topic: 'review',
    title: '有新的登记要核对',
    body: `${applicant.room.label}，${who}`,
    page: PAGES.review(applicant.id),
    fields: fitFields({ thing1: who, thing2: applicant.room.label, time3: templateTime(at) }),
  }
}
