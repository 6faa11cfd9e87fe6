import * as z from 'zod'
import type { Caller } from '../../shared/call/caller'
import { command } from '../../shared/cloud'
import { messages, type Message } from '../../shared/effects/collections'
import { STAFF_TOPICS } from '../../shared/effects/topics'
import { overSince, isRunning } from '../../shared/people/ties'
import { pageOf, pageAfter } from '../../shared/store/paging'
import { table } from '../../shared/store/table'

export const PAGE_SIZE = 20

/** A badge above 99 reads 99+, so nothing beyond is counted. */
const MAX_UNREAD = 100

const rows = table(messages)
const NEWEST = ['createdAt', 'desc'] as const

/** Messages about homes: all while the tie runs, and after it what was written before its end. */
function aboutHomes({ ties }: Caller, now: Date): object[] {
  const running = ties.filter(tie => isRunning(tie, now)).map(({ room }) => room.roomId)
  const past = ties.flatMap(tie => {
    const since = overSince(tie, now)
    return since
      ? [{ 'ground.kind': 'room', 'ground.roomId': tie.room.roomId, createdAt: command.lte(since) }]
      : []
  })
  return [{ 'ground.kind': 'room', 'ground.roomId': command.in(running) }, ...past]
}

/** Rows of release 1 until `npm run migrate` has given them a ground: by their topic. */
const ofRelease1 = (works: string[]): object[] => [
  { ground: null, topic: command.nin(STAFF_TOPICS) },
  { ground: null, topic: command.in(STAFF_TOPICS), communityId: command.in(works) },
]

/** The row scope: own rows, of which those for work and for homes need their ground still. */
function readable(caller: Caller, now: Date): object {
  const works = caller.staff?.posts.map(({ communityId }) => communityId) ?? []
  const grounds = [
    { 'ground.kind': 'self' },
    { 'ground.kind': 'post', communityId: command.in(works) },
    ...aboutHomes(caller, now),
    ...ofRelease1(works),
  ]
  return command.and([{ personId: caller.personId }, command.or(grounds)])
}

/** Newest first. */
export async function listInbox(
  caller: Caller,
  { cursor, now }: { cursor: string | undefined; now: Date },
): Promise<{ rows: Message[]; next: string | null }> {
  const filter = pageAfter(readable(caller, now), NEWEST, cursor)
  const order = [NEWEST, ['_id', 'desc']] as const
  return pageOf(await rows.list({ filter, order, limit: PAGE_SIZE + 1 }), PAGE_SIZE, 'createdAt')
}

const unread = (caller: Caller, now: Date): object =>
  command.and([{ personId: caller.personId, readAt: null }, readable(caller, now)])

/** How many the badge shows. */
export async function countUnread(caller: Caller, now: Date): Promise<number> {
  const found = await rows.list({
    filter: unread(caller, now),
    order: [],
    limit: MAX_UNREAD,
    fields: { _id: true },
    as: z.object({}),
  })
  return found.length
}

/** @returns whether there was such an unread row of the caller's */
export const markRead = async (caller: Caller, id: string, now: Date): Promise<boolean> =>
  (await rows.update(command.and([{ _id: id }, unread(caller, now)]), { readAt: now })) === 1

export const markAllRead = (caller: Caller, now: Date): Promise<number> =>
  rows.update(unread(caller, now), { readAt: now })
