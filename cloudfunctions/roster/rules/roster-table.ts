import { applyMapping, type Column, findHeader, type Mapping, readColumns } from './columns'
import { TableError } from '../../shared/table/table-error'
import { MAX_DATA_ROWS } from '../../shared/table/limits'
import { readSheet } from '../../shared/table/read-sheet'
import type { SheetRow } from '../../shared/table/sheet'

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
 * A roster from the bytes of a table. Of a workbook the first visible sheet with a header counts.
 * @throws TableError, and nothing else, whatever the bytes are
 */
export async function readTable(bytes: Uint8Array): Promise<RosterTable> {
  const rows = await readSheet(bytes, sheet => findHeader(sheet) >= 0)
  if (!rows) throw new TableError('no-header', NOT_A_ROSTER)
  return tableOf(rows, findHeader(rows))
}

function tableOf(rows: readonly SheetRow[], header: number): RosterTable {
  const data = rows.slice(header + 1)
  const { row, cells } = rows[header]!
  if (!data.length) throw new TableError('no-rows', '表里只有列名，没有住户。请填好后再上传')
  if (data.length > MAX_DATA_ROWS)
    throw new TableError('too-many-rows', '名册超过 5,000 行，请按楼栋分成几个文件上传')
  return { headerRow: row, columns: readColumns(cells, data), rows: data }
}

/** The same table with the importer's own choice of columns. */
export const withMapping = (table: RosterTable, mapping: Mapping): RosterTable => ({
  ...table,
  columns: applyMapping(table.columns, mapping, table.rows),
})
