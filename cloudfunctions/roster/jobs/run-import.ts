import { DAY_MS, later } from '../../shared/time/calendar'
import type { Effects } from '../../shared/effects/outbox'
import { readRows } from '../store/chunks'
import { importRoom } from '../store/import-room'
import { imports } from '../store/imports'
import { imported } from '../messages/messages'
import { inParallel } from '../../shared/jobs/parallel'
import { defineRun, FREE } from '../../shared/jobs/run'
import { recheckPending } from '../../account/public'
import type { RosterRow } from '../rules/roster-row'
import { getRooms, roomIdOf } from '../../shared/people/rooms'
import type { Progress, RosterImport } from '../schema'
import { stepRoster } from '../rules/statuses'

const WRITES_AT_ONCE = 8

/** The uploaded file is deleted a day after the import (design 17). */
export const cleanAfterRun = (now: Date): Date => later(now, DAY_MS)

async function importRows(roster: RosterImport, rows: RosterRow[], effects: Effects): Promise<Progress> {
  const { communityId, _id: importId } = roster
  const rooms = await getRooms(rows.map(row => roomIdOf(communityId, row)))
  const outcomes = await inParallel(rows, WRITES_AT_ONCE, row =>
    importRoom(row, rooms.get(roomIdOf(communityId, row)) ?? null, { communityId, importId, effects }),
  )
  const progress = { ...roster.progress, done: roster.progress.done + rows.length }
  for (const outcome of outcomes) progress[outcome] += 1
  return progress
}

async function finish(roster: RosterImport, effects: Effects): Promise<RosterImport | null> {
  const { now } = effects
  await recheckPending(roster.communityId, effects)
  const patch = {
    status: stepRoster(roster.status, 'finish'),
    finishedAt: now,
    cleanAt: cleanAfterRun(now),
    leaseUntil: FREE,
  }
  const messages = [imported({ ...roster, ...patch }, now)]
  return imports.trySave(roster, patch, { ...effects, messages })
}

const fail = (roster: RosterImport, effects: Effects) =>
  imports.trySave(roster, { status: stepRoster(roster.status, 'fail'), leaseUntil: FREE }, effects)

const isComplete = ({ nextChunk, rowChunks }: RosterImport): boolean => nextChunk >= rowChunks

/**
 * Imports batches for a few seconds and hands the rest on. A batch that is repeated changes nothing that was written;
 * rows that are gone end the import as failed.
 */
export const runImport = defineRun<RosterImport>({
  repository: imports,
  budgetMs: 3000,
  isRunning: ({ status }) => status === 'running',
  async step(roster, effects) {
    if (isComplete(roster)) return null
    const edition = { importId: roster._id, generation: roster.generation }
    const rows = await readRows(edition, roster.nextChunk)
    if (!rows) return null
    return { progress: await importRows(roster, rows, effects), nextChunk: roster.nextChunk + 1 }
  },
  finish: (roster, effects) => (isComplete(roster) ? finish(roster, effects) : fail(roster, effects)),
})
