import type * as z from 'zod'
import { command } from '../cloud'
import { succeeds } from '../jobs/each-safely'
import { upToDate, type Collection } from './collection'
import { definite, ordered, rowsOf, type Order } from './database'
import { patient } from './patient'
import { pageAfter, pageOf, type PageQuery } from './paging'

/** The first rows of a filtered, sorted list; `order` must match an index. */
export interface ListQuery<Row = never> {
  filter: object
  order: readonly Order[]
  limit: number
  /** which fields are read, for rows of a list; `as` parses them */
  fields?: Record<string, boolean>
  as?: z.ZodType<Row>
}

async function find<Row>(
  collection: Collection,
  { filter, order, limit, fields }: ListQuery<Row>,
): Promise<unknown[]> {
  const found = ordered(rowsOf(collection).where(definite(filter)), order)
  const { data } = await patient(() => (fields ? found.field(fields) : found).limit(limit).get())
  return data
}

/** Reading of one collection; whatever release wrote a row, it comes in today's shape. */
export function reading<Row extends object>(collection: Collection<z.ZodType<Row>>) {
  const parse = (row: unknown): Row =>
    collection.schema.parse(upToDate(collection, row as Record<string, unknown>))

  const reader =
    <Part>({ as }: ListQuery<Part>) =>
    (row: unknown): Part =>
      as ? as.parse(row) : (parse(row) as unknown as Part)

  async function get(id: string): Promise<Row | null> {
    const { data } = await patient(() => rowsOf(collection).doc(id).get())
    return data ? parse(data) : null
  }

  async function list<Part = Row>(query: ListQuery<Part>): Promise<Part[]> {
    return (await find(collection, query)).map(reader(query))
  }

  /**
   * The first rows that are sound, for a job: one that cannot be read is logged and passed over, so that it keeps nobody
   * else waiting however many there are. Fewer than `limit` means that there are no more.
   */
  async function listSound<Part = Row>(job: string, query: ListQuery<Part>): Promise<Part[]> {
    const read = reader(query)
    for (const broken: unknown[] = []; ;) {
      const filter = broken.length ? command.and([query.filter, { _id: command.nin(broken) }]) : query.filter
      const data = await find(collection, { ...query, filter })
      const sound: Part[] = []
      for (const row of data)
        if (!(await succeeds(job, async () => void sound.push(read(row)))))
          broken.push((row as { _id: unknown })._id)
      if (sound.length === data.length || data.length < query.limit) return sound
    }
  }

  /** One page after a cursor. */
  async function page<Part extends { _id: string } = Row & { _id: string }>(query: PageQuery<Part>) {
    const { filter, order, size, cursor, fields, as } = query
    const [field, direction] = order
    const after = pageAfter(definite(filter), order, cursor)
    const sorted = [order, ['_id', direction]] as const
    const found = await list<Part>({ filter: after, order: sorted, limit: size + 1, fields, as })
    return pageOf(found, size, field)
  }

  async function count(filter: object): Promise<number> {
    const { total } = await patient(() => rowsOf(collection).where(definite(filter)).count())
    return total
  }

  return { parse, get, list, listSound, page, count }
}
