import * as z from 'zod'
import { command } from '../cloud'
import { inParallel } from '../jobs/parallel'
import { succeeds } from '../jobs/each-safely'
import type { Budget } from '../jobs/job'
import { upToDate, type Collection } from '../store/collection'
import { ordered, rowsOf } from '../store/database'
import { Stored, type OutboxRow } from '../store/stored'
import { appendOnly, table } from '../store/table'
import { audits, messages, type Audit, type Message } from './collections'
import { addFanouts } from './fanout'
import type { Urgent } from './outbox'
import { inboxRows, type Addressed } from './recipients'

// Moves effects out of the documents that caused them: messages into inboxes, audit rows into the audit. Every row has a
// deterministic id, so any number of runs may work on the same documents, and one that dies is repeated.

const BATCH = 50
const CLEARS_AT_ONCE = 16

const Waiting = Stored.pick({ _id: true, communityId: true, version: true, outbox: true })
type Waiting = z.infer<typeof Waiting>

/** Only what is moved on: whole documents of a busy minute would be more than one answer of the database takes. */
const FIELDS = { communityId: true, version: true, schemaVersion: true, outbox: true, outboxAt: true }

/** A document of any release; one that cannot be read is logged and left, so that it keeps nobody else waiting. */
async function parsed(collection: Collection, row: unknown): Promise<Waiting[]> {
  const found: Waiting[] = []
  await succeeds('relayOutbox', async () => {
    found.push(Waiting.parse(upToDate(collection, row as Record<string, unknown>)))
  })
  return found
}

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

/** A save in between adds rows and raises the version: then nothing is emptied, and the next run goes on. */
async function clear(collection: Collection, { _id, version }: Waiting): Promise<void> {
  await rowsOf(collection)
    .where({ _id, version })
    .update({ data: { outbox: [], outboxAt: null, outboxLane: null } })
}

/** @returns the inbox rows that were added */
export async function relayDocuments(
  collection: Collection,
  documents: readonly Waiting[],
  now: Date,
): Promise<Message[]> {
  const waiting = messagesIn(documents)
  const rows = await inboxRows(waiting, now)
  await table(messages).addAllOnce(rows)
  await addFanouts(waiting, now)
  await appendOnly(audits).appendAll(auditsIn(documents))
  await inParallel(documents, CLEARS_AT_ONCE, document => clear(collection, document))
  return rows
}

/** What a call has just saved, without reading it again. */
export const relaySaved = ({ collection, document }: Urgent, now: Date): Promise<Message[]> =>
  relayDocuments(collection, [document], now)

/** Together, and one by one when something in the batch cannot be moved on. @returns how many documents were */
async function relayBatch(collection: Collection, documents: readonly Waiting[], now: Date): Promise<number> {
  try {
    await relayDocuments(collection, documents, now)
    return documents.length
  } catch {
    const each = documents.map(document =>
      succeeds('relayOutbox', () => relayDocuments(collection, [document], now)),
    )
    return (await Promise.all(each)).filter(Boolean).length
  }
}

/** The most urgent of a collection first, then the oldest. */
async function nextBatch(
  collection: Collection,
  now: Date,
): Promise<{ found: number; documents: Waiting[] }> {
  const query = rowsOf(collection).where({ outboxLane: command.gte(0), outboxAt: command.lte(now) })
  const order = [
    ['outboxLane', 'asc'],
    ['outboxAt', 'asc'],
  ] as const
  const { data } = await ordered(query, order).field(FIELDS).limit(BATCH).get()
  const documents = (await Promise.all(data.map(row => parsed(collection, row)))).flat()
  return { found: data.length, documents }
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
  let busy = [...collections]
  while (busy.length && !budget.isSpent()) {
    const more: Collection[] = []
    for (const collection of busy) {
      const { found, documents } = await nextBatch(collection, now)
      const moved = await relayBatch(collection, documents, now)
      total += moved
      if (found === BATCH && moved > 0) more.push(collection)
    }
    busy = more
  }
  return total
}
