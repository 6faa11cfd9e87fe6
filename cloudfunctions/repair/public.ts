import { defineJob } from '../shared/jobs/job'
import { announceLapses, lapseFinished } from './jobs/lapse'

export { collections } from './collections'

export const jobs = [
  defineJob({ name: 'announceLapses', every: 'minute', budgetMs: 10_000, work: announceLapses }),
  defineJob({ name: 'lapseFinished', every: 'minute', budgetMs: 10_000, work: lapseFinished }),
]
