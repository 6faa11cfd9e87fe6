import { takeLease } from './lease'
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
  const lease = await takeLease(name, now)
  if (!lease) return 'busy'
  try {
    return await job(now)
  } catch (error) {
    const cause = error instanceof Error ? (error.stack ?? error.message) : JSON.stringify(error)
    console.error(JSON.stringify({ level: 'error', job: name, error: cause }))
    return 'failed'
  } finally {
    await lease.release()
  }
}
