import { command, db, isDuplicate } from '../cloud'
import type { Topic } from './topics'
import { succeeds } from '../jobs/each-safely'
import { Staff } from '../people/people'
import { Stored, type AuditRow, type MessageRow } from '../store/stored'

/** Collections whose documents carry an outbox; those that people wait for come first. */
const COLLECTIONS = ['repairs', 'residents', 'roster_imports', 'rooms'] as const

const BATCH = 50
/** An imported roster leaves thousands of rows; one minute takes as many as it safely can. */
const MAX_BATCHES = 10
const MAX_STAFF = 50
/** Hears what is meant for a position that nobody holds, such as the desk of a small community. */
const STAND_IN = 'manager'
const TECHNICIANS_TOPIC: Topic = 'job'

const Waiting = Stored.pick({ _id: true, communityId: true, version: true, outbox: true, outboxAt: true })

/** The deterministic id makes a second run find the row already there. */
async function addOnce(collection: string, row: { _id: string; [field: string]: unknown }): Promise<void> {
  try {
    await db.collection(collection).add({ data: row })
  } catch (error) {
    if (!isDuplicate(error)) throw error
  }
}

interface Recipient {
  personId: string
  openid: string
}

async function staffOf(communityId: string, role: string): Promise<Recipient[]> {
  const { data } = await db
    .collection('staff')
    .where({ communityIds: communityId, roles: role, isActive: true })
    .limit(MAX_STAFF)
    .get()
  return data.map(each => Staff.parse(each)).map(({ personId, openid }) => ({ personId, openid }))
}

/** What nobody in that position can read goes to the manager, or it would be lost. */
async function holdersOf(communityId: string, role: string): Promise<Recipient[]> {
  const staff = await staffOf(communityId, role)
  return staff.length ? staff : staffOf(communityId, STAND_IN)
}

async function worksIn(communityId: string, { personId }: Recipient): Promise<boolean> {
  const { data } = await db
    .collection('staff')
    .where({ personId, isActive: true, communityIds: communityId })
    .limit(1)
    .get()
  return data.length > 0
}

/** A technician who has left hears no more of homes and people; whoever gives his orders away does. */
async function recipientsOf({ to, topic }: MessageRow, communityId: string): Promise<Recipient[]> {
  if ('role' in to) return holdersOf(communityId, to.role)
  if (topic !== TECHNICIANS_TOPIC || (await worksIn(communityId, to))) return [to]
  return holdersOf(communityId, 'desk')
}

async function relayMessage(row: MessageRow, communityId: string, told: Set<string>): Promise<void> {
  const { topic, title, body, page, fields, at } = row
  for (const { personId, openid } of await recipientsOf(row, communityId)) {
    if (isRepeated(row, personId, told)) continue
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

/** One change tells the desk and the supervisor the same words; who is both reads them once. */
function isRepeated({ to, title, body, at }: MessageRow, personId: string, told: Set<string>): boolean {
  if (!('role' in to)) return false
  const words = JSON.stringify([personId, title, body, at])
  if (told.has(words)) return true
  told.add(words)
  return false
}

async function relayAudit({ id, kind: _kind, ...row }: AuditRow, communityId: string): Promise<void> {
  await addOnce('audits', { _id: id, communityId, ...row })
}

async function relayDocument(collection: string, row: unknown): Promise<void> {
  const { _id, communityId, version, outbox } = Waiting.parse(row)
  const told = new Set<string>()
  for (const each of outbox) {
    if (each.kind === 'message') await relayMessage(each, communityId, told)
    else await relayAudit(each, communityId)
  }
  // a save in between adds rows and raises the version: then nothing is emptied, and the next run goes on
  await db
    .collection(collection)
    .where({ _id, version })
    .update({ data: { outbox: [], outboxAt: null } })
}

/** Only what is moved on: whole documents of a busy minute would be more than one answer of the database takes. */
const FIELDS = { communityId: true, version: true, outbox: true, outboxAt: true }

/** @returns how many there were and how many were moved; fewer than a batch means that no more wait */
async function relayBatch(collection: string, now: Date): Promise<{ found: number; moved: number }> {
  const { data } = await db
    .collection(collection)
    .where({ outboxAt: command.lte(now) })
    .orderBy('outboxAt', 'asc')
    .field(FIELDS)
    .limit(BATCH)
    .get()
  const works = data.map(row => succeeds('relayOutbox', () => relayDocument(collection, row)))
  const moved = (await Promise.all(works)).filter(Boolean).length
  return { found: data.length, moved }
}

/** Job: moves waiting messages and audit rows out of the documents that caused them. */
export async function relayOutbox(now: Date): Promise<number> {
  let total = 0
  for (const collection of COLLECTIONS) {
    for (let batch = 0; batch < MAX_BATCHES; batch++) {
      const { found, moved } = await relayBatch(collection, now)
      total += moved
      if (found < BATCH || moved === 0) break
    }
  }
  return total
}
