import { collections as repair, jobs as repairJobs } from '../repair/public'
import { collections as roster, jobs as rosterJobs } from '../roster/public'
import { collections as shared } from '../shared/collections'
import { deliverWaiting } from '../shared/effects/delivery'
import { fanOut } from '../shared/effects/fanout'
import { relayOutbox } from '../shared/effects/relay'
import { sealAudits } from '../shared/effects/seal-audits'
import { copyEvidence } from '../shared/files/copy-evidence'
import { deleteExpired } from '../shared/jobs/delete-expired'
import { defineJob, type Job } from '../shared/jobs/job'

const COLLECTIONS = [...repair, ...roster, ...shared]
const RELAYED = COLLECTIONS.filter(({ relay }) => relay)

/** Jobs of one turn run side by side; what one turn writes, the next moves on and delivers in the same minute. */
export const TURNS: readonly (readonly Job[])[] = [
  [...rosterJobs, ...repairJobs],
  [
    defineJob({
      name: 'relayOutbox',
      every: 'minute',
      budgetMs: 15_000,
      work: (now, budget) => relayOutbox(RELAYED, now, budget),
    }),
  ],
  [
    defineJob({ name: 'fanOut', every: 'minute', budgetMs: 15_000, work: fanOut }),
    defineJob({ name: 'deliverMessages', every: 'minute', budgetMs: 20_000, work: deliverWaiting }),
    defineJob({ name: 'copyEvidence', every: 'minute', budgetMs: 15_000, work: copyEvidence }),
    defineJob({ name: 'sealAudits', every: 'minute', budgetMs: 10_000, work: sealAudits }),
    defineJob({
      name: 'deleteExpired',
      every: { daily: '03:30' },
      budgetMs: 15_000,
      work: (now, budget) => deleteExpired(COLLECTIONS, now, budget),
    }),
  ],
]
