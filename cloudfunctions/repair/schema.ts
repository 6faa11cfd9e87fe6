import * as z from 'zod'
import { EncryptedField } from '../shared/crypto'
import { SKILLS } from '../shared/limits'
import { RoomRef } from '../shared/people/people'
import { personal, unaudited } from '../shared/store/collection'
import { Stored } from '../shared/store/stored'
import { CATEGORIES, PLACE_KINDS, STATUSES, URGENCIES } from './limits'

/** A visit is agreed as a slot of a day, not as a minute. */
export const Slot = z.object({ startAt: z.date(), endAt: z.date() })
export type Slot = z.infer<typeof Slot>

/** Somebody as the order remembers that person. */
export const Person = z.object({ personId: z.string(), name: personal(z.string()) })

/** One line of the order's history, newest last; the resident sees every line but the internal ones. */
export const TimelineEntry = z.object({
  at: z.date(),
  /** the step, or `submit` */
  step: z.string(),
  /** shown name of who did it: a person, or 系统 */
  by: z.string(),
  text: z.string(),
  photos: z.array(z.string()),
  /** for staff only, such as why a technician handed the order back */
  isInternal: z.boolean(),
})
export type TimelineEntry = z.infer<typeof TimelineEntry>

/** Why this technician: one row per candidate, best first, as the dispatcher sees it (REQ-3). */
export const CandidateScore = z.object({
  staffId: z.string(),
  name: z.string(),
  hasSkill: z.boolean(),
  isOnDuty: z.boolean(),
  /** open orders in hand when the choice was made */
  load: z.int(),
  isSameBuilding: z.boolean(),
})
export type CandidateScore = z.infer<typeof CandidateScore>

export const Assignment = z.object({
  staffId: z.string(),
  personId: z.string(),
  name: personal(z.string()),
  title: z.string(),
  phone: personal(EncryptedField),
  skills: z.array(z.enum(SKILLS)),
  at: z.date(),
  /** system or the dispatcher's name */
  by: personal(z.string()),
  /** one sentence: 会水电，正在当班，手上 1 单，负责 3 栋 */
  reason: personal(z.string()),
  candidates: unaudited(z.array(CandidateScore)),
})
export type Assignment = z.infer<typeof Assignment>

/** A wish to move the visit that the other side has not answered yet. */
export const Proposal = Slot.extend({
  by: z.enum(['resident', 'technician']),
  reason: personal(z.string()),
  at: z.date(),
})

export const Part = z.object({ name: z.string(), quantity: z.int() })

/** What one visit produced; a rework starts the next one. */
export const Work = z.object({
  arrivedAt: z.date().nullable(),
  finishedAt: z.date().nullable(),
  photosBefore: z.array(z.string()),
  photosAfter: z.array(z.string()),
  parts: z.array(Part),
  checks: z.array(z.string()),
  summary: personal(z.string()),
})
export type Work = z.infer<typeof Work>

export const Confirmation = z.object({
  by: personal(z.string()),
  at: z.date(),
  signature: z.string().nullable(),
  isByLapse: z.boolean(),
})

export const Rating = z.object({
  stars: z.int(),
  tags: z.array(z.string()),
  text: personal(z.string()),
  at: z.date(),
})

/** A round that a rework has ended: what was done, by whom, and what the resident said of it. */
export const PastWork = Work.extend({
  technician: z.string(),
  confirmation: Confirmation.nullable(),
  rating: Rating.nullable(),
})
export type PastWork = z.infer<typeof PastWork>

/** A work order (collection `repairs`). `communityId` and `room` are those of the reporter. */
export const Repair = Stored.extend({
  /** WX20261121003: prefix, Beijing day, sequence in the community */
  number: z.string(),
  /** Beijing day of the number, YYYY-MM-DD */
  numberDate: z.string(),
  /** last part of the number as an integer, so that 1000 sorts after 999 */
  sequence: z.int(),
  status: z.enum(STATUSES),
  /** `open`, or the Beijing day it was finished or cancelled on: one index serves what is open and today's results */
  board: z.string(),
  category: z.enum(CATEGORIES),
  urgency: z.enum(URGENCIES),
  room: RoomRef,
  place: z.object({ kind: z.enum(PLACE_KINDS), spot: personal(z.string()) }),
  /** first line of the description, shown as the title */
  title: personal(z.string()),
  description: personal(z.string()),
  photos: z.array(z.string()),
  wish: Slot,
  contact: z.object({ name: personal(z.string()), phone: personal(EncryptedField) }),
  reporter: Person,
  /** what it is found by; missing in what was stored before there were tokens */
  searchTokens: unaudited(z.array(z.string()).default([])),
  draftId: z.string(),
  assignment: Assignment.nullable(),
  /** the technician's id again, on top level for the index; null while nobody has it */
  assigneeId: z.string().nullable(),
  /** the technician's id while the order is open, null afterwards: what somebody has in hand */
  loadOf: z.string().nullable(),
  /** ids of technicians who handed it back in this round: the system does not choose them again */
  handedBackBy: z.array(z.string()),
  appointment: Slot.nullable(),
  proposal: Proposal.nullable(),
  /** 1 at first, one more with each rework (REQ-9) */
  round: z.int(),
  work: Work.nullable(),
  pastWork: unaudited(z.array(PastWork)),
  /** limit of the current step (accept, visit, finish, confirm); null when nobody has to act */
  dueAt: z.date().nullable(),
  finishedAt: z.date().nullable(),
  /** when silence counts as acceptance; null unless finished */
  lapseAt: z.date().nullable(),
  isLapseAnnounced: z.boolean(),
  confirmation: Confirmation.nullable(),
  rating: Rating.nullable(),
  cancellation: z.object({ by: personal(z.string()), reason: personal(z.string()), at: z.date() }).nullable(),
  nudgedAt: z.date().nullable(),
  timeline: unaudited(z.array(TimelineEntry)),
})
export type Repair = z.infer<typeof Repair>
