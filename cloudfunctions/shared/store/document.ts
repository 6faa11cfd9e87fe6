import { waiting, type Effects } from '../effects/outbox'
import { auditedFields } from './audited'
import type { Collection } from './collection'
import type { OutboxRow, Stored } from './stored'

// What is stored of a document when it is made or changed: the change, its bookkeeping, and the effects that ride in it.

type Bookkeeping =
  'schemaVersion' | 'version' | 'createdAt' | 'updatedAt' | 'outbox' | 'outboxAt' | 'outboxLane'

/** What a document is made of before it is stored. */
export type Fresh<T extends Stored> = Omit<T, Bookkeeping>
export type Patch<T extends Stored> = Partial<Fresh<T>>

interface Change {
  id: string
  version: number
  before: object
  after: object
}

function auditRow(
  collection: Collection,
  { id, version, before, after }: Change,
  effects: Effects,
): OutboxRow {
  const { personId, as } = effects.actor
  return {
    kind: 'audit',
    id: `${id}:${version}`,
    actor: { personId, as },
    action: effects.action,
    targetId: id,
    before: auditedFields(collection, before),
    after: { ...auditedFields(collection, after), ...effects.detail },
    requestId: effects.requestId,
    at: effects.now,
  }
}

function effectRows(collection: Collection, change: Change, effects: Effects): OutboxRow[] {
  const messages = (effects.messages ?? []).map((message, index): OutboxRow => ({
    ...message,
    kind: 'message',
    id: `${change.id}:${change.version}:${index}`,
    at: effects.now,
  }))
  return collection.audit === 'none' ? messages : [auditRow(collection, change, effects), ...messages]
}

export interface Saving<T extends Stored> {
  before: T
  patch: Patch<T>
  effects: Effects
}

/** The document as it will be stored after the change, rows of the change included. */
export function changed<T extends Stored>(collection: Collection, { before, patch, effects }: Saving<T>): T {
  const old = Object.fromEntries(Object.keys(patch).map(field => [field, before[field as keyof T]]))
  const version = before.version + 1
  const rows = effectRows(collection, { id: before._id, version, before: old, after: patch }, effects)
  return {
    ...before,
    ...patch,
    version,
    updatedAt: effects.now,
    ...waiting([...before.outbox, ...rows], before.outboxAt, effects.now),
  }
}

export function created<T extends Stored>(collection: Collection, fresh: Fresh<T>, effects: Effects): object {
  const { now } = effects
  const rows = effectRows(collection, { id: fresh._id, version: 1, before: {}, after: fresh }, effects)
  const { schemaVersion } = collection
  return { ...fresh, schemaVersion, version: 1, createdAt: now, updatedAt: now, ...waiting(rows, null, now) }
}

/** The fields a save writes: the patch as it was parsed, and the bookkeeping but for the version. */
export function written<T extends Stored>(after: T, patch: Patch<T>): Partial<T> {
  const fields = [...Object.keys(patch), 'schemaVersion', 'updatedAt', 'outbox', 'outboxAt', 'outboxLane']
  return Object.fromEntries(fields.map(field => [field, after[field as keyof T]])) as Partial<T>
}
