import { waiting } from '../../cloudfunctions/shared/effects/outbox'
import type { AuditRow, MessageRow, OutboxRow, Recipient } from '../../cloudfunctions/shared/store/stored'
import { personIdOf } from '../support/seed'

// Rows as a save leaves them in a document, for tests that begin there.

export const WRITTEN_AT = new Date('2026-11-20T02:00:00Z')

/** About nothing but the person. */
export const toPerson = (openid: string): Recipient => ({
  person: personIdOf(openid),
  ground: { kind: 'self' },
})

export const messageTo = (to: Recipient, id: string, patch: Partial<MessageRow> = {}): MessageRow => ({
  kind: 'message',
  id,
  to,
  lane: 'normal',
  topic: 'dispatch',
  title: '有新的待派单',
  body: '入户门锁打不开',
  page: 'pages/workbench/index',
  fields: { thing1: '入户门锁打不开' },
  at: WRITTEN_AT,
  ...patch,
})

export const auditRow = (id: string, patch: Partial<AuditRow> = {}): AuditRow => ({
  kind: 'audit',
  id,
  actor: { personId: 'p', as: 'desk' },
  action: 'account.approve',
  targetId: 'r',
  before: { status: 'pending' },
  after: { status: 'approved' },
  requestId: 'q',
  at: WRITTEN_AT,
  ...patch,
})

/** The fields of a document in which these rows wait. */
export const waitingSince = (rows: readonly OutboxRow[], at = WRITTEN_AT) => waiting(rows, at, at)
