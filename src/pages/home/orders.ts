import type { OutputOf } from '@/lib/api'
import { isGoingOn, STEP_AT, todoOf } from '@/lib/order-words'
import type { RepairRow } from '@/lib/repair-words'
import type { Community, Home } from '@/lib/session'
import type { Query } from '@/lib/use-query'

export type Orders = Query<OutputOf<'repair', 'listMine'>>

/** What either form of the home page shows. */
export interface HomeProps {
  home: Home
  community: Community
  orders: Orders
  now: number
  onSwitch: () => void
}

const isWaiting = (row: RepairRow): number => Number(Boolean(todoOf(row)))

/** What is going on in this house: what waits for the resident first, then what is furthest, then the newest. */
export const goingOn = (rows: RepairRow[]): RepairRow[] =>
  rows.filter(isGoingOn).sort((a, b) => isWaiting(b) - isWaiting(a) || STEP_AT[b.status] - STEP_AT[a.status])

/** As many as the screen takes before it has to be scrolled. */
const RECENT_ROWS = 3
export const recent = (rows: RepairRow[]): RepairRow[] =>
  rows.filter(row => !isGoingOn(row)).slice(0, RECENT_ROWS)

/** Who answers the phone now: the butler in hours, else the line that never closes. */
export function lineNow({ desk, hotline }: Community) {
  return desk.isOpen
    ? { name: `管家${desk.name}`, phone: desk.phone, isDesk: true }
    : { name: '24 小时热线', phone: hotline, isDesk: false }
}
