import { addDays, dateOf, instantAt } from '../time/calendar'
import { succeeds } from './each-safely'
import { budgetOf, type Job } from './job'
import { takeLease } from './lease'
import { atMost } from './patience'

/** late: still at its last batch when nobody waited for it any longer; its lease ends with it, or by time */
export type Result = number | 'busy' | 'failed' | 'late'

/** A job looks at its budget between batches; one batch more than that is waited for. */
export const GRACE_MS = 2000

/** The last instant at which a daily job became due. */
function dueSince({ every }: Job, now: Date): Date | undefined {
  if (every === 'minute') return undefined
  const today = instantAt(dateOf(now), every.daily)
  return today <= now ? today : instantAt(addDays(dateOf(now), -1), every.daily)
}

/** A daily job whose budget ended before its work did goes on at the next tick. */
async function work(job: Job, now: Date): Promise<Result> {
  const lease = await takeLease(job.name, now, dueSince(job, now))
  if (!lease) return 'busy'
  const budget = budgetOf(job.budgetMs)
  let isDone = false
  try {
    const result = await job.work(now, budget)
    isDone = !budget.isSpent()
    return result
  } finally {
    await lease.release(isDone)
  }
}

async function runJob(job: Job, now: Date): Promise<Result> {
  let result: Result = 'failed'
  await succeeds(job.name, async () => {
    result = await work(job, now)
  })
  return result
}

/**
 * Runs every job that is due, the jobs of one turn side by side, each within its own budget: a long one, or one that
 * hangs, keeps none of the others waiting. A failing job is logged; one that another tick still works on is left to it.
 */
export async function runJobs(
  turns: readonly (readonly Job[])[],
  now: Date,
): Promise<Record<string, Result>> {
  const results: Record<string, Result> = {}
  const run = async (job: Job) => {
    results[job.name] = await atMost(job.budgetMs + GRACE_MS, runJob(job, now), 'late')
  }
  for (const turn of turns) await Promise.all(turn.map(run))
  return results
}
