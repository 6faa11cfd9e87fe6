import { command } from '../../shared/cloud'
import type { FormerTie } from '../../shared/call/caller'
import type { Resident } from '../../shared/people/people'
import type { Repair } from '../schema'

// What a household sees. A room changes hands, and its history is not the next people's business: photos of the rooms,
// names and numbers of those who lived there. So a tie to a room shows what was reported since it was approved.

/** Approved ties carry their decision; one without counts from the application on. */
const sinceOf = ({ decision, submittedAt }: Resident): Date => decision?.at ?? submittedAt

type Reported = Pick<Repair, 'createdAt'> & { room: Pick<Repair['room'], 'roomId'> }

/** Is this an order of the person's room, from their own time in it? */
export const isOfHousehold = (homes: readonly Resident[], order: Reported): boolean =>
  homes.some(home => home.room.roomId === order.room.roomId && order.createdAt >= sinceOf(home))

const roomIdOf = (home: Resident): string => home.room.roomId

/** The same as the row scope of a list. The first part is what an index serves. */
export function scopeOfHomes(homes: readonly Resident[]): object {
  const first = new Date(Math.min(...homes.map(home => sinceOf(home).getTime())))
  const scope = { 'room.roomId': command.in(homes.map(roomIdOf)), createdAt: command.gte(first) }
  if (homes.length === 1) return scope
  const each = homes.map(home => ({
    'room.roomId': roomIdOf(home),
    createdAt: command.gte(sinceOf(home)),
  }))
  return command.and([scope, command.or(each)])
}

/** What somebody reported in homes whose tie is over, up to its end. */
export const scopeOfFormer = (personId: string, former: readonly FormerTie[]): object =>
  command.or(
    former.map(({ tie, until }) => ({
      'reporter.personId': personId,
      'room.roomId': roomIdOf(tie),
      createdAt: command.lte(until),
    })),
  )
