import type * as z from 'zod'
import { command, isDuplicate } from '../cloud'
import { conflict } from '../call/errors'
import { isUrgent, waiting, type Effects } from '../effects/outbox'
import type { Transaction } from '../sdk'
import { auditedFields } from './audited'
import type { Collection } from './collection'
import { definite, replaced, rowsOf, type Order } from './database'
import { pageAfter, pageOf, type PageQuery } from './paging'
import type { OutboxRow, Stored } from './stored'
import { table } from './table'

export type Filter = Record<string, unknown>

/** What a document is made of before it is stored. */
export type Fresh<T extends Stored> = Omit<
  T,
  'schemaVersion' | 'version' | 'createdAt' | 'updatedAt' | 'outbox' | 'outboxAt' | 'outboxLane'
>
export type Patch<T extends Stored> = Partial<Fresh<T>>

/** The first rows of a filtered, sorted list; `order` must match an index. */
export interface ListQuery<Row = never> {
  filter: object
  order: readonly Order[]
  limit: number
  /** which fields are read, for rows of a list; `as` parses them */
  fields?: Record<string, boolean>
  as?: z.ZodType<Row>
}

interface Change {
  id: string
  version: number
  before: object
  after: object
}

function effectRows(collection: Collection, change: Change, effects: Effects): OutboxRow[] {
  const key = `${change.id}:${change.version}`
  const messages = (effects.messages ?? []).map((message, index): OutboxRow => ({
    ...message,
    kind: 'message',
    id: `${key}:${index}`,
    at: effects.now,
  }))
  if (collection.audit === 'none') return messages
  const { personId, as } = effects.actor
  const audit: OutboxRow = {
    kind: 'audit',
    id: key,
    actor: { personId, as },
    action: effects.action,
    targetId: change.id,
    before: auditedFields(collection, change.before),
    after: { ...auditedFields(collection, change.after), ...effects.detail },
    requestId: effects.requestId,
    at: effects.now,
  }
  return [audit, ...messages]
}

/** The document as it will be stored after the change, rows of the change included. */
function changed<T extends Stored>(collection: Collection, before: T, patch: Patch<T>, effects: Effects): T {
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

function created<T extends Stored>(collection: Collection, fresh: Fresh<T>, effects: Effects): object {
  const { now } = effects
  const rows = effectRows(collection, { id: fresh._id, version: 1, before: {}, after: fresh }, effects)
  const { schemaVersion } = collection
  return { ...fresh, schemaVersion, version: 1, createdAt: now, updatedAt: now, ...waiting(rows, null, now) }
}

/** Documents of one collection by compare-and-set. Scopes (household, community) are the domain's. */
export function repository<T extends Stored>(collection: Collection<z.ZodType<T>>) {
  const rows = () => rowsOf(collection)
  const { parse, get, list, listSound, count, update, remove } = table(collection)

  /** One page after a cursor; `as` and `fields` read less than whole documents. */
  async function page<Row extends { _id: string } = T>(
    query: PageQuery<Row>,
  ): Promise<{ rows: Row[]; next: string | null }> {
    const { filter, order, size, cursor, fields, as } = query
    const [field, direction] = order
    const after = pageAfter(definite(filter), order, cursor)
    const sorted = [order, ['_id', direction]] as const
    const found = await list<Row>({ filter: after, order: sorted, limit: size + 1, fields, as })
    return pageOf(found, size, field)
  }

  function announce(row: T, effects: Effects): T {
    if (isUrgent(row.outbox)) effects.urgent?.({ collection, document: row })
    return row
  }

  /** @throws the database's duplicate-key error when the id or a unique key is taken (`isDuplicate`) */
  async function add(fresh: Fresh<T>, effects: Effects): Promise<T> {
    const row = parse(created(collection, fresh, effects))
    await rows().add({ data: row })
    return announce(row, effects)
  }

  /** @returns null when somebody saved since `before` was read; nothing is written then */
  async function trySave(before: T, patch: Patch<T>, effects: Effects): Promise<T | null> {
    const after = parse(changed(collection, before, patch, effects))
    const fields = stored(after, patch)
    const { stats } = await rows()
      .where({ _id: before._id, version: before.version })
      .update({ data: { ...replaced(fields), version: command.inc(1) } })
    return stats.updated === 1 ? announce(after, effects) : null
  }

  /** @throws CONFLICT when somebody saved since `before` was read; nothing is written then */
  async function save(before: T, patch: Patch<T>, effects: Effects): Promise<T> {
    const after = await trySave(before, patch, effects)
    if (!after) throw conflict()
    return after
  }

  /** A deterministic id makes the second try find the first. @returns null when it was there already */
  async function addOnce(fresh: Fresh<T>, effects: Effects): Promise<T | null> {
    try {
      return await add(fresh, effects)
    } catch (error) {
      if (isDuplicate(error)) return null
      throw error
    }
  }

  /** How far a run is, without a line in the audit for each step. @returns null when somebody saved since */
  async function advance(before: T, patch: Patch<T>): Promise<T | null> {
    const { stats } = await rows()
      .where({ _id: before._id, version: before.version })
      .update({ data: { ...replaced(patch), version: command.inc(1) } })
    return stats.updated === 1 ? { ...before, ...patch, version: before.version + 1 } : null
  }

  /** The same inside a transaction, one after the other; what is urgent waits for the timer. */
  function within(transaction: Transaction) {
    const inside = transaction.collection(collection.name)
    const getInside = async (id: string): Promise<T | null> => {
      const { data } = await inside.doc(id).get()
      return data ? parse(data) : null
    }
    return {
      get: getInside,
      async add(fresh: Fresh<T>, effects: Effects): Promise<T> {
        const row = parse(created(collection, fresh, effects))
        await inside.add({ data: row })
        return row
      },
      /** @throws CONFLICT when the document is not the one that was read */
      async save(before: T, patch: Patch<T>, effects: Effects): Promise<T> {
        if ((await getInside(before._id))?.version !== before.version) throw conflict()
        const after = parse(changed(collection, before, patch, effects))
        await inside
          .doc(before._id)
          .update({ data: { ...replaced(stored(after, patch)), version: after.version } })
        return after
      },
    }
  }

  return {
    parse,
    get,
    list,
    listSound,
    page,
    add,
    addOnce,
    save,
    trySave,
    advance,
    within,
    count,
    update,
    remove,
  }
}

/** What a save writes: the patch as it was parsed, and the bookkeeping. */
function stored<T extends Stored>(after: T, patch: Patch<T>): Partial<T> {
  const fields = [...Object.keys(patch), 'schemaVersion', 'updatedAt', 'outbox', 'outboxAt', 'outboxLane']
  return Object.fromEntries(fields.map(field => [field, after[field as keyof T]])) as Partial<T>
}
