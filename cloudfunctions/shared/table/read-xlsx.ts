import { unzipSync, type UnzipFileInfo } from 'fflate'
import { damaged, TableError } from './table-error'
import { MAX_UNZIPPED_BYTES, MAX_ZIP_ENTRIES } from './limits'
import type { SheetRow } from './sheet'
import { readDateStyles } from './xlsx-dates'
import { readSharedStrings } from './xlsx-strings'
import { readWorksheet, type Workbook } from './xlsx-worksheet'
import { walkXml } from './xlsx-xml'

type Parts = ReadonlyMap<string, Uint8Array>

const NEEDED =
  /^xl\/(workbook\.xml|_rels\/workbook\.xml\.rels|sharedstrings\.xml|styles\.xml|worksheets\/[^/]+\.xml)$/

// Some programs write backslashes, some `xl/SharedStrings.xml`; the names inside a workbook know no case.
const partName = (name: string) => name.replaceAll('\\', '/').replace(/^\//, '').toLowerCase()

/**
 * Only the parts a roster needs, and only when they declare a sane size: fflate unpacks into a buffer of the declared
 * size, so a part that lies cannot grow beyond it.
 */
function unzip(bytes: Uint8Array): Parts {
  let entries = 0
  let unpacked = 0
  let packed = 0
  const isWanted = ({ name, size, originalSize }: UnzipFileInfo) => {
    if (++entries > MAX_ZIP_ENTRIES) throw damaged()
    if (!NEEDED.test(partName(name))) return false
    unpacked += originalSize
    packed += size
    // parts that overlap in the archive are how a small bomb becomes a big one
    if (unpacked > MAX_UNZIPPED_BYTES || packed > bytes.length)
      throw new TableError('too-big', '表格展开后太大，读不了。请只留要导入的这一张工作表再上传')
    return true
  }
  const files = unzipSync(bytes, { filter: isWanted })
  return new Map(Object.entries(files).map(([name, content]) => [partName(name), content]))
}

type SheetEntry = { relation: string; isHidden: boolean }

function readWorkbook(bytes: Uint8Array): { sheets: SheetEntry[]; is1904: boolean } {
  const sheets: SheetEntry[] = []
  let is1904 = false
  walkXml(bytes, {
    open: (name, { id, state, date1904 }) => {
      if (name === 'workbookPr') is1904 = date1904 === '1' || date1904 === 'true'
      if (name === 'sheet')
        sheets.push({ relation: id ?? '', isHidden: state !== undefined && state !== 'visible' })
    },
    text: () => undefined,
    close: () => undefined,
  })
  return { sheets, is1904 }
}

/** Relation id → name of the part. */
function readTargets(bytes: Uint8Array): Map<string, string> {
  const targets = new Map<string, string>()
  walkXml(bytes, {
    open: (name, { Id, Target }) => {
      if (name !== 'Relationship' || !Id || !Target) return
      targets.set(Id, partName(Target.startsWith('/') ? Target : `xl/${Target}`))
    },
    text: () => undefined,
    close: () => undefined,
  })
  return targets
}

const partOr = <T>(part: Uint8Array | undefined, read: (bytes: Uint8Array) => T, fallback: T): T =>
  part ? read(part) : fallback

function* sheetsOf(parts: Parts): Generator<SheetRow[]> {
  const workbook = parts.get('xl/workbook.xml')
  const relations = parts.get('xl/_rels/workbook.xml.rels')
  if (!workbook || !relations)
    throw new TableError('other-kind', '这不是 Excel 表格。请上传 .xlsx 或 .csv 文件')
  const { sheets, is1904 } = readWorkbook(workbook)
  const targets = readTargets(relations)
  const book: Workbook = {
    strings: partOr(parts.get('xl/sharedstrings.xml'), readSharedStrings, []),
    dateStyles: partOr(parts.get('xl/styles.xml'), readDateStyles, []),
    is1904,
  }
  for (const { relation, isHidden } of sheets) {
    const part = parts.get(targets.get(relation) ?? '')
    if (part && !isHidden) yield readWorksheet(part, book)
  }
}

/** The visible sheets of a workbook, first to last, each read when asked for. @throws TableError */
export function* readXlsx(bytes: Uint8Array): Generator<SheetRow[]> {
  try {
    yield* sheetsOf(unzip(bytes))
  } catch (error) {
    // fflate and saxes throw errors of their own for a broken archive; nobody but the log could use their words
    throw error instanceof TableError ? error : damaged()
  }
}
