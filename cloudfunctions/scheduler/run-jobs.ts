import { succeeds } from '../shared/jobs/each-safely'
import { takeLease } from '../shared/jobs/lease'
import { JOBS } from './jobs'

/**
 * Runs every job once. A failing job is logged and does not stop the others; a job that another tick
 * still works on is left to it. Jobs are safe to run twice, late, or after a crash.
 */
export async function runJobs(now: Date): Promise<Record<string, number | 'busy' | 'failed'>> {
  const results: Record<string, number | 'busy' | 'failed'> = {}
  for (const [name, job] of Object.entries(JOBS)) results[name] = await runJob(name, job, now)
  return results
}

async function runJob(name: string, job: (now: Date) => Promise<number>, now: Date) {
  let result: number | 'busy' = 'busy'
  const isDone = await succeeds(name, async () => {
    const lease = await takeLease(name, now)
    if (lease) result = await job(now).finally(lease.release)
  })
  return isDone ? result : 'failed'
}
