import * as z from 'zod'
import { defineCollection, personal } from '../store/collection'
import { Audience, AuditEntry, Ground, MessageContent, Stored } from '../store/stored'
import { LANES } from './lanes'
import { TOPICS } from '../limits'
import { STAFF_TOPICS } from './topics'

type Row = Record<string, unknown>

/**
 * One row of somebody's inbox (id = outbox row + person). The inbox is the truth; `delivery` is what became of the
 * WeChat message that points to it.
 */
export const Message = z.object({
  _id: z.string(),
  communityId: z.string(),
  personId: z.string(),
  ground: Ground,
  topic: z.enum(TOPICS),
  title: personal(z.string()),
  body: personal(z.string()),
  page: z.string(),
  fields: personal(z.record(z.string(), z.string())),
  createdAt: z.date(),
  readAt: z.date().nullable(),
  /**
   * waiting · sending (claimed; never sent a second time) · sent · unsubscribed (no accepted subscription left, or
   * WeChat said 43101) · withheld (the ground to read it has ended) · failed (gave up)
   */
  delivery: z.enum(['waiting', 'sending', 'sent', 'unsubscribed', 'withheld', 'failed']),
  /** number of the lane, see `LANES` */
  lane: z.int(),
  tries: z.int(),
  nextTryAt: z.date(),
  errCode: z.int().nullable(),
  schemaVersion: z.int(),
})
export type Message = z.infer<typeof Message>

/** Release 1 kept the openid in every row, and whoever worked somewhere read all of the work. */
function messageOf1({ openid: _openid, version: _version, updatedAt: _updatedAt, ...row }: Row): Row {
  const { outbox: _outbox, outboxAt: _outboxAt, ...kept } = row
  const kind = STAFF_TOPICS.includes(String(row.topic)) ? 'post' : 'self'
  return { ...kept, ground: { kind }, lane: LANES.indexOf('normal') }
}

export const messages = defineCollection({
  name: 'messages',
  scope: 'person',
  subjects: ['personId'],
  schema: Message,
  indexes: {
    inbox: { keys: { personId: 1, createdAt: -1, _id: -1 }, for: 'the inbox, newest first' },
    unread: { keys: { personId: 1, readAt: 1 }, for: 'the badge, and marking all as read' },
    delivery: {
      keys: { delivery: 1, lane: 1, nextTryAt: 1 },
      for: 'what waits for WeChat, the urgent first',
    },
    ends: { keys: { createdAt: 1 }, for: 'messages whose time is over' },
  },
  retention: { days: 1095, from: 'createdAt', ground: '民法典 188: claims lapse after three years' },
  erase: { title: 'remove', body: 'remove', fields: 'remove' },
  schemaVersion: 2,
  migrations: { 2: messageOf1 },
})

/** How many WeChat messages of a topic a person has agreed to and not yet received (id = person + topic). */
export const subscriptions = defineCollection({
  name: 'subscriptions',
  scope: 'person',
  subjects: ['personId'],
  schema: z.object({ _id: z.string(), personId: z.string(), topic: z.enum(TOPICS), quota: z.int() }),
  indexes: {},
})

/** A message to many on its way: the job adds inbox rows page by page (id = outbox row). */
export const Fanout = Stored.extend({
  audience: Audience,
  message: MessageContent,
  status: z.enum(['running', 'done']),
  /** number of the message's lane: what is urgent goes first */
  lane: z.int(),
  /** the last tie that has its row; "" before the first */
  cursor: z.string(),
  told: z.int(),
  leaseUntil: z.date(),
})
export type Fanout = z.infer<typeof Fanout>

export const fanouts = defineCollection({
  name: 'fanouts',
  scope: 'community',
  subjects: [],
  schema: Fanout,
  indexes: {
    running: { keys: { status: 1, lane: 1, createdAt: 1 }, for: 'fan-outs that go on, the urgent first' },
    ends: { keys: { createdAt: 1 }, for: 'fan-outs whose time is over' },
  },
  retention: { days: 30, from: 'createdAt', ground: 'the inbox rows are the record' },
})

/**
 * The audit (id = changed document + its version; a reading's says so). Rows are sealed into blocks, chained by hash, so
 * they hold ids and figures only: nothing personal, nothing typed.
 */
export const Audit = AuditEntry.extend({
  _id: z.string(),
  communityId: z.string(),
  /** number of the block that seals it; null in the tail that is not sealed yet. Not part of its hash */
  block: z.int().nullable(),
  schemaVersion: z.int(),
})
export type Audit = z.infer<typeof Audit>

export const audits = defineCollection({
  name: 'audits',
  scope: 'community',
  subjects: ['actor.personId'],
  schema: Audit,
  appendOnly: true,
  indexes: {
    target: { keys: { communityId: 1, targetId: 1, at: -1 }, for: 'the history of one record' },
    tail: {
      keys: { block: 1, communityId: 1, at: 1, _id: 1 },
      for: 'rows that wait to be sealed; the rows of a block',
    },
  },
  schemaVersion: 2,
  // rows of release 1 hold names and are sealed as they stand, from their first block on
  migrations: { 2: row => ({ ...row, block: row.block ?? null }) },
})

/** Rows of one community, sealed together (id = community : number). */
export const AuditBlock = z.object({
  _id: z.string(),
  communityId: z.string(),
  number: z.int(),
  /** of the block before; "" in the first */
  previous: z.string(),
  rows: z.array(z.object({ id: z.string(), hash: z.string() })),
  sealedAt: z.date(),
  hash: z.string(),
})
export type AuditBlock = z.infer<typeof AuditBlock>

export const auditBlocks = defineCollection({
  name: 'audit_blocks',
  scope: 'community',
  subjects: [],
  schema: AuditBlock,
  appendOnly: true,
  indexes: {
    chain: { keys: { communityId: 1, number: -1 }, unique: true, for: 'the chain, its head first' },
  },
})
