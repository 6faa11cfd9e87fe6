import { SYSTEM_ACTOR, type Effects } from '../../shared/effects/outbox'
import type { Resident } from '../../shared/people/people'
import { inParallel } from '../../shared/jobs/parallel'
import { isFullMatch } from '../rules/matching'
import { registrationSteps } from '../rules/registration-steps'
import { approved } from '../messages/messages'
import { MATCHED } from './registration'
import { listPendingOwners, trySaveResident } from './residents'
import { getRooms } from '../../shared/people/rooms'

const PAGE = 100
const WRITES_AT_ONCE = 8

async function approveBySystem(resident: Resident, effects: Effects): Promise<boolean> {
  const decision = { by: 'system' as const, reason: MATCHED, at: effects.now }
  const status = registrationSteps.transition(resident.status, 'approve')
  const messages = [approved(resident, effects.now)]
  const patch = { status, decision, endedAt: null }
  // null: the desk was faster, and its decision stands
  return (await trySaveResident(resident, patch, { ...effects, actor: SYSTEM_ACTOR, messages })) !== null
}

/**
 * Compares what waits with the new roster and approves what matches now (design 17d).
 * @returns how many were approved
 */
export async function recheckPending(communityId: string, effects: Effects): Promise<number> {
  let count = 0
  for (let after = ''; ;) {
    const page = await listPendingOwners(communityId, after, PAGE)
    const rooms = await getRooms(page.map(resident => resident.room.roomId))
    const matching = page.filter(resident => {
      const room = rooms.get(resident.room.roomId)
      return room !== undefined && isFullMatch(resident, room)
    })
    const results = await inParallel(matching, WRITES_AT_ONCE, each => approveBySystem(each, effects))
    count += results.filter(Boolean).length
    if (page.length < PAGE) return count
    after = page.at(-1)!._id
  }
}
