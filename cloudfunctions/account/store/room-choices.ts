import * as z from 'zod'
import { command } from '../../shared/cloud'
import { rooms } from '../../shared/people/collections'
import type { RoomRef } from '../../shared/people/people'
import type { Place } from '../../shared/people/place'
import { Room } from '../../shared/people/room'
import { aggregate } from '../../shared/store/aggregate'
import { definite } from '../../shared/store/database'
import { repository } from '../../shared/store/repository'

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

const Group = z.object({ _id: z.object({ building: z.string(), unit: z.string() }), rooms: z.int() })
const Choice = Room.pick({ _id: true, building: true, unit: true, number: true, label: true })

/** Buildings and units of a community with the number of their rooms, in the order people count. */
export async function listUnits(communityId: string, building?: string): Promise<Unit[]> {
  const filter = definite({ communityId, ...(building !== undefined && { building }) })
  const each = { building: '$building', unit: '$unit' }
  const groups = await aggregate(
    rooms,
    stages =>
      stages
        .match(filter)
        .group({ _id: each, rooms: command.aggregate.sum(1) })
        .limit(MAX_UNITS),
    Group,
  )
  const units = groups.map(({ _id, rooms: count }) => ({ ..._id, rooms: count }))
  return units.sort((a, b) => order(a.building, b.building) || order(a.unit, b.unit))
}

/** Rooms of one unit for choosing; nothing of who lives there leaves the database. */
export async function listChoices(
  communityId: string,
  block: Pick<Place, 'building' | 'unit'>,
): Promise<RoomRef[]> {
  const choices = await repository(rooms).list({
    filter: { communityId, ...block },
    order: [],
    limit: MAX_ROOMS_OF_UNIT,
    fields: { _id: true, building: true, unit: true, number: true, label: true },
    as: Choice,
  })
  return choices
    .map(({ _id, ...rest }) => ({ roomId: _id, ...rest }))
    .sort((a, b) => order(a.number, b.number))
}
