import { cleanText } from '../../shared/people/clean-text'
import { cleanTitle, type Column } from './columns'
import type { Entry } from './read-row'
import type { SheetRow } from '../../shared/table/sheet'

const TOTAL = /^.{0,20}(小计|合计|总计|共计|累计):?$/
const GRAND_TOTAL = /^(合计|总计|共计)/
const FOOTER = /^(制表|审核|填表|复核|打印|备注|说明|注)人?(日期|时间)?:/

/** Which kind of line is no home, or null for a home. */
export type SkipReason = '小计' | '合计' | '重复的表头' | '表尾说明' | '空行'

/** Lines people put between and below the homes. A line with a room number is a home, whatever else it says. */
export function skipReason(entry: Entry, { cells }: SheetRow, columns: readonly Column[]): SkipReason | null {
  const texts = cells.map(cleanText).filter(Boolean)
  const places = [entry.building, entry.unit, entry.number, entry.home].map(text => cleanText(text ?? ''))
  const number = cleanText(entry.number ?? entry.home ?? '')
  const total = texts.find(text => TOTAL.test(text.replace(/\s/g, '')))
  if (total && (!number || TOTAL.test(number))) return GRAND_TOTAL.test(total) ? '合计' : '小计'
  if (isHeaderAgain(cells, columns)) return '重复的表头'
  if (texts.length > 0 && texts.length <= 3 && FOOTER.test(texts[0]!)) return '表尾说明'
  const isBare = places.every(text => !text) && !cleanText(entry.owner ?? '')
  return isBare && texts.length <= 1 ? '空行' : null
}

/** Printed lists repeat their header on every page. */
function isHeaderAgain(cells: readonly string[], columns: readonly Column[]): boolean {
  const mapped = columns.filter(({ field, title }) => field && title)
  return (
    mapped.length > 0 &&
    mapped.every(({ index, title }) => cleanTitle(cells[index] ?? '') === cleanTitle(title))
  )
}
