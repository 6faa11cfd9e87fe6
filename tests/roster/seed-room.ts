import { db } from '../../cloudfunctions/shared/cloud'
import type { RosterFacts } from '../../cloudfunctions/roster/rules/roster-row'
import { roomIdOf } from '../../cloudfunctions/shared/people/rooms'
import type { Room } from '../../cloudfunctions/shared/people/room'
import { seal } from '../../cloudfunctions/roster/store/sealing'

const AT = new Date('2026-11-01T00:00:00Z')

/** A room as an import leaves it: 3 栋 2 单元 1802 of 林静仪, 138 6620 4172. */
export function roomOf(facts: Partial<RosterFacts> = {}, communityId = 'yunqili'): Room {
  const whole: RosterFacts = {
    building: '3',
    unit: '2',
    number: '1802',
    owners: ['林静仪'],
    phones: ['13866204172'],
    areaCentiSqm: 14236,
    ...facts,
  }
  const _id = roomIdOf(communityId, whole)
  return {
    _id,
    communityId,
    schemaVersion: 2,
    version: 1,
    createdAt: AT,
    updatedAt: AT,
    outbox: [],
    outboxAt: null,
    outboxLane: null,
    ...seal(_id, whole),
    importId: 'seed',
  }
}

export async function seedRoom(facts: Partial<RosterFacts> = {}, communityId = 'yunqili'): Promise<Room> {
  const room = roomOf(facts, communityId)
  await db.collection('rooms').add({ data: room })
  return room
}
