import * as z from 'zod'
import { command } from '../cloud'
import { defineCollection } from '../store/collection'
import { table } from '../store/table'
import { later, MINUTE_MS } from '../time/calendar'

/** Longer than the function may run, so that only a dead run loses its lease. */
const LEASE_MS = 2 * MINUTE_MS

const FREE = new Date(0)

/** One row per job. Nobody else may run it before `until`; `doneAt` is when it last ended well. */
export const leases = defineCollection({
  name: 'job_leases',
  scope: 'company',
  subjects: [],
  schema: z.object({ _id: z.string(), until: z.date(), doneAt: z.date().optional() }),
  indexes: {},
})

const rows = table(leases)

export interface Lease {
  /** `isDone`: it ended well, and a daily job need not run again today */
  release(isDone: boolean): Promise<void>
}

/**
 * @param since a job that ended well since then is not due
 * @returns null while another run holds it, or it is not due; the lease of a run that was killed ends by itself
 */
export async function takeLease(name: string, now: Date, since?: Date): Promise<Lease | null> {
  const until = later(now, LEASE_MS)
  const isDue = since ? { doneAt: command.not(command.gte(since)) } : {}
  const isMine = (await rows.update({ _id: name, until: command.lte(now), ...isDue }, { until })) === 1
  if (!isMine && !(await rows.addOnce({ _id: name, until }))) return null
  return {
    async release(isDone) {
      await rows.update({ _id: name, until }, isDone ? { until: FREE, doneAt: now } : { until: FREE })
    },
  }
}
