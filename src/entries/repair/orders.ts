import { isGoingOn, STEP_AT, todoOf } from './order-words'
import type { RepairRow } from './words'

const isWaiting = (row: RepairRow): number => Number(Boolean(todoOf(row)))

/** What is going on in this house: what waits for the resident first, then what is furthest, then the newest. */
export const goingOn = (rows: RepairRow[]): RepairRow[] =>
  rows.filter(isGoingOn).sort((a, b) => isWaiting(b) - isWaiting(a) || STEP_AT[b.status] - STEP_AT[a.status])

/** As many as the screen takes before it has to be scrolled. */
const RECENT_ROWS = 3
export const recent = (rows: RepairRow[]): RepairRow[] =>
  rows.filter(row => !isGoingOn(row)).slice(0, RECENT_ROWS)
