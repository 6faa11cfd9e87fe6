import { command, db } from '../../shared/cloud'
import type { RoomRef } from '../../shared/people/people'
import type { Place } from '../../shared/people/place'
import { Room } from '../../shared/people/room'
import { definite } from '../../shared/store/repository'

// What somebody chooses a home from.

/** No unit and no community is larger; a query without a limit would stop at 100. */
const MAX_ROOMS_OF_UNIT = 1000
const MAX_UNITS = 1000

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
