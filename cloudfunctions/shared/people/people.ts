import * as z from 'zod'
import { EncryptedField } from '../crypto'
import { RESIDENT_ROLES, SKILLS, STAFF_ROLES } from '../limits'
import { SCOPES } from '../call/scopes'
import { personal, unaudited } from '../store/collection'
import { Stored } from '../store/stored'

/** A room as other documents remember it, so that showing them needs no second read. */
export const RoomRef = z.object({
  roomId: z.string(),
  building: z.string(),
  unit: z.string(),
  number: z.string(),
  /** 3 栋 2 单元 1802 */
  label: z.string(),
})
export type RoomRef = z.infer<typeof RoomRef>

/** pending 等待核对 · approved 已通过 · refused 已退回 · withdrawn 已撤回 · ended 已结束 */
export const RESIDENT_STATUSES = ['pending', 'approved', 'refused', 'withdrawn', 'ended'] as const

/** One person's tie to one room, from the application on (collection `residents`, id room + person). */
export const Resident = Stored.extend({
  personId: z.string(),
  room: RoomRef,
  /** hundredths of a square metre, as in the roster */
  areaCentiSqm: z.int(),
  relation: z.enum(RESIDENT_ROLES),
  /** what a family member's or a tenant's tie covers; an owner's covers everything */
  scopes: z.array(z.enum(SCOPES)),
  /** last day of a lease, YYYY-MM-DD in Beijing; null when no end is agreed */
  endsOn: z.string().nullable(),
  /** when the tie ended, so that what was written later is not read; null while it has not */
  endedAt: z.date().nullable(),
  name: personal(z.string()),
  phone: personal(EncryptedField),
  phoneHash: unaudited(z.string()),
  /** what it is found by; missing in what was stored before there were tokens */
  searchTokens: unaudited(z.array(z.string()).default([])),
  isPhoneVerified: z.boolean(),
  status: z.enum(RESIDENT_STATUSES),
  consent: z.object({ version: z.string(), at: z.date(), activities: z.boolean() }),
  submittedAt: z.date(),
  /** how many times this person has applied for this room */
  attempt: z.int(),
  reviewDueAt: z.date(),
  decision: z
    .object({
      by: z.union([z.literal('system'), z.object({ personId: z.string(), name: personal(z.string()) })]),
      reason: personal(z.string()),
      at: z.date(),
    })
    .nullable(),
})
export type Resident = z.infer<typeof Resident>

export type Skill = (typeof SKILLS)[number]

/** Somebody who works for the company (collection `staff`; `communityId` is where the company keeps the file). */
export const Staff = Stored.extend({
  personId: z.string(),
  name: personal(z.string()),
  phone: personal(EncryptedField),
  /** shown to residents: 水电高级技师 */
  title: z.string(),
  /** where this person works, and as what there */
  posts: z.array(z.object({ communityId: z.string(), roles: z.array(z.enum(STAFF_ROLES)) })),
  skills: z.array(z.enum(SKILLS)),
  /** buildings this person mostly works in; the system prefers them there */
  buildings: z.array(z.string()),
  /** Beijing wall clock; weekdays 0 = Sunday */
  duty: z.object({ from: z.string(), to: z.string(), weekdays: z.array(z.int()) }),
  /** year and month of joining, YYYY-MM */
  since: z.string(),
  isActive: z.boolean(),
})
export type Staff = z.infer<typeof Staff>

/** A residential community and what the company has agreed there (collection `communities`, id = communityId). */
export const Community = Stored.extend({
  name: z.string(),
  /** 24-hour line, digits and dashes */
  hotline: z.string(),
  /** the butler residents can call, and when */
  desk: z.object({ name: z.string(), phone: z.string(), from: z.string(), to: z.string() }),
  /** hours after which a finished repair counts as accepted (REQ-8) */
  acceptanceHours: z.int(),
})
export type Community = z.infer<typeof Community>
