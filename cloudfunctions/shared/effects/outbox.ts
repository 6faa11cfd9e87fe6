import type { Collection } from '../store/collection'
import type { AuditRow, MessageRow, OutboxRow, Stored } from '../store/stored'
import { laneNumber } from './lanes'

/** A message without its bookkeeping; see MessageRow for the parts. */
export type Message = Omit<MessageRow, 'kind' | 'id' | 'at'>

/** Who did it. `as` is the position or relation it was done in; the name is for timelines, audits leave it out. */
export type Actor = AuditRow['actor'] & { name: string }

export const SYSTEM_ACTOR: Actor = { personId: 'system', name: '系统', as: 'system' }

/** A saved document whose rows should leave before the call answers. */
export interface Urgent {
  collection: Collection
  document: Pick<Stored, '_id' | 'communityId' | 'version' | 'outbox'>
}

/** What a save tells the world, besides the changed document itself. */
export interface Effects {
  actor: Actor
  /** `function.action`, as it is called */
  action: string
  requestId: string
  now: Date
  messages?: Message[]
  /** for the audit, when the change itself does not say it: what was looked at, and why */
  detail?: Record<string, string>
  /** told of what cannot wait for the timer; a job has none, its rows are moved on in the same tick */
  urgent?: (saved: Urgent) => void
}

/** The call or job that something happens in. */
export type Cause = Pick<Effects, 'action' | 'requestId' | 'now' | 'urgent'>

export const effectsOf = (context: Cause, actor: Actor): Effects => ({
  actor,
  action: context.action,
  requestId: context.requestId,
  now: context.now,
  urgent: context.urgent,
})

/** The fields of a document that say what waits in its outbox. */
export function waiting(rows: readonly OutboxRow[], since: Date | null, now: Date) {
  const lanes = rows.map(row => laneNumber(row.kind === 'message' ? row.lane : 'normal'))
  return {
    outbox: [...rows],
    outboxAt: rows.length ? (since ?? now) : null,
    outboxLane: rows.length ? Math.min(...lanes) : null,
  }
}

export const isUrgent = (rows: readonly OutboxRow[]): boolean =>
  rows.some(row => row.kind === 'message' && row.lane === 'urgent')
