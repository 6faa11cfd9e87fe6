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

  /** @returns false when one of them is there already; the database may then have added none or some */
  async function addAll(many: readonly Row[]): Promise<boolean> {
    try {
      if (many.length) await rows().add({ data: [...many] })
      return true
    } catch (error) {
      if (isDuplicate(error)) return false
      throw error
    }
  }

  /**
   * Many at once in one trip; those that are there already stay as they are, and cost two trips more. Somebody may add
   * some of the rest in between: then they are added one by one.
   */
  async function addAllOnce(many: readonly (Row & { _id: string })[]): Promise<void> {
    const each = [...new Map(many.map(row => [row._id, row])).values()]
    if (await addAll(each)) return
    const there = await knownIds(
      collection,
      each.map(({ _id }) => _id),
    )
    const missing = each.filter(({ _id }) => !there.has(_id))
    if (await addAll(missing)) return
    for (const row of missing) await addOnce(row)
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
