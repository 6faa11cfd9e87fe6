// A cell that begins like a formula would run when the file is opened; the apostrophe makes it text, and the importer
// takes it off again.
const harmless = (cell: string) => (/^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell)

const quoted = (cell: string) => (/[",\n\r;\t]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)

/** One line of a CSV file for Excel. */
export const csvLine = (cells: readonly string[]): string =>
  `${cells.map(harmless).map(quoted).join(',')}\r\n`
