/** A cell as text. Numbers are written without exponent up to 15 digits, dates as YYYY-MM-DD, an empty cell is ''. */
export type Cell = string

/** A row that has content; `row` is the number a person sees at the left in Excel, from 1. */
export type SheetRow = { row: number; cells: Cell[] }

/** Rows in ascending order, empty ones left out. */
export type Sheet = { rows: SheetRow[] }

export const hasContent = (cells: readonly Cell[]): boolean => cells.some(cell => cell.trim() !== '')
