import * as z from 'zod'
import { command, db } from '../../shared/cloud'
import { later, startOfDay } from '../../shared/time/calendar'
import { encodeCursor, newerThan, olderThan, pageOf } from '../../shared/store/paging'
import { definite } from '../../shared/store/repository'
import type { Query } from '../../shared/sdk'
import { OPEN_BOARD, WATCH_MS, boardOf } from '../rules/due'
import { SEARCH_ROWS, STATUSES, type Status } from '../limits'
import { wholeNumber } from './numbers'
import { Repair } from '../schema'

export const PAGE_ROWS = 20
/** One person's open orders, or those of a community that are due within the half hour. */
const WATCH_ROWS = 60

/** What a row of a list needs, read instead of the whole document with its history. */
export const Row = Repair.pick({
  _id: true,
  number: true,
  title: true,
  description: true,
  status: true,
  category: true,
  urgency: true,
  room: true,
  place: true,
  assigneeId: true,
  appointment: true,
  proposal: true,
  round: true,
  createdAt: true,
  finishedAt: true,
  dueAt: true,
}).extend({
  /** missing when nobody has the order */
  assignment: z.object({ name: z.string() }).nullish(),
  contact: z.object({ name: z.string() }),
})
export type Row = z.infer<typeof Row>

const PARTS: Record<string, string> = { assignment: 'assignment.name', contact: 'contact.name' }
const FIELDS = Object.fromEntries(Object.keys(Row.shape).map(field => [PARTS[field] ?? field, true]))

type Order = 'createdAt' | 'dueAt' | 'finishedAt'

/** Sorted lists: what has a limit comes by time left, the rest newest first. */
const DIRECTIONS: Record<Order, 'asc' | 'desc'> = { createdAt: 'desc', dueAt: 'asc', finishedAt: 'desc' }

export interface List {
  scope: object
  order: Order
}

const rowsWhere = (filter: object): Query => db.collection('repairs').where(filter).field(FIELDS)

async function take(query: Query, limit: number): Promise<Row[]> {
  const { data } = await query.limit(limit).get()
  return data.map(row => Row.parse(row))
}

const read = (filter: object, order: Order, limit: number): Promise<Row[]> =>
  take(rowsWhere(filter).orderBy(order, DIRECTIONS[order]).orderBy('_id', DIRECTIONS[order]), limit)

export interface Rows {
  rows: Row[]
  next: string | null
}

export async function readPage({ scope, order }: List, cursor: string | undefined): Promise<Rows> {
  const after = DIRECTIONS[order] === 'asc' ? newerThan : olderThan
  const rows = await read(after(definite(scope), order, cursor), order, PAGE_ROWS + 1)
  return pageOf(rows, PAGE_ROWS, row => cursorAfter(row, order))
}

export const cursorAfter = (row: Row, order: Order): string => encodeCursor(row[order]!, row._id)

/** The newest `SEARCH_ROWS` of the scope by number or title; a whole number reaches any of them. */
export async function search(scope: object, text: string): Promise<Rows> {
  const term = text.trim()
  const number = wholeNumber(term)
  const filter = number ? command.and([definite(scope), { number }]) : definite(scope)
  const rows = await read(filter, 'createdAt', SEARCH_ROWS)
  const wanted = term.toUpperCase()
  const isHit = (row: Row) => row.number.includes(wanted) || row.title.toUpperCase().includes(wanted)
  return { rows: rows.filter(isHit).slice(0, PAGE_ROWS), next: null }
}

/** Open orders of a community that are due within the half hour, overdue first; all of the queue is among them. */
export const readWatch = (communityId: string, now: Date): Promise<Row[]> =>
  read({ communityId, board: OPEN_BOARD, dueAt: command.lte(later(now, WATCH_MS)) }, 'dueAt', WATCH_ROWS)

/** A technician's open orders, then the queue of the community, which nobody has (null sorts last). */
export const readJobs = (communityId: string, staffId: string): Promise<Row[]> =>
  take(
    rowsWhere({ communityId, board: OPEN_BOARD, assigneeId: command.in([staffId, null]) })
      .orderBy('assigneeId', 'desc')
      .orderBy('dueAt', 'asc'),
    WATCH_ROWS,
  )

/** How many a technician has finished today. */
export async function countDone(communityId: string, staffId: string, now: Date): Promise<number> {
  const { total } = await db
    .collection('repairs')
    .where({ assigneeId: staffId, communityId, finishedAt: command.gte(startOfDay(now)) })
    .count()
  return total
}

const Group = z.object({ _id: z.object({ board: z.string(), status: z.enum(STATUSES) }), orders: z.int() })

export interface BoardCounts {
  open: Partial<Record<Status, number>>
  today: Partial<Record<Status, number>>
}

/** Open orders and those closed today, by status: one aggregate over one index. */
export async function countBoard(communityId: string, now: Date): Promise<BoardCounts> {
  const today = boardOf(now)
  const { list } = await db
    .collection('repairs')
    .aggregate()
    .match({ communityId, board: command.in([OPEN_BOARD, today]) })
    .group({ _id: { board: '$board', status: '$status' }, orders: command.aggregate.sum(1) })
    .limit(2 * STATUSES.length)
    .end()
  const groups = list.map(row => Group.parse(row))
  const countsOf = (board: string) =>
    Object.fromEntries(
      groups.filter(group => group._id.board === board).map(group => [group._id.status, group.orders]),
    )
  return { open: countsOf(OPEN_BOARD), today: countsOf(today) }
}
