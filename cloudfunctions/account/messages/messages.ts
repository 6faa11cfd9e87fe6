import { dateOf, timeOf } from '../../shared/time/calendar'
import type { Message } from '../../shared/effects/outbox'
import type { Resident, RoomRef } from '../../shared/people/people'
import { ROLE_NAMES } from '../../shared/words'
import { fitFields } from '../../shared/effects/template-fields'
import type { RosterImport } from '../schema'

/** Pages that messages of this function open; they must exist in src/app.config.ts. */
export const PAGES = {
  register: (roomId: string) => `packages/account/register/index?roomId=${encodeURIComponent(roomId)}`,
  review: (id: string) => `packages/account/review/index?id=${encodeURIComponent(id)}`,
  roster: (id: string) => `packages/account/roster/index?id=${encodeURIComponent(id)}`,
  home: () => 'pages/home/index',
} as const

/** 2026年11月21日 15:01, the form that fields of type `time` take. */
function templateTime(at: Date): string {
  const [year, month, day] = dateOf(at).split('-').map(Number)
  return `${year}年${month}月${day}日 ${timeOf(at)}`
}

type Applicant = Pick<Resident, 'personId' | 'openid' | 'name' | 'relation' | 'room'>

function toApplicant(
  { personId, openid, room }: Applicant,
  words: { title: string; body: string; page: string; at: Date },
): Message {
  const { title, body, page, at } = words
  return {
    to: { personId, openid },
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
    to: { role: 'desk' },
    topic: 'review',
    title: '有新的登记要核对',
    body: `${applicant.room.label}，${who}`,
    page: PAGES.review(applicant.id),
    fields: fitFields({ thing1: who, thing2: applicant.room.label, time3: templateTime(at) }),
  }
}

/** To the importer, who may have left the page. */
export function imported(done: RosterImport, at: Date): Message {
  const { added, changed, unchanged, failed } = done.progress
  const result = `新增 ${added}，变更 ${changed}，不变 ${unchanged}${failed ? `，失败 ${failed}` : ''}`
  return {
    to: { personId: done.by.personId, openid: done.by.openid },
    topic: 'roster',
    title: '名册导入完成',
    body: `${done.fileName}：${result}`,
    page: PAGES.roster(done._id),
    fields: fitFields({ thing1: done.fileName, thing2: result, time3: templateTime(at) }),
  }
}
