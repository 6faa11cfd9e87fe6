import type * as z from 'zod'
import { command } from '../cloud'
import { succeeds } from '../jobs/each-safely'
import { budgetOf, type Budget } from '../jobs/job'
import { defineRun, FREE } from '../jobs/run'
import { residents } from '../people/collections'
import { Resident } from '../people/people'
import { isRunning } from '../people/ties'
import { repository } from '../store/repository'
import { table } from '../store/table'
import type { Audience } from '../store/stored'
import { fanouts, messages, type Fanout, type Message } from './collections'
import { laneNumber } from './lanes'
import { SYSTEM_ACTOR, type Effects } from './outbox'
import { inboxRow, type Addressed } from './recipients'

// A message to many is a job with a cursor over the ties of the community: never rows in a document.

const PAGE = 200

/** After so long it is asked again which fan-out is the most urgent. */
const SLICE_MS = 1000

const runs = repository(fanouts)
const ties = repository(residents)

const Tie = Resident.pick({
  _id: true,
  personId: true,
  room: true,
  relation: true,
  status: true,
  endsOn: true,
})
type Tie = z.infer<typeof Tie>
const TIE_FIELDS = { personId: true, room: true, relation: true, status: true, endsOn: true }

const isFor = ({ buildings, roomIds, relations }: Audience, { room, relation }: Tie): boolean =>
  (!buildings || buildings.includes(room.building)) &&
  (!roomIds || roomIds.includes(room.roomId)) &&
  (!relations || relations.includes(relation))

async function readPage({ communityId, cursor }: Fanout): Promise<Tie[]> {
  const filter = { communityId, status: 'approved', _id: command.gt(cursor) }
  const order = [['_id', 'asc']] as const
  return ties.listSound('fanOut', { filter, order, limit: PAGE, fields: TIE_FIELDS, as: Tie })
}

/** A person with several homes in the audience reads it once: the id names the person. */
function rowsFor(
  { _id, communityId, audience, message }: Fanout,
  page: readonly Tie[],
  now: Date,
): Message[] {
  const addressed = { communityId, row: { ...message, kind: 'message' as const, id: _id, to: { audience } } }
  const told = page.filter(tie => isRunning(tie, now) && isFor(audience, tie))
  const rows = told.map(tie => inboxRow(addressed, tie.personId, { kind: 'room', roomId: tie.room.roomId }))
  return [...new Map(rows.map(row => [row._id, row])).values()]
}

/** Goes on with a fan-out for a slice. Repeating a page adds nothing. */
export const runFanout = defineRun<Fanout>({
  repository: runs,
  budgetMs: SLICE_MS,
  isRunning: ({ status }) => status === 'running',
  async step(fanout, { now }) {
    const page = await readPage(fanout)
    if (!page.length) return null
    const rows = rowsFor(fanout, page, now)
    await table(messages).addAllOnce(rows)
    return { cursor: page.at(-1)!._id, told: fanout.told + rows.length }
  },
  finish: (fanout, effects) => runs.trySave(fanout, { status: 'done', leaseUntil: FREE }, effects),
})

const effectsAt = (now: Date): Effects => ({
  actor: SYSTEM_ACTOR,
  action: 'effects.fanout',
  requestId: 'job:fanOut',
  now,
})

/** Notes the messages that go to many; the id of the row makes a second run find the first. */
export async function addFanouts(waiting: readonly Addressed[], now: Date): Promise<void> {
  for (const { communityId, row } of waiting) {
    if (!('audience' in row.to)) continue
    const { lane, topic, title, body, page, fields, at } = row
    await runs.addOnce(
      {
        _id: row.id,
        communityId,
        audience: row.to.audience,
        message: { lane, topic, title, body, page, fields, at },
        status: 'running',
        lane: laneNumber(lane),
        cursor: '',
        told: 0,
        leaseUntil: FREE,
      },
      effectsAt(now),
    )
  }
}

const MOST_URGENT = [
  ['lane', 'asc'],
  ['createdAt', 'asc'],
] as const

/**
 * Job: goes on with what nobody works on, slice by slice, so that an urgent one never waits for a long one. One that
 * fails keeps its lease and so lets the others go first. @returns how many it worked on
 */
export async function fanOut(now: Date, budget: Budget): Promise<number> {
  const filter = { status: 'running', leaseUntil: command.lte(now) }
  const worked = new Set<string>()
  while (!budget.isSpent()) {
    const [next] = await runs.listSound('fanOut', { filter, order: MOST_URGENT, limit: 1 })
    if (!next) break
    worked.add(next._id)
    await succeeds('fanOut', () => runFanout(next, effectsAt(now), budgetOf(SLICE_MS, budget)))
  }
  return worked.size
}
