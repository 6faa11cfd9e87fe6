import type { Budget } from '../../cloudfunctions/shared/jobs/job'

/** For a job that is tried alone: all the time it wants. */
export const UNHURRIED: Budget = { isSpent: () => false }
