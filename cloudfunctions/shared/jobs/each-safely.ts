import { describeError } from '../log'

/**
 * Works on rows one after the other, for a job. A row that fails is logged and left for the next run: one bad document
 * may not keep everybody else's messages and limits waiting. @returns how many succeeded
 */
export async function eachSafely<Row>(
  job: string,
  rows: readonly Row[],
  work: (row: Row) => Promise<unknown>,
): Promise<number> {
  const results = []
  for (const row of rows) results.push(await succeeds(job, () => work(row)))
  return results.filter(Boolean).length
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
