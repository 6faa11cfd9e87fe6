import type * as z from 'zod'
import { conflict } from '../call/errors'
import { command, isDuplicate } from '../cloud'
import { isUrgent, type Effects } from '../effects/outbox'
import type { Transaction } from '../sdk'
import type { Collection } from './collection'
import { replaced, rowsOf } from './database'
import { changed, created, written, type Fresh, type Patch } from './document'
import { reading } from './reading'
import type { Stored } from './stored'
import { changing } from './table'

export type { Fresh, Patch } from './document'

/** Compare-and-set: every save names the version it read. */
function saving<T extends Stored>(collection: Collection<z.ZodType<T>>) {
  const { parse } = reading(collection)
  const rows = () => rowsOf(collection)

  function announced(row: T, effects: Effects): T {
    if (isUrgent(row.outbox)) effects.urgent?.({ collection, document: row })
    return row
  }

  /** @returns whether nobody has saved since */
  async function write({ _id, version }: T, fields: object): Promise<boolean> {
    const data = { ...replaced(fields), version: command.inc(1) }
    const { stats } = await rows().where({ _id, version }).update({ data })
    return stats.updated === 1
  }

  /** @throws the database's duplicate-key error when the id or a unique key is taken (`isDuplicate`) */
  async function add(fresh: Fresh<T>, effects: Effects): Promise<T> {
    const row = parse(created(collection, fresh, effects))
    await rows().add({ data: row })
    return announced(row, effects)
  }

  /** @returns null when somebody saved since `before` was read; nothing is written then */
  async function trySave(before: T, patch: Patch<T>, effects: Effects): Promise<T | null> {
    const after = parse(changed(collection, { before, patch, effects }))
    return (await write(before, written(after, patch))) ? announced(after, effects) : null
  }

  /** How far a run is, without a line in the audit for each step. @returns null when somebody saved since */
  async function advance(before: T, patch: Patch<T>): Promise<T | null> {
    return (await write(before, patch)) ? { ...before, ...patch, version: before.version + 1 } : null
  }

  return { add, trySave, advance }
}

/** The same inside a transaction, one after the other; what is urgent waits for the timer. */
function inside<T extends Stored>(collection: Collection<z.ZodType<T>>, transaction: Transaction) {
  const { parse } = reading(collection)
  const rows = transaction.collection(collection.name)

  async function get(id: string): Promise<T | null> {
    const { data } = await rows.doc(id).get()
    return data ? parse(data) : null
  }

  async function add(fresh: Fresh<T>, effects: Effects): Promise<T> {
    const row = parse(created(collection, fresh, effects))
    await rows.add({ data: row })
    return row
  }

  /** @throws CONFLICT when the document is not the one that was read */
  async function save(before: T, patch: Patch<T>, effects: Effects): Promise<T> {
    if ((await get(before._id))?.version !== before.version) throw conflict()
    const after = parse(changed(collection, { before, patch, effects }))
    const data = { ...replaced(written(after, patch)), version: after.version }
    await rows.doc(before._id).update({ data })
    return after
  }

  return { get, add, save }
}

/** Documents of one collection by compare-and-set. Scopes (household, community) are the domain's. */
export function repository<T extends Stored>(collection: Collection<z.ZodType<T>>) {
  const { add, trySave, advance } = saving(collection)

  /** A deterministic id makes the second try find the first. @returns null when it was there already */
  async function addOnce(fresh: Fresh<T>, effects: Effects): Promise<T | null> {
    try {
      return await add(fresh, effects)
    } catch (error) {
      if (isDuplicate(error)) return null
      throw error
    }
  }

  /** @throws CONFLICT when somebody saved since `before` was read; nothing is written then */
  async function save(before: T, patch: Patch<T>, effects: Effects): Promise<T> {
    const after = await trySave(before, patch, effects)
    if (!after) throw conflict()
    return after
  }

  const within = (transaction: Transaction) => inside(collection, transaction)
  return { ...reading(collection), ...changing(collection), add, addOnce, save, trySave, advance, within }
}
