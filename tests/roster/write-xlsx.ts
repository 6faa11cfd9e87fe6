import { strToU8, zipSync } from 'fflate'

/** A cell of a test workbook: text, a number, a date-styled day number, or XML of the test's own. */
export type TestCell = string | number | { serial: number } | { xml: string }
export type TestRow = readonly TestCell[]

export type TestSheet = {
  rows: readonly TestRow[]
  /** A1:B2 */
  merges?: readonly string[]
  isHidden?: boolean
}

const escape = (text: string) => text.replace(/[&<>"]/g, character => `&#${character.charCodeAt(0)};`)

export function columnName(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26))
  return index < 26 ? letter : columnName(Math.floor(index / 26) - 1) + letter
}

function cellXml(cell: TestCell, address: string): string {
  if (typeof cell === 'number') return `<c r="${address}"><v>${cell}</v></c>`
  if (typeof cell === 'string')
    return cell === ''
      ? ''
      : `<c r="${address}" t="inlineStr"><is><t xml:space="preserve">${escape(cell)}</t></is></c>`
  if ('serial' in cell) return `<c r="${address}" s="1"><v>${cell.serial}</v></c>`
  return cell.xml.replace('<c', `<c r="${address}"`)
}

function sheetXml({ rows, merges = [] }: TestSheet): string {
  const lines = rows.map((cells, index) => {
    const inner = cells.map((cell, column) => cellXml(cell, `${columnName(column)}${index + 1}`)).join('')
    return inner && `<row r="${index + 1}">${inner}</row>`
  })
  const merged = merges.map(reference => `<mergeCell ref="${reference}"/>`).join('')
  return `<worksheet><sheetData>${lines.join('')}</sheetData><mergeCells>${merged}</mergeCells></worksheet>`
}

const STYLES = `<styleSheet><numFmts><numFmt numFmtId="200" formatCode="yyyy&quot;年&quot;m&quot;月&quot;"/></numFmts>
<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>
<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="200"/><xf numFmtId="20"/></cellXfs></styleSheet>`

export type TestBook = {
  sheets: readonly TestSheet[]
  sharedStrings?: string
  workbookProperties?: string
  /** overrides or adds parts */
  parts?: Readonly<Record<string, string>>
}

export function writeBook({
  sheets,
  sharedStrings,
  workbookProperties = '',
  parts = {},
}: TestBook): Uint8Array {
  const entries = sheets.map(
    ({ isHidden }, index) =>
      `<sheet name="表${index + 1}" sheetId="${index + 1}" r:id="rId${index + 1}"${isHidden ? ' state="hidden"' : ''}/>`,
  )
  const relations = sheets.map(
    (_, index) =>
      `<Relationship Id="rId${index + 1}" Type="worksheet" Target="worksheets/sheet${index + 1}.xml"/>`,
  )
  const files: Record<string, string> = {
    'xl/workbook.xml': `<workbook>${workbookProperties}<sheets>${entries.join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships>${relations.join('')}</Relationships>`,
    'xl/styles.xml': STYLES,
    ...(sharedStrings && { 'xl/sharedStrings.xml': sharedStrings }),
    ...Object.fromEntries(
      sheets.map((sheet, index) => [`xl/worksheets/sheet${index + 1}.xml`, sheetXml(sheet)]),
    ),
    ...parts,
  }
  return zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)])))
}

/** The smallest workbook Excel would open as one sheet. */
export const writeXlsx = (rows: readonly TestRow[], merges: readonly string[] = []): Uint8Array =>
  writeBook({ sheets: [{ rows, merges }] })

/** UTF-8 without BOM, every cell quoted. */
export const writeCsv = (rows: readonly (readonly string[])[]): Uint8Array =>
  new TextEncoder().encode(
    rows.map(cells => cells.map(cell => `"${cell.replaceAll('"', '""')}"`).join(',')).join('\n') + '\n',
  )
