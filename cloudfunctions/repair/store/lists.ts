import * as z from 'zod'
import { command } from '../../shared/cloud'
import { later, startOfDay } from '../../shared/time/calendar'
import { aggregate } from '../../shared/store/aggregate'
import type { Order as Sorting } from '../../shared/store/database'
import { cursorAt } from '../../shared/store/paging'
import { repository } from '../../shared/store/repository'
import { repairs } from '../collections'
import { OPEN_BOARD, WATCH_MS, boardOf } from '../rules/due'
import { SEARCH_ROWS } from '../inputs'
import { wholeNumber } from './numbers'
import { Repair } from '../schema'
import { STATUSES, type Status } from '../rules/statuses'

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

const orders = repository(repairs)

const take = (filter: object, order: readonly Sorting[], limit: number): Promise<Row[]> =>
  orders.list({ filter, order, limit, fields: FIELDS, as: Row })

const read = (filter: object, order: Order, limit: number): Promise<Row[]> =>
  take(
    filter,
    [
      [order, DIRECTIONS[order]],
      ['_id', DIRECTIONS[order]],
    ],
    limit,
  )

export interface Rows {
  rows: Row[]
  next: string | null
}

export async function readPage({ scope, order }: List, cursor: string | undefined): Promise<Rows> {
  const sorted = [order, DIRECTIONS[order]] as const
  return orders.page({ filter: scope, order: sorted, size: PAGE_ROWS, cursor, fields: FIELDS, as: Row })
}

export const cursorAfter = (row: Row, order: Order): string => cursorAt(row, order)

/** The newest `SEARCH_ROWS` of the scope by number or title; a whole number reaches any of them. */
export async function search(scope: object, text: string): Promise<Rows> {
  const term = text.trim()
  const number = wholeNumber(term)
  const filter = number ? command.and([scope, { number }]) : scope
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
    { communityId, board: OPEN_BOARD, assigneeId: command.in([staffId, null]) },
    [
      ['assigneeId', 'desc'],
      ['dueAt', 'asc'],
    ],
    WATCH_ROWS,
  )

/** How many a technician has finished today. */
export const countDone = (communityId: string, staffId: string, now: Date): Promise<number> =>
  orders.count({ assigneeId: staffId, communityId, finishedAt: command.gte(startOfDay(now)) })

const Group = z.object({ _id: z.object({ board: z.string(), status: z.enum(STATUSES) }), orders: z.int() })

export interface BoardCounts {
  open: Partial<Record<Status, number>>
  today: Partial<Record<Status, number>>
}

/** Open orders and those closed today, by status: one aggregate over one index. */
export async function countBoard(communityId: string, now: Date): Promise<BoardCounts> {
  const today = boardOf(now)
  const groups = await aggregate(
    repairs,
    stages =>
      stages
        .match({ communityId, board: command.in([OPEN_BOARD, today]) })
        .group({ _id: { board: '$board', status: '$status' }, orders: command.aggregate.sum(1) })
        .limit(2 * STATUSES.length),
    Group,
  )
  const countsOf = (board: string) =>
    Object.fromEntries(
      groups.filter(group => group._id.board === board).map(group => [group._id.status, group.orders]),
    )
  return { open: countsOf(OPEN_BOARD), today: countsOf(today) }
}
