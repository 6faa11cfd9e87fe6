import { db } from '../shared/cloud'
import type { Caller } from '../shared/caller'
import { encodeCursor, olderThan, pageOf } from '../shared/paging'
import { Message } from './schema'

export const PAGE_SIZE = 20

/** A badge above 99 reads 99+, so nothing beyond is counted. */
const MAX_UNREAD = 100

const messages = () => db.collection('messages')

/** Newest first; the scope is the caller's own rows. */
export async function listInbox(
  caller: Caller,
  cursor?: string,
): Promise<{ rows: Message[]; next: string | null }> {
  const { data } = await messages()
    .where(olderThan({ personId: caller.personId }, 'createdAt', cursor))
    .orderBy('createdAt', 'desc')
    .orderBy('_id', 'desc')
    .limit(PAGE_SIZE + 1)
    .get()
  const rows = data.map(row => Message.parse(row))
  return pageOf(rows, PAGE_SIZE, row => encodeCursor(row.createdAt, row._id))
}

export async function countUnread(caller: Caller): Promise<number> {
  const { data } = await messages()
    .where({ personId: caller.personId, readAt: null })
    .field({ _id: true })
    .limit(MAX_UNREAD)
    .get()
  return data.length
}

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
