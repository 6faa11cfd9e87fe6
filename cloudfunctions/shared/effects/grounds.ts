import { command } from '../cloud'
import { residents, staff } from '../people/collections'
import { isRunning } from '../people/ties'
import { repository } from '../store/repository'
import type { Ground } from '../store/stored'

// May this person still read that? Asked when a message is moved on, again before WeChat hears of it, and the same
// question is a filter of the inbox.

interface Addressed {
  communityId: string
  personId: string
  ground: Ground
}

const ties = repository(residents)
const posts = repository(staff)

/** As many as one query takes in `in`; a person has few ties. */
const MAX_ROWS = 1000

const personsIn = (many: readonly Addressed[], kind: Ground['kind']): string[] => [
  ...new Set(many.filter(({ ground }) => ground.kind === kind).map(({ personId }) => personId)),
]

async function runningTies(personIds: string[], now: Date): Promise<Set<string>> {
  if (!personIds.length) return new Set()
  const filter = { personId: command.in(personIds), status: 'approved' }
  const found = await ties.list({ filter, order: [], limit: MAX_ROWS })
  const running = found.filter(tie => isRunning(tie, now))
  return new Set(running.map(({ personId, room }) => `${personId} ${room.roomId}`))
}

async function heldPosts(personIds: string[]): Promise<Set<string>> {
  if (!personIds.length) return new Set()
  const filter = { personId: command.in(personIds), isActive: true }
  const found = await posts.list({ filter, order: [], limit: MAX_ROWS })
  return new Set(
    found.flatMap(each => each.posts.map(({ communityId }) => `${each.personId} ${communityId}`)),
  )
}

/** Those whose ground holds at `now`: at most two trips for up to 100 of them. */
export async function withGround<Row extends Addressed>(many: readonly Row[], now: Date): Promise<Row[]> {
  const [homes, work] = await Promise.all([
    runningTies(personsIn(many, 'room'), now),
    heldPosts(personsIn(many, 'post')),
  ])
  return many.filter(({ personId, communityId, ground }) => {
    if (ground.kind === 'room') return homes.has(`${personId} ${ground.roomId}`)
    return ground.kind === 'self' || work.has(`${personId} ${communityId}`)
  })
}
