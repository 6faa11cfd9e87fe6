import { isDuplicate } from '../../shared/cloud'
import { AppError } from '../../shared/call/errors'
import type { Effects } from '../../shared/effects/outbox'
import { changesOf } from '../rules/diff'
import type { RosterRow } from '../rules/roster-row'
import { addRoom, getRoom, roomIdOf, saveRoom } from '../../shared/people/rooms'
import type { Room } from '../../shared/people/room'
import { seal, sealChanges, unseal } from './sealing'

export type Outcome = 'added' | 'changed' | 'unchanged' | 'failed'

interface Run {
  communityId: string
  importId: string
  effects: Effects
}

/** What a run that died had already written counts as written, not as found. */
function unchangedOutcome(room: Room, importId: string): Outcome {
  if (room.importId !== importId) return 'unchanged'
  return room.version === 1 ? 'added' : 'changed'
}

async function write(row: RosterRow, room: Room | null, run: Run): Promise<Outcome> {
  const { communityId, importId, effects } = run
  if (!room) {
    const _id = roomIdOf(communityId, row)
    await addRoom({ _id, communityId, ...seal(_id, row), importId }, effects)
    return 'added'
  }
  const changed = changesOf(unseal(room), row).map(({ fact }) => fact)
  if (!changed.length) return unchangedOutcome(room, importId)
  await saveRoom(room, { ...sealChanges(room._id, row, changed), importId }, effects)
  return 'changed'
}

const isRace = (error: unknown) =>
  isDuplicate(error) || (error instanceof AppError && error.code === 'CONFLICT')

/** Writes one row of a roster; a room that says the same already is not touched. Safe to run twice. */
export async function importRoom(row: RosterRow, room: Room | null, run: Run): Promise<Outcome> {
  try {
    return await write(row, room, run)
  } catch (error) {
    if (!isRace(error)) throw error
  }
  try {
    return await write(row, await getRoom(roomIdOf(run.communityId, row)), run)
  } catch (error) {
    if (isRace(error)) return 'failed'
    throw error
  }
}
