import { fileKindOf } from './file-kind'
import { readCsv } from './read-csv'
import { readXls } from './read-xls'
import { readXlsx } from './read-xlsx'
import type { SheetRow } from './sheet'
import { TableError, type TableFault } from './table-error'

// The heavy part: a file of its own beside a function's index.js, loaded by `readSheet`.

type Sheets = Iterable<SheetRow[]>

const sheetsOf = async (bytes: Uint8Array): Promise<Sheets> => {
  const kind = fileKindOf(bytes)
  if (kind === 'xls') return readXls(bytes)
  return kind === 'xlsx' ? readXlsx(bytes) : [readCsv(bytes)]
}

export type Found = { rows: SheetRow[] | null } | { fault: TableFault; message: string }

/**
 * The first sheet that is wanted. Faults are values here: the class of an error is another one in another file of the
 * bundle.
 */
export async function findSheet(bytes: Uint8Array, isWanted: (rows: SheetRow[]) => boolean): Promise<Found> {
  try {
    for (const rows of await sheetsOf(bytes)) if (isWanted(rows)) return { rows }
    return { rows: null }
  } catch (error) {
    if (error instanceof TableError) return { fault: error.fault, message: error.message }
    throw error
  }
}
