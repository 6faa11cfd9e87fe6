import type { SheetRow } from './sheet'
import { TableError } from './table-error'

/**
 * Rows of the first visible sheet that is wanted, from the bytes of an .xlsx, an .xls (Excel 97–2003) or a .csv (UTF-8,
 * GBK or UTF-16); null when there is none. The readers are loaded when the first table is read.
 * @throws TableError, and nothing else, whatever the bytes are
 */
export async function readSheet(
  bytes: Uint8Array,
  isWanted: (rows: SheetRow[]) => boolean,
): Promise<SheetRow[] | null> {
  const { findSheet } = await import('./readers')
  const found = await findSheet(bytes, isWanted)
  if ('fault' in found) throw new TableError(found.fault, found.message)
  return found.rows
}
