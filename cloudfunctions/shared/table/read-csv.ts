import { parse } from 'csv-parse/sync'
import { TableError } from './table-error'
import { MAX_COLUMNS, MAX_SHEET_ROWS } from './limits'
import { hasContent, type SheetRow } from './sheet'

const UTF_16_LE = [0xff, 0xfe]
const DELIMITERS = [',', '\t', ';'] as const
const LINES_TO_JUDGE = 20

/**
 * Excel in China saves CSV as GBK, everything else as UTF-8. Text in GBK is practically never valid UTF-8, so the
 * strict reading decides; gb18030 is GBK and more.
 */
function decode(bytes: Uint8Array): string {
  const isUtf16 = UTF_16_LE.every((byte, index) => bytes[index] === byte)
  for (const encoding of isUtf16 ? ['utf-16le'] : ['utf-8', 'gb18030']) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes)
    } catch {
      continue
    }
  }
  throw new TableError('encoding', '文字编码认不出。请在 Excel 里另存为 .xlsx 再上传')
}

/** The separator that occurs most in the first lines; a comma when in doubt. */
function delimiterOf(text: string): string {
  const head = text.split('\n', LINES_TO_JUDGE).join('\n')
  const counts = DELIMITERS.map(delimiter => head.split(delimiter).length)
  return DELIMITERS[counts.indexOf(Math.max(...counts))]!
}

/** Records of a CSV file; the number of a record is the row number Excel shows, also with line breaks in cells. */
export function readCsv(bytes: Uint8Array): SheetRow[] {
  const text = decode(bytes)
  if (text.includes('\0')) throw new TableError('other-kind', '这不是表格。请上传 .xlsx 或 .csv 文件')
  const rows: SheetRow[] = []
  parseRecords(text).forEach((record, index) => {
    if (rows.length < MAX_SHEET_ROWS && hasContent(record))
      rows.push({ row: index + 1, cells: record.slice(0, MAX_COLUMNS) })
  })
  return rows
}

function parseRecords(text: string): string[][] {
  try {
    return parse(text, {
      delimiter: delimiterOf(text),
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: false,
    })
  } catch {
    throw new TableError('damaged', '表格里有没配对的引号，读不下去。请在 Excel 里另存为 .xlsx 再上传')
  }
}
