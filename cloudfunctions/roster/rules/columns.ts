import { cleanText } from '../../shared/people/clean-text'
import { factsOf, type Field, FIELD_NAMES } from './fields'
import { maskName, maskOwners, maskPhone } from '../../shared/masking'
import { maskDigits, maskIdNumber, maskUnknown } from './mask'
import { readHome } from '../../shared/people/place'
import type { Cell, SheetRow } from '../../shared/table/sheet'

/** One column of the file as the mapping screen shows it. `sample` is masked. */
export type Column = {
  /** position in the file, 0 = column A */
  index: number
  title: string
  sample: string
  /** what it is imported as; null is 不导入 */
  field: Field | null
  /** false: nobody has said yet what it is, the importer must choose */
  isRecognised: boolean
}

/** The importer's own choice by column index; what is not named keeps its guess. */
export type Mapping = Readonly<Record<number, Field | null>>

// known and of no use here; the last two are ours, from the file of refused rows
const IGNORED_TITLES = ['', '序号', '编号', 'no', 'no.', '行号', '原行号', '退回原因']

/** 建筑面积(㎡)* → 建筑面积, 联系电话2 → 联系电话, 紧急联系人/电话 → 紧急联系人及电话 */
export function cleanTitle(title: string): string {
  const clean = cleanText(title).replace(/\([^)]*\)|[\s*:：]/g, '')
  return clean
    .replace(/m2$/i, '')
    .replace(/\d+$/, '')
    .replace(/[/、&]/g, '及')
    .toLowerCase()
}

const rankIn = (field: Field, title: string) => factsOf(field).titles.indexOf(title)
const fieldOf = (title: string) => FIELD_NAMES.find(field => rankIn(field, title) >= 0) ?? null

const fieldsIn = (cells: readonly Cell[]) => {
  const fields = cells.map(cell => fieldOf(cleanTitle(cell))).filter(field => field !== null)
  return new Set(fields)
}

/** A line of titles names at least a home or an owner and one thing more; "业主信息台账" alone is a heading. */
function scoreOf(cells: readonly Cell[]): number {
  const fields = fieldsIn(cells)
  const hasSubject = (['building', 'number', 'home', 'owner'] as const).some(field => fields.has(field))
  return hasSubject && fields.size >= 2 ? fields.size : 0
}

/** Title lines above the header are few; further down a header would be data. */
const MAX_HEADER_ROW_INDEX = 30

/** Position of the header among the rows, or -1 when nothing looks like one. */
export function findHeader(rows: readonly SheetRow[]): number {
  const scores = rows.slice(0, MAX_HEADER_ROW_INDEX).map(({ cells }) => scoreOf(cells))
  const best = Math.max(0, ...scores)
  return best === 0 ? -1 : scores.indexOf(best)
}

type Guesses = (Field | null)[]

/** Of two columns for one field (建筑面积 and 计费面积) the better title wins; lists like phones take all. */
function guess(titles: readonly string[]): Guesses {
  const guesses = titles.map(fieldOf)
  return guesses.map((field, index) => {
    if (!field || factsOf(field).isMany) return field
    const isBeaten = guesses.some((other, at) => {
      if (other !== field || at === index) return false
      const difference = rankIn(field, titles[at]!) - rankIn(field, titles[index]!)
      return difference < 0 || (difference === 0 && at < index)
    })
    return isBeaten ? null : field
  })
}

/** A "房号" of 3-2-1802 without a building beside it is the whole home; a "地址" beside building and number is not needed. */
function settleHome(guesses: Guesses, samplesOf: (index: number) => string[]): Guesses {
  const isWhole = (index: number) => {
    const samples = samplesOf(index)
    return samples.length > 0 && samples.every(text => 'value' in readHome(text))
  }
  if (guesses.includes('building') && guesses.includes('number'))
    return guesses.map(field => (field === 'home' ? null : field))
  if (guesses.includes('building') || guesses.includes('home')) return guesses
  return guesses.map((field, index) => (field === 'number' && isWhole(index) ? 'home' : field))
}

const SAMPLES_TO_JUDGE = 20

const valuesOf = (rows: readonly SheetRow[], index: number, count: number): string[] => {
  const values: string[] = []
  for (const { cells } of rows) {
    const value = cleanText(cells[index] ?? '')
    if (value) values.push(value)
    if (values.length === count) break
  }
  return values
}

const MASKS: Readonly<Partial<Record<Field, (text: string) => string>>> = {
  owner: text => maskOwners(text.split('、')),
  phone: text => (/^\d{11}$/.test(text) ? maskPhone(text) : maskDigits(text)),
  idNumber: maskIdNumber,
  emergency: text => maskDigits(text).replace(/\p{Script=Han}{2,}/gu, maskName),
}

const KNOWN_HARMLESS: readonly Field[] = [
  'building',
  'unit',
  'number',
  'home',
  'area',
  'moveInDate',
  'occupancy',
]

function maskSample(text: string, field: Field | null): string {
  if (field && KNOWN_HARMLESS.includes(field)) return readable(text)
  return (field ? (MASKS[field] ?? maskDigits) : maskUnknown)(text).slice(0, 30)
}

/** Every column that has a title or data, with its guess. */
export function readColumns(header: readonly Cell[], rows: readonly SheetRow[]): Column[] {
  const width = Math.max(header.length, ...rows.map(({ cells }) => cells.length))
  const titles = Array.from({ length: width }, (_, index) => cleanTitle(header[index] ?? ''))
  const guesses = settleHome(guess(titles), index => valuesOf(rows, index, SAMPLES_TO_JUDGE))
  const columns = titles.map((title, index) => {
    const field = guesses[index] ?? null
    const isRecognised = fieldOf(title) !== null || IGNORED_TITLES.includes(title)
    return { index, title: readable(header[index] ?? ''), sample: '', field, isRecognised }
  })
  return columns.map(column => withSample(column, rows)).filter(({ title, sample }) => title || sample)
}

const readable = (text: string) => cleanText(text).replace(/m2/g, '㎡').slice(0, 30)

const withSample = (column: Column, rows: readonly SheetRow[]): Column => ({
  ...column,
  sample: maskSample(valuesOf(rows, column.index, 1)[0] ?? '', column.field),
})

export function applyMapping(
  columns: readonly Column[],
  mapping: Mapping,
  rows: readonly SheetRow[],
): Column[] {
  return columns.map(column => {
    const field = mapping[column.index]
    return field === undefined ? column : withSample({ ...column, field, isRecognised: true }, rows)
  })
}

/** What the importer has to settle before a preview, in Chinese; [] when nothing. */
export function mappingProblems(columns: readonly Column[]): string[] {
  const has = (field: Field) => columns.some(column => column.field === field)
  const needed: readonly Field[] = has('home') ? ['owner'] : ['building', 'number', 'owner']
  const missing = needed.filter(field => !has(field)).map(field => `还没有一列对应“${factsOf(field).label}”`)
  const doubled = FIELD_NAMES.filter(field => !factsOf(field).isMany).flatMap(field => {
    const titles = columns.filter(column => column.field === field).map(({ title }) => `“${title}”`)
    return titles.length > 1 ? `${titles.join('和')}都对应了“${factsOf(field).label}”，请留一列` : []
  })
  return [...missing, ...doubled]
}
