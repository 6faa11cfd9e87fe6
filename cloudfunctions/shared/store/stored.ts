import * as z from 'zod'
import { RESIDENT_ROLES, STAFF_ROLES, TOPICS } from '../limits'
import { LANES } from '../effects/lanes'

/** Why somebody may read a message: asked again when it is delivered and whenever the inbox is read. */
export const Ground = z.union([
  /** it is about the person alone */
  z.object({ kind: z.literal('self') }),
  /** for somebody's work in that community */
  z.object({ kind: z.literal('post') }),
  /** about a home: for whoever is tied to it */
  z.object({ kind: z.literal('room'), roomId: z.string() }),
])
export type Ground = z.infer<typeof Ground>

/** Many residents of the community, chosen by where they live and what they are there; a job with a cursor finds them. */
export const Audience = z.object({
  buildings: z.array(z.string()).optional(),
  roomIds: z.array(z.string()).optional(),
  relations: z.array(z.enum(RESIDENT_ROLES)).optional(),
})
export type Audience = z.infer<typeof Audience>

export const Recipient = z.union([
  /** `orElse` hears what the person has no ground to read any more */
  z.object({ person: z.string(), ground: Ground, orElse: z.enum(STAFF_ROLES).optional() }),
  /** everybody with this position in the community, looked up when the row is moved on; `orElse` when nobody holds it */
  z.object({ staff: z.enum(STAFF_ROLES), orElse: z.enum(STAFF_ROLES) }),
  z.object({ audience: Audience }),
])
export type Recipient = z.infer<typeof Recipient>

/** What a message says, whoever hears it. */
export const MessageContent = z.object({
  lane: z.enum(LANES),
  topic: z.enum(TOPICS),
  title: z.string(),
  body: z.string(),
  /** page of the mini program that opens, with query, without leading slash */
  page: z.string(),
  /** fields of the WeChat template of this topic, keys as in the template */
  fields: z.record(z.string(), z.string()),
  at: z.date(),
})

/** Who changed what, when. */
export const AuditEntry = z.object({
  actor: z.object({ personId: z.string(), as: z.string() }),
  action: z.string(),
  targetId: z.string(),
  /** changed fields only, personal ones hidden */
  before: z.record(z.string(), z.unknown()),
  after: z.record(z.string(), z.unknown()),
  requestId: z.string(),
  at: z.date(),
})

/**
 * A change and what it causes are one write: rows wait inside the document that caused them until they are moved on,
 * so a killed function loses neither and nothing needs a transaction.
 */
export const OutboxRow = z.discriminatedUnion('kind', [
  MessageContent.extend({ kind: z.literal('message'), id: z.string(), to: Recipient }),
  AuditEntry.extend({ kind: z.literal('audit'), id: z.string() }),
])
export type OutboxRow = z.infer<typeof OutboxRow>
export type MessageRow = Extract<OutboxRow, { kind: 'message' }>
export type AuditRow = Extract<OutboxRow, { kind: 'audit' }>

/** What every stored document carries. `version` starts at 1 and grows by one with each save. */
export const Stored = z.object({
  _id: z.string(),
  communityId: z.string(),
  /** shape of the document, see `Collection.schemaVersion` */
  schemaVersion: z.int(),
  version: z.int(),
  createdAt: z.date(),
  updatedAt: z.date(),
  outbox: z.array(OutboxRow),
  /** when the oldest waiting row was written; null when none waits (indexed for the relay) */
  outboxAt: z.date().nullable(),
  /** the most urgent lane of the waiting rows, as a number so that it sorts; null when none waits */
  outboxLane: z.int().nullable(),
})
export type Stored = z.infer<typeof Stored>
