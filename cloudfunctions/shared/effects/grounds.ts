import type * as z from 'zod'
import { command } from '../cloud'
import { inParallel, slices } from '../jobs/parallel'
import { residents, staff } from '../people/collections'
import { Resident } from '../people/people'
import { isRunning, overSince } from '../people/ties'
import { repository } from '../store/repository'
import type { Message } from './collections'

// May this person still read that? Asked when a message is moved on, again before WeChat hears of it, and the same
// question is a filter of the inbox.

type Addressed = Pick<Message, 'communityId' | 'personId' | 'ground' | 'createdAt'>

const Tie = Resident.pick({ _id: true, status: true, endsOn: true, endedAt: true })
type Tie = z.infer<typeof Tie>
/** Of a tie only what says whether it runs: names and numbers stay in the database. */
const TIE_FIELDS = { status: true, endsOn: true, endedAt: true }

const ties = repository(residents)
const posts = repository(staff)

/** So many ids go into one query. */
const IDS = 100
const TRIPS_AT_ONCE = 4

const unique = (ids: readonly string[]): string[] => [...new Set(ids)]

/** A person's tie to a room, by id; null when the message is not about a home. */
const tieIdOf = ({ personId, ground }: Addressed): string | null =>
  ground.kind === 'room' ? `${ground.roomId}:${personId}` : null

/** A document that cannot be read is as good as none: who it is about hears nothing, and everybody else does. */
async function tiesOf(many: readonly Addressed[]): Promise<Map<string, Tie>> {
  const ids = unique(many.flatMap(each => tieIdOf(each) ?? []))
  const part = { order: [], limit: IDS, fields: TIE_FIELDS, as: Tie }
  const found = await inParallel(slices(ids, IDS), TRIPS_AT_ONCE, some =>
    ties.listSound('grounds', { ...part, filter: { _id: command.in(some) } }),
  )
  return new Map(found.flat().map(tie => [tie._id, tie]))
}

/** As `<person> <community>`. */
async function postsOf(many: readonly Addressed[]): Promise<Set<string>> {
  const ids = unique(many.filter(({ ground }) => ground.kind === 'post').map(({ personId }) => personId))
  const found = await inParallel(slices(ids, IDS), TRIPS_AT_ONCE, some => {
    const filter = { personId: command.in(some), isActive: true }
    return posts.listSound('grounds', { filter, order: [], limit: 1000 })
  })
  return new Set(
    found.flat().flatMap(each => each.posts.map(({ communityId }) => `${each.personId} ${communityId}`)),
  )
}

/** While the tie runs; afterwards what was written before its end. */
function reads(tie: Tie | undefined, writtenAt: Date, now: Date): boolean {
  if (!tie) return false
  const since = overSince(tie, now)
  return isRunning(tie, now) || (since !== null && writtenAt <= since)
}

/** Those whose ground holds at `now`: two trips side by side for up to 100 of them. */
export async function withGround<Row extends Addressed>(many: readonly Row[], now: Date): Promise<Row[]> {
  const [homes, work] = await Promise.all([tiesOf(many), postsOf(many)])
  return many.filter(row => {
    if (row.ground.kind === 'self') return true
    if (row.ground.kind === 'post') return work.has(`${row.personId} ${row.communityId}`)
    return reads(homes.get(tieIdOf(row)!), row.createdAt, now)
  })
}
