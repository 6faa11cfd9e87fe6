import * as z from 'zod'
import { command, db, isDuplicate } from '../shared/cloud'
import { Staff } from '../shared/people'
import { Stored, type AuditRow, type MessageRow, type OutboxRow } from '../shared/stored'

/** Collections whose documents carry an outbox; those that people wait for come first. */
const COLLECTIONS = ['repairs', 'residents', 'roster_imports', 'rooms'] as const

const BATCH = 50
/** An imported roster leaves thousands of rows; one minute takes as many as it safely can. */
const MAX_BATCHES = 10
const MAX_STAFF = 50

const Waiting = Stored.pick({ _id: true, communityId: true, version: true, outbox: true, outboxAt: true })
type Waiting = z.infer<typeof Waiting>

/** The deterministic id makes a second run find the row already there. */
async function addOnce(collection: string, row: { _id: string; [field: string]: unknown }): Promise<void> {
  try {
    await db.collection(collection).add({ data: row })
  } catch (error) {
    if (!isDuplicate(error)) throw error
  }
}

async function recipientsOf(
  row: MessageRow,
  communityId: string,
): Promise<{ personId: string; openid: string }[]> {
  if ('personId' in row.to) return [row.to]
  const { data } = await db
    .collection('staff')
    .where({ communityIds: communityId, roles: row.to.role, isActive: true })
    .limit(MAX_STAFF)
    .get()
  return data.map(each => Staff.parse(each)).map(({ personId, openid }) => ({ personId, openid }))
}

async function relayMessage(row: MessageRow, communityId: string): Promise<void> {
  const { topic, title, body, page, fields, at } = row
  for (const { personId, openid } of await recipientsOf(row, communityId)) {
    await addOnce('messages', {
      _id: `${row.id}:${personId}`,
      communityId,
      version: 1,
      createdAt: at,
      updatedAt: at,
      outbox: [],
      outboxAt: null,
      ...{ personId, openid, topic, title, body, page, fields },
      readAt: null,
      delivery: 'waiting',
      tries: 0,
      nextTryAt: at,
      errCode: null,
    })
  }
}

async function relayAudit({ id, kind: _kind, ...row }: AuditRow, communityId: string): Promise<void> {
  await addOnce('audits', { _id: id, communityId, ...row })
}

const relayRow = (row: OutboxRow, communityId: string) =>
  row.kind === 'message' ? relayMessage(row, communityId) : relayAudit(row, communityId)

async function relayDocument(collection: string, document: Waiting): Promise<void> {
  for (const row of document.outbox) await relayRow(row, document.communityId)
  // a save in between adds rows and raises the version: then nothing is emptied, and the next run goes on
  await db
    .collection(collection)
    .where({ _id: document._id, version: document.version })
    .update({ data: { outbox: [], outboxAt: null } })
}

/** @returns how many documents there were; fewer than a batch means that no more wait */
async function relayBatch(collection: string, now: Date): Promise<number> {
  const { data } = await db
    .collection(collection)
    .where({ outboxAt: command.lte(now) })
    .orderBy('outboxAt', 'asc')
    .limit(BATCH)
    .get()
  const documents = data.map(row => Waiting.parse(row))
  await Promise.all(documents.map(document => relayDocument(collection, document)))
  return documents.length
}

/** Job: moves waiting messages and audit rows out of the documents that caused them. */
export async function relayOutbox(now: Date): Promise<number> {
  let moved = 0
  for (const collection of COLLECTIONS) {
    for (let batch = 0; batch < MAX_BATCHES; batch++) {
      const count = await relayBatch(collection, now)
      moved += count
      if (count < BATCH) break
    }
  }
  return moved
}
