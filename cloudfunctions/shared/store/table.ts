import type * as z from 'zod'
import { command, isDuplicate } from '../cloud'
import type { Collection } from './collection'
import { definite, rowsOf } from './database'
import { reading } from './reading'

/** Adding rows: a deterministic id makes the second try find the first. */
function adding<Row extends object>(collection: Collection<z.ZodType<Row>>) {
  const rows = () => rowsOf(collection)

  /** @throws the database's duplicate-key error when the id is taken */
  async function add(row: Row): Promise<void> {
    await rows().add({ data: row })
  }

  /** @returns whether this call added it */
  async function addOnce(row: Row): Promise<boolean> {
    try {
      await add(row)
      return true
    } catch (error) {
      if (isDuplicate(error)) return false
      throw error
    }
  }

  /** Many at once in one trip. @throws the database's duplicate-key error when one of the ids is taken */
  async function addAll(many: readonly Row[]): Promise<void> {
    await rows().add({ data: [...many] })
  }

  /** The same; those that are there already stay as they are, and cost trips of their own. */
  async function addAllOnce(many: readonly (Row & { _id: string })[]): Promise<void> {
    if (!many.length) return
    try {
      await addAll(many)
    } catch (error) {
      if (!isDuplicate(error)) throw error
      const there = await knownIds(
        collection,
        many.map(({ _id }) => _id),
      )
      for (const row of many.filter(({ _id }) => !there.has(_id))) await addOnce(row)
    }
  }

  return { add, addOnce, addAll, addAllOnce }
}

async function knownIds(collection: Collection, ids: readonly string[]): Promise<Set<string>> {
  const { data } = await rowsOf(collection)
    .where({ _id: command.in(ids) })
    .field({ _id: true })
    .limit(ids.length)
    .get()
  return new Set((data as { _id: string }[]).map(({ _id }) => _id))
}

/** Changes by condition, each one atomic. */
export function changing(collection: Collection) {
  return {
    /** Of every row that matches. @returns how many did */
    async update(filter: object, data: object): Promise<number> {
      const { stats } = await rowsOf(collection).where(definite(filter)).update({ data })
      return stats.updated
    },
    async remove(filter: object): Promise<number> {
      const { stats } = await rowsOf(collection).where(definite(filter)).remove()
      return stats.removed
    },
  }
}

/** Rows without versions and effects: leases, counters, inbox rows, chunks. */
export const table = <Row extends object>(collection: Collection<z.ZodType<Row>>) => ({
  ...reading(collection),
  ...adding(collection),
  ...changing(collection),
})

/** A table whose rows are added and never changed: the audit, ledgers, conversations. */
export function appendOnly<Row extends object>(collection: Collection<z.ZodType<Row>>) {
  const { addOnce: append, addAllOnce: appendAll } = adding(collection)
  return { ...reading(collection), append, appendAll }
}
