import { addDays, dateOf, instantAt } from '../time/calendar'
import { succeeds } from './each-safely'
import { budgetOf, type Job } from './job'
import { takeLease } from './lease'

export type Result = number | 'busy' | 'failed'

/** The last instant at which a daily job became due. */
function dueSince({ every }: Job, now: Date): Date | undefined {
  if (every === 'minute') return undefined
  const today = instantAt(dateOf(now), every.daily)
  return today <= now ? today : instantAt(addDays(dateOf(now), -1), every.daily)
}

async function runJob(job: Job, now: Date): Promise<Result> {
  let result: Result = 'busy'
  const isFine = await succeeds(job.name, async () => {
    const lease = await takeLease(job.name, now, dueSince(job, now))
    if (!lease) return
    let isDone = false
    try {
      result = await job.work(now, budgetOf(job.budgetMs))
      isDone = true
    } finally {
      await lease.release(isDone)
    }
  })
  return isFine ? result : 'failed'
}

/**
 * Runs every job that is due, the jobs of one turn side by side, each within its own budget: a long one keeps none of
 * the others waiting. A failing job is logged; one that another tick still works on is left to it.
 */
export async function runJobs(
  turns: readonly (readonly Job[])[],
  now: Date,
): Promise<Record<string, Result>> {
  const results: Record<string, Result> = {}
  for (const turn of turns) {
    await Promise.all(turn.map(async job => void (results[job.name] = await runJob(job, now))))
  }
  return results
}
