import type * as z from 'zod'
import { command, isDuplicate } from '../cloud'
import { succeeds } from '../jobs/each-safely'
import { upToDate, type Collection } from './collection'
import { definite, ordered, rowsOf } from './database'
import type { ListQuery } from './repository'

/** Rows without versions and effects: leases, counters, inbox rows, chunks. */
export function table<Row extends object>(collection: Collection<z.ZodType<Row>>) {
  const rows = () => rowsOf(collection)
  const parse = (row: unknown): Row =>
    collection.schema.parse(upToDate(collection, row as Record<string, unknown>))

  async function get(id: string): Promise<Row | null> {
    const { data } = await rows().doc(id).get()
    return data ? parse(data) : null
  }

  async function list<Part = Row>({ filter, order, limit, fields, as }: ListQuery<Part>): Promise<Part[]> {
    const found = ordered(rows().where(definite(filter)), order)
    const { data } = await (fields ? found.field(fields) : found).limit(limit).get()
    return data.map(row => (as ? as.parse(row) : (parse(row) as unknown as Part)))
  }

  /** @throws the database's duplicate-key error when the id is taken */
  async function add(row: Row): Promise<void> {
    await rows().add({ data: row as object })
  }

  /** A deterministic id makes the second try find the first. @returns whether this call added it */
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

  /** Ids of these that are there already. */
  async function known(ids: readonly string[]): Promise<Set<string>> {
    const { data } = await rows()
      .where({ _id: command.in(ids) })
      .field({ _id: true })
      .limit(ids.length)
      .get()
    return new Set((data as { _id: string }[]).map(({ _id }) => _id))
  }

  /** @returns false when one of them is there already; the database may then have added none or some */
  async function triesAll(many: readonly Row[]): Promise<boolean> {
    try {
      if (many.length) await addAll(many)
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
    if (await triesAll(each)) return
    const there = await known(each.map(({ _id }) => _id))
    const missing = each.filter(({ _id }) => !there.has(_id))
    if (await triesAll(missing)) return
    for (const row of missing) await addOnce(row)
  }

  /**
   * The first rows that are sound, for a job: one that cannot be read is logged and passed over, so that it keeps nobody
   * else waiting however many there are. Fewer than `limit` means that there are no more.
   */
  async function listSound<Part = Row>(job: string, query: ListQuery<Part>): Promise<Part[]> {
    const { filter, order, limit, fields, as } = query
    for (const broken: unknown[] = []; ;) {
      const sought = broken.length ? command.and([filter, { _id: command.nin(broken) }]) : filter
      const found = ordered(rows().where(definite(sought)), order)
      const { data } = await (fields ? found.field(fields) : found).limit(limit).get()
      const sound: Part[] = []
      const read = (row: unknown) => (as ? as.parse(row) : (parse(row) as unknown as Part))
      for (const row of data)
        if (!(await succeeds(job, async () => void sound.push(read(row)))))
          broken.push((row as { _id: unknown })._id)
      if (sound.length === data.length || data.length < limit) return sound
    }
  }

  /** One atomic, conditional change of every row that matches. @returns how many did */
  async function update(filter: object, data: object): Promise<number> {
    const { stats } = await rows().where(definite(filter)).update({ data })
    return stats.updated
  }

  async function remove(filter: object): Promise<number> {
    const { stats } = await rows().where(definite(filter)).remove()
    return stats.removed
  }

  async function count(filter: object): Promise<number> {
    const { total } = await rows().where(definite(filter)).count()
    return total
  }

  return { parse, get, list, listSound, add, addAll, addOnce, addAllOnce, update, remove, count }
}

/** A table whose rows are added and never changed: the audit, ledgers, conversations. */
export function appendOnly<Row extends object>(collection: Collection<z.ZodType<Row>>) {
  const { get, list, addOnce, addAllOnce, count } = table(collection)
  return { get, list, append: addOnce, appendAll: addAllOnce, count }
}
