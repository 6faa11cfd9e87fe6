import * as z from 'zod'
import { command } from '../cloud'
import type { Collection, Retention } from '../store/collection'
import { table } from '../store/table'
import { DAY_MS, later } from '../time/calendar'
import { eachSafely } from './each-safely'
import type { Budget } from './job'

const BATCH = 100
const Id = z.object({ _id: z.string() })

async function deleteBatch(collection: Collection, { from, days }: Retention, now: Date): Promise<number> {
  const rows = table(collection as Collection<z.ZodType<object>>)
  const isOver = { [from]: command.lt(later(now, -days * DAY_MS)) }
  const query = {
    filter: isOver,
    order: [[from, 'asc']],
    limit: BATCH,
    fields: { _id: true },
    as: Id,
  } as const
  const ids = (await rows.list(query)).map(({ _id }) => _id)
  return ids.length ? rows.remove({ _id: command.in(ids), ...isOver }) : 0
}

/** Job: deletes rows whose retention is over. @returns how many */
export async function deleteExpired(
  collections: readonly Collection[],
  now: Date,
  budget: Budget,
): Promise<number> {
  let total = 0
  await eachSafely({ job: 'deleteExpired', budget }, collections, async collection => {
    const { retention } = collection
    if (retention === 'forever') return
    for (let deleted = BATCH; deleted === BATCH && !budget.isSpent();) {
      deleted = await deleteBatch(collection, retention, now)
      total += deleted
    }
  })
  return total
}
