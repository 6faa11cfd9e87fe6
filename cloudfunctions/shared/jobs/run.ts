import type { Effects } from '../effects/outbox'
import type { Patch } from '../store/repository'
import type { Stored } from '../store/stored'
import { later, MINUTE_MS } from '../time/calendar'
import { budgetOf, type Budget } from './job'

// Work of many steps that outlives one call: an import, a bill run, a fan-out, an export. The document says how far it
// is; whoever holds the lease goes on. Stopping is a save by somebody else: the run then finds another version and ends.

/** Longer than a function may run, so that only a run that died loses its lease. */
const LEASE_MS = 2 * MINUTE_MS

/** A lease nobody holds. */
export const FREE = new Date(0)

type Running = Stored & { leaseUntil: Date }

export interface Run<T extends Running> {
  repository: {
    /** saves without a line in the audit for each step; null when somebody saved since */
    advance(before: T, patch: Patch<T>): Promise<T | null>
  }
  /** one call works about so long, unless it is given another budget, and leaves the rest to the next */
  budgetMs: number
  isRunning(document: T): boolean
  /** One batch, safe to repeat. @returns how far the run is then; null when nothing is left */
  step(document: T, effects: Effects): Promise<Patch<T> | null>
  /** @returns null when somebody was faster */
  finish(document: T, effects: Effects): Promise<T | null>
}

/**
 * @returns a function that goes on with a document. Any number may try: one has the lease, the others get `null` at once.
 * A run that dies loses the lease by time, and the next repeats at most one step.
 */
export function defineRun<T extends Running>(run: Run<T>) {
  const { advance } = run.repository
  const free = { leaseUntil: FREE } as Patch<T>

  return async function goOn(
    document: T,
    effects: Effects,
    budget: Budget = budgetOf(run.budgetMs),
  ): Promise<T | null> {
    const { now } = effects
    if (!run.isRunning(document) || document.leaseUntil > now) return null
    let current = await advance(document, { leaseUntil: later(now, LEASE_MS) } as Patch<T>)
    while (current) {
      const progress = await run.step(current, effects)
      if (!progress) return run.finish(current, effects)
      const isLast = budget.isSpent()
      current = await advance(current, isLast ? { ...progress, ...free } : progress)
      if (isLast) return current
    }
    return null
  }
}
