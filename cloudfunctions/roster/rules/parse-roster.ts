import { cleanText } from '../../shared/people/clean-text'
import { type Column, mappingProblems } from './columns'
import { TableError } from '../../shared/table/table-error'
import { EMPTY_NAME, maskOwners } from '../../shared/masking'
import { formatArea, readArea } from './normalise/area'
import { homeKey, homeLabel } from '../../shared/people/place'
import { type Entry, entryOf, readRow, type RowReading } from './read-row'
import type { RosterTable } from './roster-table'
import type { NoticeKind } from './reading'
import type { RosterFacts, RosterRow } from './roster-row'
import { type SkipReason, skipReason } from './skip-row'
import type { SheetRow } from '../../shared/table/sheet'

/** `row` as Excel counts; `room` and `owner` as shown, the owner masked. */
export type RefusedRow = {
  row: number
  room: string
  owner: string
  /** what is wrong and how to put it right, several things joined by ； */
  reason: string
  /** the row that names the same home and was taken; null when the row is wrong by itself */
  duplicateOf: number | null
}
export type WarnedRow = { row: number; kind: NoticeKind; reason: string }
/** `count` lines from `row` on: a gap of a thousand empty lines is one entry. */
export type SkippedRows = { row: number; count: number; reason: SkipReason }

export type RosterReport = {
  accepted: RosterRow[]
  refused: RefusedRow[]
  warnings: WarnedRow[]
  skipped: SkippedRows[]
}

type Draft = RosterReport & { columns: readonly Column[]; taken: Map<string, RosterRow> }

/**
 * Sorts the rows of a roster into homes, refused rows, and lines that are no homes. Pure: the same table gives the same
 * report.
 * @throws TableError when a required column is not named, or two columns claim one field
 */
export function parseRoster({ headerRow, columns, rows }: RosterTable): RosterReport {
  const problems = mappingProblems(columns)
  if (problems.length) throw new TableError('mapping', problems.join('；'))
  const draft: Draft = { accepted: [], refused: [], warnings: [], skipped: [], columns, taken: new Map() }
  let previous = headerRow
  for (const sheetRow of rows) {
    const gap = sheetRow.row - previous - 1
    if (gap > 0) draft.skipped.push({ row: previous + 1, count: gap, reason: '空行' })
    sortRow(draft, sheetRow)
    previous = sheetRow.row
  }
  const { accepted, refused, warnings, skipped } = draft
  return { accepted, refused, warnings, skipped }
}

function sortRow(draft: Draft, sheetRow: SheetRow): void {
  const entry = entryOf(sheetRow.cells, draft.columns)
  const reason = skipReason(entry, sheetRow, draft.columns)
  if (reason === null) return sortHome(draft, sheetRow.row, entry)
  draft.skipped.push({ row: sheetRow.row, count: 1, reason })
  if (reason === '合计') compareTotal(draft, sheetRow.row, entry)
}

function sortHome(draft: Draft, row: number, entry: Entry): void {
  const reading = readRow(entry)
  const first = draft.taken.get(homeKey(reading.facts))
  const refusals = first ? [...reading.refusals, duplicateReason(first, reading.facts)] : reading.refusals
  if (refusals.length) {
    const duplicateOf = first && !reading.refusals.length ? first.row : null
    draft.refused.push({ row, ...namesOf(entry, reading), reason: refusals.join('；'), duplicateOf })
    return
  }
  const home = { ...reading.facts, row }
  draft.taken.set(homeKey(home), home)
  draft.accepted.push(home)
  draft.warnings.push(...reading.notices.map(notice => ({ row, ...notice })))
}

const namesOf = (entry: Entry, { facts }: RowReading) => ({
  room: facts.number
    ? homeLabel(facts)
    : cleanText(entry.number ?? entry.home ?? '').slice(0, 20) || EMPTY_NAME,
  owner: cleanText(entry.owner ?? '') ? maskOwners(facts.owners) : EMPTY_NAME,
})

function duplicateReason(first: RosterRow, again: RosterFacts): string {
  const { row: _row, ...facts } = first
  const isSame = JSON.stringify(facts) === JSON.stringify(again)
  return `和第 ${first.row} 行重复，${isSame ? '内容一样，可以删掉' : '内容不同，请核对后只留一行'}`
}

/** A total line is not imported, but people trust it: say so when it does not add up. */
function compareTotal(draft: Draft, row: number, entry: Entry): void {
  const total = readArea(entry.area ?? '')
  if (!('value' in total) || total.value === null) return
  const sum = draft.accepted.reduce((centiSqm, home) => centiSqm + (home.areaCentiSqm ?? 0), 0)
  if (sum === total.value) return
  const reason = `合计行写 ${formatArea(total.value)} ㎡，导入的 ${draft.accepted.length} 户共 ${formatArea(sum)} ㎡，请核对`
  draft.warnings.push({ row, kind: 'total-differs', reason })
}
