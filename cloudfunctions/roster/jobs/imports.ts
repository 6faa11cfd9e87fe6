import { deleteFiles } from '../../shared/cloud'
import { eachSafely } from '../../shared/jobs/each-safely'
import { UNLIMITED, type Budget } from '../../shared/jobs/job'
import { SYSTEM_ACTOR, type Effects } from '../../shared/effects/outbox'
import { deleteAllChunks } from '../store/chunks'
import { listIdle, listToClean, saveImport } from '../store/imports'
import { runImport } from './run-import'
import type { RosterImport } from '../schema'
import { statusWhenCleaned } from '../rules/statuses'

/** One tick goes on with so many; each works a few seconds. */
const RUNS_PER_TICK = 3
const CLEANED_PER_TICK = 20

const effectsOfRun = (roster: RosterImport, now: Date): Effects => ({
  actor: { personId: roster.by.personId, name: roster.by.name, as: roster.by.as },
  action: 'roster.continueRosterImports',
  requestId: 'job:continueRosterImports',
  now,
})

/** Job: goes on with imports whose page was closed. @returns how many it worked on */
export async function continueRosterImports(now: Date, budget: Budget = UNLIMITED): Promise<number> {
  const idle = await listIdle(now, RUNS_PER_TICK)
  const job = 'continueRosterImports'
  return eachSafely({ job, budget }, idle, roster => runImport(roster, effectsOfRun(roster, now)))
}

async function clean(roster: RosterImport, now: Date): Promise<void> {
  // a file that is gone already is as good as deleted: the answer says so, nothing throws
  await deleteFiles([roster.fileId])
  await deleteAllChunks(roster._id)
  const name = 'deleteOldRosterFiles'
  const effects = { actor: SYSTEM_ACTOR, action: `roster.${name}`, requestId: `job:${name}`, now }
  await saveImport(roster, { cleanAt: null, status: statusWhenCleaned(roster.status) }, effects)
}

/** Job: deletes the uploaded file and the rows of imports that are over. @returns how many it cleaned */
export async function deleteOldRosterFiles(now: Date, budget: Budget = UNLIMITED): Promise<number> {
  const old = await listToClean(now, CLEANED_PER_TICK)
  return eachSafely({ job: 'deleteOldRosterFiles', budget }, old, roster => clean(roster, now))
}
