import { command, db, isDuplicate } from '../cloud'
import { later, MINUTE_MS } from '../time/calendar'

/** Longer than the function may run, so that only a dead run loses its lease. */
const LEASE_MS = 2 * MINUTE_MS

const FREE = new Date(0)

const leases = () => db.collection('job_leases')

async function claim(name: string, until: Date, now: Date): Promise<boolean> {
  const { stats } = await leases()
    .where({ _id: name, until: command.lte(now) })
    .update({ data: { until } })
  if (stats.updated === 1) return true
  try {
    await leases().add({ data: { _id: name, until } })
    return true
  } catch (error) {
    if (isDuplicate(error)) return false
    throw error
  }
}

/** @returns null while another run holds it; the lease of a run that was killed ends by itself */
export async function takeLease(name: string, now: Date): Promise<{ release(): Promise<void> } | null> {
  const until = later(now, LEASE_MS)
  if (!(await claim(name, until, now))) return null
  return {
    async release() {
      await leases()
        .where({ _id: name, until })
        .update({ data: { until: FREE } })
    },
  }
}
