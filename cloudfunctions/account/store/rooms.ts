import { command, db } from '../../shared/cloud'
import { notFound } from '../../shared/call/errors'
import type { RoomRef } from '../../shared/people/people'
import { definite, repository } from '../../shared/store/repository'
import { inParallel, slices } from '../../shared/jobs/parallel'
import { homeKey, type Place } from '../roster/normalise/place'
import { Room } from '../schema'

const rooms = repository('rooms', Room)
export const { get: getRoom, add: addRoom, save: saveRoom } = rooms

/** Few enough for one answer of the database (1 MB) and for `in` (100). */
const ROOMS_PER_TRIP = 100
const TRIPS_AT_ONCE = 4
/** No unit and no community is larger; a query without a limit would stop at 100. */
const MAX_ROOMS_OF_UNIT = 1000
const MAX_UNITS = 1000

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

async function getSome(ids: readonly string[]): Promise<Room[]> {
  const { data } = await db
    .collection('rooms')
    .where(definite({ _id: command.in(ids) }))
    .limit(ids.length)
    .get()
  return data.map(row => Room.parse(row))
}

/** Those of the ids that exist, by id. */
export async function getRooms(ids: readonly string[]): Promise<Map<string, Room>> {
  const unique = [...new Set(ids)]
  const found = await inParallel(slices(unique, ROOMS_PER_TRIP), TRIPS_AT_ONCE, getSome)
  return new Map(found.flat().map(room => [room._id, room]))
}

const order = new Intl.Collator('zh-CN', { numeric: true }).compare

export interface Unit {
  building: string
  unit: string
  rooms: number
}

/** Buildings and units of a community with the number of their rooms, in the order people count. */
export async function listUnits(communityId: string, building?: string): Promise<Unit[]> {
  const { list } = await db
    .collection('rooms')
    .aggregate()
    .match(definite({ communityId, ...(building !== undefined && { building }) }))
    .group({ _id: { building: '$building', unit: '$unit' }, rooms: command.aggregate.sum(1) })
    .limit(MAX_UNITS)
    .end()
  const units = (list as { _id: Omit<Unit, 'rooms'>; rooms: number }[]).map(each => ({
    ...each._id,
    rooms: each.rooms,
  }))
  return units.sort((a, b) => order(a.building, b.building) || order(a.unit, b.unit))
}

/** Rooms of one unit for choosing; nothing of who lives there leaves the database. */
export async function listChoices(
  communityId: string,
  block: Pick<Place, 'building' | 'unit'>,
): Promise<RoomRef[]> {
  const { data } = await db
    .collection('rooms')
    .where(definite({ communityId, building: block.building, unit: block.unit }))
    .field({ _id: true, building: true, unit: true, number: true, label: true })
    .limit(MAX_ROOMS_OF_UNIT)
    .get()
  const choices = data.map(row =>
    Room.pick({ _id: true, building: true, unit: true, number: true, label: true }).parse(row),
  )
  return choices
    .map(({ _id, ...rest }) => ({ roomId: _id, ...rest }))
    .sort((a, b) => order(a.number, b.number))
}
