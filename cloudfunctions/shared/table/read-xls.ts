import { type CellValue, readXls as readWorkbook, type Sheet as BiffSheet } from 'hucre'
import { dateOfSerial, numberText, serialOf } from './cell-text'
import { MAX_CELL_CHARACTERS, MAX_COLUMNS, MAX_MERGES, MAX_SHEET_ROWS } from './limits'
import { spread } from './merges'
import { hasContent, type SheetRow } from './sheet'
import { damaged, encrypted } from './table-error'
import { isHidden, isLocked, repaired } from './xls-records'

function dateText(date: Date): string {
  const serial = serialOf(date)
  if (Number.isNaN(serial)) return ''
  return dateOfSerial(serial) ?? numberText(serial)
}

function textOf(value: CellValue | undefined): string {
  if (typeof value === 'number') return numberText(value)
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE'
  if (value instanceof Date) return dateText(value)
  return typeof value === 'string' ? value.slice(0, MAX_CELL_CHARACTERS) : ''
}

function rowsOf({ rows, merges = [] }: BiffSheet): SheetRow[] {
  const found: SheetRow[] = []
  // rows nobody wrote are holes in the list
  rows.forEach((values, index) => {
    if (found.length === MAX_SHEET_ROWS) return
    const cells = values.slice(0, MAX_COLUMNS).map(textOf)
    if (hasContent(cells)) found.push({ row: index + 1, cells })
  })
  for (const { startRow, startCol, endRow, endCol } of merges.slice(0, MAX_MERGES))
    spread(found, { row: startRow + 1, column: startCol }, { row: endRow + 1, column: endCol })
  return found
}

/** The visible sheets of an Excel 97–2003 workbook, first to last. @throws TableError */
export async function readXls(bytes: Uint8Array): Promise<SheetRow[][]> {
  if (isLocked(bytes)) throw encrypted()
  const { sheets } = await readWorkbook(repaired(bytes)).catch(() => {
    throw damaged()
  })
  return sheets.filter((_, index) => !isHidden(bytes, index)).map(rowsOf)
}
