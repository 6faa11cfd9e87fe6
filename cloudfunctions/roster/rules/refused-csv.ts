import { csvLine } from '../../shared/table/csv-line'
import type { RefusedRow } from './parse-roster'
import type { RosterTable } from './roster-table'

/**
 * The refused rows as they were, with the reason beside each: corrected, this file can be uploaded again. Holds personal
 * data in full, as the importer's own file did.
 */
export function refusedCsv(table: RosterTable, refused: readonly RefusedRow[]): string {
  const reasons = new Map(refused.map(({ row, reason }) => [row, reason]))
  const indices = table.columns.map(({ index }) => index)
  const header = csvLine([...table.columns.map(({ title }) => title), '原行号', '退回原因'])
  const lines = table.rows
    .filter(({ row }) => reasons.has(row))
    .map(({ row, cells }) =>
      csvLine([...indices.map(index => cells[index] ?? ''), String(row), reasons.get(row)!]),
    )
  return `\uFEFF${header}${lines.join('')}`
}
