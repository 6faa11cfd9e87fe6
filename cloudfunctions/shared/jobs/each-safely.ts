import { describeError } from '../log'
import type { Budget } from './job'

/**
 * Works on rows one after the other, for a job, until its budget is spent. A row that fails is logged and left for the
 * next run: one bad document may not keep everybody else's messages and limits waiting. @returns how many succeeded
 */
export async function eachSafely<Row>(
  { job, budget }: { job: string; budget: Budget },
  rows: readonly Row[],
  work: (row: Row) => Promise<unknown>,
): Promise<number> {
  let done = 0
  for (const row of rows) {
    if (budget.isSpent()) return done
    if (await succeeds(job, () => work(row))) done += 1
  }
  return done
}

/** Logs what was thrown, without what the row holds. */
export async function succeeds(job: string, work: () => Promise<unknown>): Promise<boolean> {
  try {
    await work()
    return true
  } catch (error) {
    console.error(JSON.stringify({ level: 'error', job, error: describeError(error) }))
    return false
  }
}
