import { MAX_CELL_CHARACTERS, MAX_COLUMNS, MAX_MERGES, MAX_SHEET_ROWS } from './limits'
import { type Address, spread } from './merges'
import { hasContent, type SheetRow } from './sheet'
import { dateOfSerial, numberText } from './cell-text'
import { collectText, unescapeText } from './xlsx-strings'
import { type Attributes, walkXml } from './xlsx-xml'

/** What cells refer to: shared strings, which styles are dates, and the calendar of the workbook. */
export type Workbook = { strings: readonly string[]; dateStyles: readonly boolean[]; is1904: boolean }

const LAST_ROW = 1_048_576

/** "AB12" → column 27 and row 12; null when it is no address. */
function addressOf(reference: string): Address | null {
  const match = /^\$?([A-Z]{1,3})\$?(\d{1,7})$/.exec(reference)
  if (!match) return null
  const column = [...match[1]!].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1
  return { column, row: Number(match[2]) }
}

function textOf(cell: Attributes, raw: string, book: Workbook): string {
  if (raw === '') return ''
  if (cell.t === 's') return book.strings[Number(raw)] ?? ''
  if (cell.t === 'b') return raw === '1' ? 'TRUE' : 'FALSE'
  if (cell.t === 'd') return raw.slice(0, 10)
  if (cell.t === 'str' || cell.t === 'inlineStr' || cell.t === 'e') return unescapeText(raw)
  const value = Number(raw)
  if (!Number.isFinite(value)) return raw
  const date = book.dateStyles[Number(cell.s ?? 0)] ? dateOfSerial(value, book.is1904) : null
  return date ?? numberText(value)
}

/** Puts cells into rows as the document brings them; rows out of order or beyond Excel's last are left out. */
function buildRows(book: Workbook) {
  const rows: SheetRow[] = []
  let current: SheetRow = { row: 0, cells: [] }
  let cell: Attributes = {}
  let column = -1
  return {
    rows,
    openRow(attributes: Attributes) {
      current = { row: Number(attributes.r ?? current.row + 1), cells: [] }
      column = -1
    },
    openCell(attributes: Attributes) {
      cell = attributes
      column = addressOf(attributes.r ?? '')?.column ?? column + 1
    },
    closeCell(raw: string) {
      if (column >= MAX_COLUMNS) return
      while (current.cells.length < column) current.cells.push('')
      current.cells[column] = textOf(cell, raw, book).slice(0, MAX_CELL_CHARACTERS)
    },
    closeRow() {
      const isAfterLast = current.row > (rows.at(-1)?.row ?? 0) && current.row <= LAST_ROW
      if (isAfterLast && hasContent(current.cells)) rows.push(current)
    },
  }
}

/** Rows with content, in the order of the sheet; merged cells all carry the text of their first cell. */
export function readWorksheet(bytes: Uint8Array, book: Workbook): SheetRow[] {
  const merges: string[] = []
  const collector = collectText()
  const builder = buildRows(book)
  walkXml(bytes, {
    open: (name, attributes) => {
      collector.open(name)
      if (name === 'row') builder.openRow(attributes)
      if (name === 'c') builder.openCell(attributes)
      if (name === 'mergeCell' && merges.length < MAX_MERGES) merges.push(attributes.ref ?? '')
    },
    text: collector.text,
    close: name => {
      collector.close(name)
      if (name === 'c') builder.closeCell(collector.take())
      if (name === 'row') builder.closeRow()
    },
    isDone: () => builder.rows.length >= MAX_SHEET_ROWS,
  })
  for (const reference of merges) {
    const [from, to] = reference.split(':').map(addressOf)
    if (from && to) spread(builder.rows, from, to)
  }
  return builder.rows
}
