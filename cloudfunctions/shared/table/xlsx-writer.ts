import { writeXlsx } from 'hucre'
import type { TableSheet } from './write-table'

// The heavy part of `writeTable`: a file of its own beside a function's index.js.

export async function writeWorkbook(sheets: readonly TableSheet[]): Promise<Uint8Array> {
  return writeXlsx({
    sheets: sheets.map(({ name, titles, rows }) => ({
      name,
      rows: [titles, ...rows].map(cells => [...cells]),
      freezePane: { rows: 1 },
    })),
  })
}
