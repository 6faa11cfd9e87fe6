import { DAY_MS, later, MINUTE_MS } from '../../shared/time/calendar'
import { AppError } from '../../shared/call/errors'
import type { Effects } from '../../shared/effects/outbox'
import { readRows } from '../store/chunks'
import { importRoom } from '../store/import-room'
import { advance, saveImport } from '../store/imports'
import { imported } from '../messages/messages'
import { inParallel } from '../../shared/jobs/parallel'
import { recheckPending } from '../../account/public'
import type { RosterRow } from '../rules/roster-row'
import { getRooms, roomIdOf } from '../../shared/people/rooms'
import type { Progress, RosterImport } from '../schema'
import { stepRoster } from '../rules/statuses'

/** Longer than the function may run, so that only a run that died loses its lease. */
const LEASE_MS = 2 * MINUTE_MS
/** One call works about so long and leaves the rest to the next. */
const WORK_MS = 3000
const WRITES_AT_ONCE = 8

export const FREE = new Date(0)
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
  return orNull(saveImport(roster, patch, { ...effects, messages }))
}

/** Somebody stopped it in the last moment: his word counts, and going on finds everything written. */
const orNull = (saving: Promise<RosterImport>): Promise<RosterImport | null> =>
  saving.catch((error: unknown) => {
    if (error instanceof AppError && error.code === 'CONFLICT') return null
    throw error
  })

const fail = (roster: RosterImport, effects: Effects) =>
  orNull(saveImport(roster, { status: stepRoster(roster.status, 'fail'), leaseUntil: FREE }, effects))

/**
 * Imports batches for a few seconds and hands the rest on. Any number of callers may try: one has the lease, the others
 * get `null` at once. A run that dies loses the lease by time, and the next repeats at most one batch, which changes
 * nothing that was written.
 */
export async function runImport(roster: RosterImport, effects: Effects): Promise<RosterImport | null> {
  const { now } = effects
  if (roster.status !== 'running' || roster.leaseUntil > now) return null
  let current = await advance(roster, { leaseUntil: later(now, LEASE_MS) })
  const stopAt = performance.now() + WORK_MS
  while (current && current.nextChunk < current.rowChunks) {
    if (performance.now() > stopAt) return advance(current, { leaseUntil: FREE })
    const edition = { importId: current._id, generation: current.generation }
    const rows = await readRows(edition, current.nextChunk)
    if (!rows) return fail(current, effects)
    const progress = await importRows(current, rows, effects)
    current = await advance(current, { progress, nextChunk: current.nextChunk + 1 })
  }
  return current && finish(current, effects)
}
