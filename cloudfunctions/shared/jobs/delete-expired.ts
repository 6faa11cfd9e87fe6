import { command } from '../cloud'
import type { Collection, Retention } from '../store/collection'
import { rowsOf } from '../store/database'
import { DAY_MS, later } from '../time/calendar'
import { eachSafely } from './each-safely'
import type { Budget } from './job'

const BATCH = 100

async function deleteBatch(collection: Collection, { from, days }: Retention, now: Date): Promise<number> {
  const rows = rowsOf(collection)
  const isOver = { [from]: command.lt(later(now, -days * DAY_MS)) }
  const { data } = await rows.where(isOver).orderBy(from, 'asc').field({ _id: true }).limit(BATCH).get()
  const ids = (data as { _id: string }[]).map(({ _id }) => _id)
  if (!ids.length) return 0
  const { stats } = await rows.where({ _id: command.in(ids), ...isOver }).remove()
  return stats.removed
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
