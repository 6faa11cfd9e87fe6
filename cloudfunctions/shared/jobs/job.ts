/** How long a job may go on: asked between batches, so that one never takes the time of the others. */
export interface Budget {
  isSpent(): boolean
}

export interface Job {
  name: string
  /** every tick, or once a day from this Beijing time on */
  every: 'minute' | { daily: string }
  budgetMs: number
  /** @returns how many it worked on. Safe to run twice, late, at the same time, or after a crash */
  work(now: Date, budget: Budget): Promise<number>
}

export const defineJob = (job: Job): Job => job

/** @param within a longer budget that it is a part of */
export function budgetOf(ms: number, within?: Budget): Budget {
  const end = performance.now() + ms
  return { isSpent: () => performance.now() > end || (within?.isSpent() ?? false) }
}

/** Of a call that no turn waits for. */
export const UNLIMITED: Budget = { isSpent: () => false }
