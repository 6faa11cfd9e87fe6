import { applyMapping, type Column, findHeader, type Mapping, readColumns } from './columns'
import { RosterFileError } from './file-error'
import { fileKindOf } from './file-kind'
import { MAX_DATA_ROWS } from './limits'
import { readCsv } from './read-csv'
import { readXlsx } from './read-xlsx'
import type { SheetRow } from './sheet'

/** A roster with its header found: what the columns are taken for, and the rows below. */
export type RosterTable = {
  /** row of the header as Excel counts */
  headerRow: number
  columns: Column[]
  rows: SheetRow[]
}

const NOT_A_ROSTER =
  '没找到表头，这看起来不是业主名册。请留一行列名，如 楼栋、单元、房号、业主姓名、联系电话、建筑面积，或下载模板填写'

/**
 * A roster from the bytes of an .xlsx or .csv (UTF-8, GBK or UTF-16). Of a workbook the first visible sheet with a header
 * counts.
 * @throws RosterFileError, and nothing else, whatever the bytes are
 */
export function readTable(bytes: Uint8Array): RosterTable {
  const sheets = fileKindOf(bytes) === 'xlsx' ? readXlsx(bytes) : [readCsv(bytes)]
  for (const rows of sheets) {
    const header = findHeader(rows)
    if (header >= 0) return tableOf(rows, header)
  }
  throw new RosterFileError('not-a-roster', NOT_A_ROSTER)
}

function tableOf(rows: readonly SheetRow[], header: number): RosterTable {
  const data = rows.slice(header + 1)
  const { row, cells } = rows[header]!
  if (!data.length) throw new RosterFileError('no-rows', '表里只有列名，没有住户。请填好后再上传')
  if (data.length > MAX_DATA_ROWS)
    throw new RosterFileError('too-many-rows', '名册超过 5,000 行，请按楼栋分成几个文件上传')
  return { headerRow: row, columns: readColumns(cells, data), rows: data }
}

/** The same table with the importer's own choice of columns. */
export const withMapping = (table: RosterTable, mapping: Mapping): RosterTable => ({
  ...table,
  columns: applyMapping(table.columns, mapping, table.rows),
})
