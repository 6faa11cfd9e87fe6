import type { Staff } from '../../shared/people/people'
import { encodeCursor } from '../../shared/store/paging'
import { SKILL_FOR } from '../categories'
import { isWarned } from '../rules/due'
import { cursorAfter, PAGE_ROWS, type BoardCounts, type Row, type Rows } from '../store/lists'
import { pageView, rowView } from './order'
import type { Status } from '../limits'
import type { Workbench } from '../views'

// The first screen of staff, from what one list and one count have read. Pure.

const sum = (counts: Partial<Record<Status, number>>, statuses: readonly Status[]): number =>
  statuses.reduce((total, status) => total + (counts[status] ?? 0), 0)

const warningsOf = (rows: Row[], now: Date): Row[] => rows.filter(row => isWarned(row, now))

/** Rows come by time left, and the whole queue is due within the half hour, so its first page is among them. */
function queuePage(rows: Row[], pending: number): Rows {
  const queue = rows.filter(row => row.status === 'pending').slice(0, PAGE_ROWS)
  if (pending <= queue.length) return { rows: queue, next: null }
  const last = queue.at(-1)
  return { rows: queue, next: last ? cursorAfter(last, 'dueAt') : encodeCursor(new Date(0), '') }
}

export function deskBench(rows: Row[], counts: BoardCounts, now: Date): Workbench {
  const warnings = warningsOf(rows, now)
  const pending = sum(counts.open, ['pending'])
  return {
    counts: {
      pending,
      open: sum(counts.open, ['assigned', 'accepted', 'working']),
      warned: warnings.length,
      doneToday: sum(counts.today, ['finished', 'confirmed', 'rated']),
    },
    warnings: warnings.map(rowView),
    tasks: pageView(queuePage(rows, pending)),
    tab: 'pending',
    nextJob: null,
    now,
  }
}

/** What is begun comes first, then what is agreed, by time, then what waits for the technician's answer. */
const TURN: Partial<Record<Status, number>> = { working: 0, accepted: 1, assigned: 2 }

const nextOf = (mine: Row[]): Row | undefined =>
  [...mine].sort((a, b) => TURN[a.status]! - TURN[b.status]! || a.dueAt!.getTime() - b.dueAt!.getTime())[0]

const jobView = (row: Row): Workbench['nextJob'] => ({
  ...rowView(row),
  description: row.description,
  contactName: row.contact.name,
})

/** `rows` are the technician's open orders and the queue of the community. */
export function technicianBench(
  staff: Staff,
  rows: Row[],
  { doneToday, now }: { doneToday: number; now: Date },
) {
  const mine = rows.filter(row => row.assigneeId === staff._id)
  const queue = rows.filter(row => row.assigneeId === null && staff.skills.includes(SKILL_FOR[row.category]))
  const accepted = mine.filter(row => row.status !== 'assigned')
  const warnings = warningsOf(mine, now)
  const next = nextOf(mine)
  const shown = accepted.slice(0, PAGE_ROWS)
  const bench: Workbench = {
    counts: {
      pending: queue.length,
      assigned: mine.length - accepted.length,
      open: accepted.length,
      rework: mine.filter(row => row.round > 1).length,
      warned: warnings.length,
      doneToday,
    },
    warnings: warnings.map(rowView),
    tasks: pageView({
      rows: shown,
      next: accepted.length > shown.length ? cursorAfter(shown.at(-1)!, 'dueAt') : null,
    }),
    tab: 'open',
    nextJob: next ? jobView(next) : null,
    now,
  }
  return bench
}
