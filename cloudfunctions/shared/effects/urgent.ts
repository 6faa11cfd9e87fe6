import { succeeds } from '../jobs/each-safely'
import { budgetOf } from '../jobs/job'
import { atMost } from '../jobs/patience'
import { deliverAll } from './delivery'
import type { Urgent } from './outbox'
import { relaySaved } from './relay'

/** The caller waits no longer for what others are told; the timer goes on where this stops. */
const PATIENCE_MS = 2000

async function moveOn(saved: readonly Urgent[], now: Date): Promise<void> {
  const budget = budgetOf(PATIENCE_MS)
  const rows = (await Promise.all(saved.map(each => relaySaved(each, now)))).flat()
  await deliverAll(rows, now, budget)
}

/**
 * Inbox rows and WeChat messages of what this call has saved and cannot wait. A failure is logged and changes nothing:
 * the rows still lie in the document, and what was moved or sent is known by its id.
 */
export async function moveUrgent(saved: readonly Urgent[], now: Date): Promise<void> {
  if (!saved.length) return
  await atMost(
    PATIENCE_MS,
    succeeds('moveUrgent', () => moveOn(saved, now)),
    false,
  )
}
