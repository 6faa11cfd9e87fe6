import { command, db } from '../../cloudfunctions/shared/cloud'
import type { RosterImport } from '../../cloudfunctions/roster/schema'
import type { Room } from '../../cloudfunctions/shared/people/room'

// Looking at what is stored, past the function.

export async function roomsOf(communityId: string): Promise<Room[]> {
  const rooms: Room[] = []
  for (let after = ''; ; after = rooms.at(-1)!._id) {
    const { data } = await db
      .collection('rooms')
      .where({ communityId, _id: command.gt(after) })
      .orderBy('_id', 'asc')
      .limit(200)
      .get()
    rooms.push(...(data as Room[]))
    if (data.length < 200) return rooms
  }
}

export const importDoc = async (id: string) =>
  (await db.collection('roster_imports').doc(id).get()).data as RosterImport

export const countOf = async (collection: string, filter: object) =>
  (await db.collection(collection).where(filter).count()).total
