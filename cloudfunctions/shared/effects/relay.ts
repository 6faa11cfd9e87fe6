import * as z from 'zod'
import { command } from '../cloud'
import { succeeds } from '../jobs/each-safely'
import type { Budget } from '../jobs/job'
import type { Collection } from '../store/collection'
import { reading } from '../store/reading'
import { Stored, type OutboxRow } from '../store/stored'
import { appendOnly, changing, table } from '../store/table'
import { audits, messages, type Audit, type Message } from './collections'
import { addFanouts } from './fanout'
import type { Urgent } from './outbox'
import { inboxRows, type Addressed } from './recipients'

// Moves effects out of the documents that caused them: messages into inboxes, audit rows into the audit. Every row has a
// deterministic id, so any number of runs may work on the same documents, and one that dies is repeated.

const BATCH = 100

/** Only what is moved on: whole documents of a busy minute would be more than one answer of the database takes. */
const FIELDS = { communityId: true, version: true, outbox: true }
const Waiting = Stored.pick({ _id: true, communityId: true, version: true, outbox: true })
type Waiting = z.infer<typeof Waiting>

const messagesIn = (documents: readonly Waiting[]): Addressed[] =>
  documents.flatMap(({ communityId, outbox }) =>
    outbox.flatMap(row => (row.kind === 'message' ? [{ communityId, row }] : [])),
  )

const isAudit = (row: OutboxRow) => row.kind === 'audit'

const auditsIn = (documents: readonly Waiting[]): Audit[] =>
  documents.flatMap(({ communityId, outbox }) =>
    outbox.filter(isAudit).map(({ id, kind: _kind, ...row }) => ({
      _id: id,
      communityId,
      ...row,
      block: null,
      schemaVersion: 2,
    })),
  )

/**
 * Empties what was moved on, in one trip. A save in between adds rows and raises the version: then that document stays
 * as it is, and the next run goes on.
 */
async function clear(collection: Collection, documents: readonly Waiting[]): Promise<void> {
  const moved = documents.map(({ _id, version }) => ({ _id, version }))
  // the ids stand alone as well, so that an index serves them
  const filter = command.and([{ _id: command.in(moved.map(({ _id }) => _id)) }, command.or(moved)])
  await changing(collection).update(filter, { outbox: [], outboxAt: null, outboxLane: null })
}

/** @returns the inbox rows of these documents, added now or before */
async function relayDocuments(
  collection: Collection,
  documents: readonly Waiting[],
  now: Date,
): Promise<Message[]> {
  const waiting = messagesIn(documents)
  const rows = await inboxRows(waiting, now)
  await table(messages).addAllOnce(rows)
  await addFanouts(waiting, now)
  await appendOnly(audits).appendAll(auditsIn(documents))
  await clear(collection, documents)
  return rows
}

/** What a call has just saved, without reading it again. */
export const relaySaved = ({ collection, document }: Urgent, now: Date): Promise<Message[]> =>
  relayDocuments(collection, [document], now)

/** Together, and one by one when something in the batch cannot be moved on. @returns the documents that stay */
async function relayBatch(
  collection: Collection,
  documents: readonly Waiting[],
  now: Date,
): Promise<Waiting[]> {
  if (!documents.length) return []
  try {
    await relayDocuments(collection, documents, now)
    return []
  } catch {
    const moved = await Promise.all(
      documents.map(document => succeeds('relayOutbox', () => relayDocuments(collection, [document], now))),
    )
    return documents.filter((_, at) => !moved[at])
  }
}

/** The most urgent of a collection first, then the oldest; what this run could not move is passed over. */
function readBatch(collection: Collection, stuck: readonly unknown[], now: Date): Promise<unknown[]> {
  const isWaiting = { outboxLane: command.gte(0), outboxAt: command.lte(now) }
  const filter = stuck.length ? { ...isWaiting, _id: command.nin(stuck) } : isWaiting
  const order = [
    ['outboxLane', 'asc'],
    ['outboxAt', 'asc'],
  ] as const
  return reading(collection as Collection<z.ZodType<object>>).list({
    filter,
    order,
    limit: BATCH,
    fields: FIELDS,
    as: z.unknown(),
  })
}

/** A collection's documents that wait, batch by batch. What cannot be read or moved keeps nobody else waiting. */
function queueOf(collection: Collection, now: Date) {
  const stuck: unknown[] = []
  /** @returns how many documents were emptied, and whether there may be more */
  return async function moveBatch(): Promise<{ moved: number; hasMore: boolean }> {
    const found = await readBatch(collection, stuck, now)
    const documents: Waiting[] = []
    for (const row of found)
      if (!(await succeeds('relayOutbox', async () => void documents.push(Waiting.parse(row)))))
        stuck.push((row as { _id: unknown })._id)
    const left = await relayBatch(collection, documents, now)
    stuck.push(...left.map(({ _id }) => _id))
    return { moved: documents.length - left.length, hasMore: found.length === BATCH }
  }
}

/**
 * Job: moves what waits in these collections, a batch of each in turn, so that none waits for another's backlog.
 * @returns how many documents were emptied
 */
export async function relayOutbox(
  collections: readonly Collection[],
  now: Date,
  budget: Budget,
): Promise<number> {
  let total = 0
  let busy = collections.map(collection => queueOf(collection, now))
  while (busy.length && !budget.isSpent()) {
    const more: typeof busy = []
    for (const moveBatch of busy) {
      const { moved, hasMore } = await moveBatch()
      total += moved
      if (hasMore) more.push(moveBatch)
    }
    busy = more
  }
  return total
}
