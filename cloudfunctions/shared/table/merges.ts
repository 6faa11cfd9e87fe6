import { MAX_COLUMNS } from './limits'
import type { SheetRow } from './sheet'

/** `column` counts from 0, `row` as Excel does. */
export type Address = { column: number; row: number }

/** A building written once beside ten merged rows is meant for all ten. */
export function spread(rows: readonly SheetRow[], from: Address, to: Address): void {
  const text = rows.find(({ row }) => row === from.row)?.cells[from.column]
  if (!text) return
  const lastColumn = Math.min(to.column, MAX_COLUMNS - 1)
  for (const { cells } of rows.filter(({ row }) => row >= from.row && row <= to.row)) {
    while (cells.length <= lastColumn) cells.push('')
    for (let column = from.column; column <= lastColumn; column++) cells[column] ||= text
  }
}
