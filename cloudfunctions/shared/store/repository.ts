import type * as z from 'zod'
import { command, db } from '../cloud'
import { conflict } from '../call/errors'
import type { Effects } from '../effects/outbox'
import type { Query } from '../sdk'
import type { OutboxRow, Stored } from './stored'

/** Personal data: the audit says that it changed, not what it says. */
const PERSONAL = new Set([
  'phone',
  'phones',
  'idNumbers',
  'emergencyContact',
  'contact',
  'owners',
  'plates',
  'note',
])
const HIDDEN = '（已隐去）'

/** Our own bookkeeping, and what grows with every change and has been audited when it did. */
const UNAUDITED = new Set([
  'phoneHash',
  'openid',
  'outbox',
  'outboxAt',
  'updatedAt',
  'version',
  'timeline',
  'pastWork',
  'searchTokens',
])

export type Filter = Record<string, unknown>

/** The SDK drops `undefined` from a filter and would widen the query (platform facts 0.3). */
export function definite<Query extends object>(filter: Query): Query {
  for (const [field, value] of Object.entries(filter)) {
    if (value === undefined) throw new TypeError(`filter on ${field} is undefined`)
  }
  return filter
}

const isNothing = (value: unknown): boolean =>
  value === null || value === undefined || (Array.isArray(value) && value.length === 0)

/** Without the unaudited fields, however deep they sit: a contact's phone is as secret as a resident's. */
function auditable(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(auditable)
  if (value === null || typeof value !== 'object' || value instanceof Date) return value
  const kept = Object.entries(value).filter(([field]) => !UNAUDITED.has(field))
  return Object.fromEntries(kept.map(([field, inner]) => [field, audited(field, inner)]))
}

const audited = (field: string, value: unknown): unknown =>
  PERSONAL.has(field) && !isNothing(value) ? HIDDEN : auditable(value)

const auditedFields = (fields: object) => auditable(fields) as Record<string, unknown>

function rowsOf(
  id: string,
  version: number,
  change: { before: object; after: object; effects: Effects },
): OutboxRow[] {
  const { effects } = change
  const key = `${id}:${version}`
  const audit: OutboxRow = {
    kind: 'audit',
    id: key,
    actor: effects.actor,
    action: effects.action,
    targetId: id,
    before: auditedFields(change.before),
    after: { ...auditedFields(change.after), ...effects.detail },
    requestId: effects.requestId,
    at: effects.now,
  }
  const messages = (effects.messages ?? []).map((message, index): OutboxRow => ({
    ...message,
    kind: 'message',
    id: `${key}:${index}`,
    at: effects.now,
  }))
  return [audit, ...messages]
}

/** What a document is made of before it is stored. */
export type Fresh<T extends Stored> = Omit<T, 'version' | 'createdAt' | 'updatedAt' | 'outbox' | 'outboxAt'>
export type Patch<T extends Stored> = Partial<Fresh<T>>

/** A filtered, sorted page of one collection; `order` must match an index. */
export interface Page {
  filter: Filter
  order: [field: string, direction: 'asc' | 'desc'][]
  limit: number
}

/** The document as it will be stored after the change, rows of the change included. */
function changed<T extends Stored>(before: T, patch: Patch<T>, effects: Effects): T {
  const old = Object.fromEntries(Object.keys(patch).map(field => [field, before[field as keyof T]]))
  const rows = rowsOf(before._id, before.version + 1, { before: old, after: patch, effects })
  return {
    ...before,
    ...patch,
    version: before.version + 1,
    updatedAt: effects.now,
    outbox: [...before.outbox, ...rows],
    outboxAt: before.outboxAt ?? effects.now,
  }
}

function created<T extends Stored>(fresh: Fresh<T>, effects: Effects): object {
  const outbox = rowsOf(fresh._id, 1, { before: {}, after: fresh, effects })
  const { now } = effects
  return { ...fresh, version: 1, createdAt: now, updatedAt: now, outbox, outboxAt: now }
}

/** Reading and compare-and-set writing of one collection. Scopes (household, community) are the domain's. */
export function repository<T extends Stored>(collection: string, schema: z.ZodType<T>) {
  const parse = (row: unknown): T => schema.parse(row)
  const rows = () => db.collection(collection)

  async function get(id: string): Promise<T | null> {
    const { data } = await rows().doc(id).get()
    return data ? parse(data) : null
  }

  async function list({ filter, order, limit }: Page): Promise<T[]> {
    let query: Query = rows().where(definite(filter))
    for (const [field, direction] of order) query = query.orderBy(field, direction)
    const { data } = await query.limit(limit).get()
    return data.map(parse)
  }

  /** @throws the database's duplicate-key error when the id or a unique key is taken (`isDuplicate`) */
  async function add(fresh: Fresh<T>, effects: Effects): Promise<T> {
    const row = parse(created(fresh, effects))
    await rows().add({ data: row })
    return row
  }

  /** @throws CONFLICT when somebody saved since `before` was read; nothing is written then */
  async function save(before: T, patch: Patch<T>, effects: Effects): Promise<T> {
    const after = parse(changed(before, patch, effects))
    const fields = [...Object.keys(patch), 'updatedAt', 'outbox', 'outboxAt'] as (keyof T)[]
    // `set` replaces a nested value whole; a bare object would be merged field by field (platform facts 0.4)
    const replaced = Object.fromEntries(fields.map(field => [field, command.set(after[field])]))
    const { stats } = await rows()
      .where({ _id: before._id, version: before.version })
      .update({ data: { ...replaced, version: command.inc(1) } })
    if (stats.updated !== 1) throw conflict()
    return after
  }

  return { get, list, add, save }
}
