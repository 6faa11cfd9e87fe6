import { writeXlsx } from 'hucre'
import type { TableCell, TableSheet } from './write-table'

// The heavy part of `writeTable`: a file of its own beside a function's index.js.

// XML has no place for these, and a workbook that holds one does not open
const FORBIDDEN = /(?![\n\t])[\p{Cc}\p{Cs}\ufffe\uffff]/gu
/** Excel would read `_x0041_` as A. */
const ESCAPE_LIKE = /_(?=x[\dA-Fa-f]{4}_)/g

const written = (cell: TableCell): TableCell =>
  typeof cell === 'string' ? cell.replace(FORBIDDEN, '').replace(ESCAPE_LIKE, '_x005F_') : cell

export async function writeWorkbook(sheets: readonly TableSheet[]): Promise<Uint8Array> {
  return writeXlsx({
    sheets: sheets.map(({ name, titles, rows }) => ({
      name,
      rows: [titles, ...rows].map(cells => cells.map(written)),
      freezePane: { rows: 1 },
    })),
  })
}
