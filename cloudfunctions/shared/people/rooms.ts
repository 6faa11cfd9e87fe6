import { command } from '../cloud'
import { notFound } from '../call/errors'
import type { RoomRef } from './people'
import { repository } from '../store/repository'
import { inParallel, slices } from '../jobs/parallel'
import { homeKey, type Place } from './place'
import { rooms } from './collections'
import type { Room } from './room'

const stored = repository(rooms)
export const { get: getRoom, add: addRoom, save: saveRoom } = stored

/** Few enough for one answer of the database (1 MB) and for `in` (100). */
const ROOMS_PER_TRIP = 100
const TRIPS_AT_ONCE = 4

export const roomIdOf = (communityId: string, place: Place): string => `${communityId}:${homeKey(place)}`

/** A room's id begins with its community's. */
export const communityOfRoom = (roomId: string): string => roomId.slice(0, roomId.indexOf(':'))

export const refOf = ({ _id, building, unit, number, label }: Room): RoomRef => ({
  roomId: _id,
  building,
  unit,
  number,
  label,
})

/** @throws NOT_FOUND */
export async function needRoom(id: string): Promise<Room> {
  const room = await getRoom(id)
  if (!room) throw notFound('套房屋')
  return room
}

const getSome = (ids: readonly string[]): Promise<Room[]> =>
  stored.list({ filter: { _id: command.in(ids) }, order: [], limit: ids.length })

/** Those of the ids that exist, by id. */
export async function getRooms(ids: readonly string[]): Promise<Map<string, Room>> {
  const unique = [...new Set(ids)]
  const found = await inParallel(slices(unique, ROOMS_PER_TRIP), TRIPS_AT_ONCE, getSome)
  return new Map(found.flat().map(room => [room._id, room]))
}
