import { defineJob } from '../shared/jobs/job'
import { continueRosterImports, deleteOldRosterFiles } from './jobs/imports'

export { collections } from './collections'

export const jobs = [
  defineJob({
    name: 'continueRosterImports',
    every: 'minute',
    budgetMs: 10_000,
    work: continueRosterImports,
  }),
  defineJob({ name: 'deleteOldRosterFiles', every: 'minute', budgetMs: 10_000, work: deleteOldRosterFiles }),
]
