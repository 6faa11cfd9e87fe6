import * as z from 'zod'
import { command } from '../../shared/cloud'
import { later, startOfDay } from '../../shared/time/calendar'
import { aggregate } from '../../shared/store/aggregate'
import type { Order as Sorting } from '../../shared/store/database'
import { cursorAt } from '../../shared/store/paging'
import { repository } from '../../shared/store/repository'
import { repairs } from '../collections'
import { tailOf, wholePhone } from '../../shared/search/terms'
import { queryTokens } from '../../shared/search/tokens'
import { OPEN_BOARD, WATCH_MS, boardOf } from '../rules/due'
import { STATUSES, type Status } from '../limits'
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

export interface Question {
  text: string
  /** those that the scope reaches into: tokens of one mean nothing in another */
  communityIds: readonly string[]
  cursor: string | undefined
}

/** What the answers carry; null when the question says nothing. */
function foundBy({ text, communityIds }: Question): object | null {
  const number = wholeNumber(text.trim())
  if (number) return { number }
  // of a phone an order knows the tail only
  const sought = wholePhone(text) ? tailOf(text) : text
  const each = [...new Set(communityIds)].map(communityId => queryTokens(communityId, sought))
  if (!each.some(tokens => tokens.length)) return null
  const filters = each.map(tokens => ({ searchTokens: command.all(tokens) }))
  return filters.length === 1 ? filters[0]! : command.or(filters)
}

/**
 * Orders of the scope by number, words of the title, name, room or the end of the phone, newest first, page by page.
 * A whole number also finds an order that was stored before there were tokens.
 */
export async function search(scope: object, question: Question): Promise<Rows> {
  const found = foundBy(question)
  if (!found) return { rows: [], next: null }
  const list: List = { scope: command.and([scope, found]), order: 'createdAt' }
  return readPage(list, question.cursor)
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
