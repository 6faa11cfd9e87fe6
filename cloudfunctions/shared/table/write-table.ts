/** Text stays text, also where it begins like a formula; days are written as YYYY-MM-DD, money in yuan. */
export type TableCell = string | number | null

export interface TableSheet {
  /** on the tab: at most 31 characters, none of []:*?/\ */
  name: string
  titles: readonly string[]
  rows: readonly (readonly TableCell[])[]
}

/** The bytes of an .xlsx whose titles stay in sight. The writer is loaded when the first table is written. */
export async function writeTable(sheets: readonly TableSheet[]): Promise<Uint8Array> {
  const { writeWorkbook } = await import('./xlsx-writer')
  return writeWorkbook(sheets)
}
