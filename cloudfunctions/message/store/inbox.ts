import * as z from 'zod'
import { command, db } from '../../shared/cloud'
import type { Caller } from '../../shared/call/caller'
import { encodeCursor, olderThan, pageOf } from '../../shared/store/paging'
import { STAFF_TOPICS } from '../../shared/effects/topics'
import { Message } from '../schema'

export const PAGE_SIZE = 20

/** A badge above 99 reads 99+, so nothing beyond is counted. */
const MAX_UNREAD = 100

const messages = () => db.collection('messages')

export async function isStaff({ personId }: Caller): Promise<boolean> {
  const { data } = await db
    .collection('staff')
    .where({ personId, isActive: true })
    .field({ _id: true })
    .limit(1)
    .get()
  return data.length > 0
}

interface Inbox {
  caller: Caller
  /** does the person work here now? */
  works: boolean
}

/** Newest first; the scope is the caller's own rows, without those of a post he has left. */
export async function listInbox(
  { caller: { personId }, works }: Inbox,
  cursor?: string,
): Promise<{ rows: Message[]; next: string | null }> {
  const scope = works ? { personId } : { personId, topic: command.nin(STAFF_TOPICS) }
  const { data } = await messages()
    .where(olderThan(scope, 'createdAt', cursor))
    .orderBy('createdAt', 'desc')
    .orderBy('_id', 'desc')
    .limit(PAGE_SIZE + 1)
    .get()
  const rows = data.map(row => Message.parse(row))
  return pageOf(rows, PAGE_SIZE, row => encodeCursor(row.createdAt, row._id))
}

/** One odd row may not close the app: this is read by its first call. */
const Unread = z.object({ topic: z.string().default('') })

/** Topics of what the person has not read: who asks knows at the same time, not before, whether he works here. */
export async function unreadTopics(caller: Caller): Promise<string[]> {
  const { data } = await messages()
    .where({ personId: caller.personId, readAt: null })
    .field({ topic: true })
    .limit(MAX_UNREAD)
    .get()
  return data.map(row => Unread.parse(row).topic)
}

export const countUnread = (topics: readonly string[], works: boolean): number =>
  topics.filter(topic => works || !STAFF_TOPICS.includes(topic)).length

/** @returns whether there was such an unread row of the caller's */
export async function markRead(caller: Caller, id: string, now: Date): Promise<boolean> {
  const { stats } = await messages()
    .where({ _id: id, personId: caller.personId, readAt: null })
    .update({ data: { readAt: now } })
  return stats.updated === 1
}

export async function markAllRead(caller: Caller, now: Date): Promise<number> {
  const { stats } = await messages()
    .where({ personId: caller.personId, readAt: null })
    .update({ data: { readAt: now } })
  return stats.updated
}
