import * as z from 'zod'

/**
 * A change and what it causes are one write: rows wait inside the document that caused them until the
 * scheduler moves them on, so a killed function loses neither and nothing needs a transaction.
 */
export const OutboxRow = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('message'),
    id: z.string(),
    to: z.union([
      z.object({ personId: z.string(), openid: z.string() }),
      /** everybody with this position in the community, looked up when the row is moved on */
      z.object({ role: z.string() }),
    ]),
    topic: z.string(),
    title: z.string(),
    body: z.string(),
    /** page of the mini program that opens, with query, without leading slash */
    page: z.string(),
    /** fields of the WeChat template of this topic, keys as in the template */
    fields: z.record(z.string(), z.string()),
    at: z.date(),
  }),
  z.object({
    kind: z.literal('audit'),
    id: z.string(),
    actor: z.object({ personId: z.string(), name: z.string(), as: z.string() }),
    action: z.string(),
    targetId: z.string(),
    /** changed fields only, secrets left out */
    before: z.record(z.string(), z.unknown()),
    after: z.record(z.string(), z.unknown()),
    requestId: z.string(),
    at: z.date(),
  }),
])
export type OutboxRow = z.infer<typeof OutboxRow>
export type MessageRow = Extract<OutboxRow, { kind: 'message' }>
export type AuditRow = Extract<OutboxRow, { kind: 'audit' }>

/** What every stored document carries. `version` starts at 1 and grows by one with each save. */
export const Stored = z.object({
  _id: z.string(),
  communityId: z.string(),
  version: z.int(),
  createdAt: z.date(),
  updatedAt: z.date(),
  outbox: z.array(OutboxRow),
  /** when the oldest waiting row was written; null when none waits (indexed for the scheduler) */
  outboxAt: z.date().nullable(),
})
export type Stored = z.infer<typeof Stored>
