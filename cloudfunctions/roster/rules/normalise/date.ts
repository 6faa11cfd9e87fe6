import { cleanText } from '../../../shared/people/clean-text'
import { read, type Reading } from '../reading'
import { dateOfSerial } from '../../../shared/table/cell-text'

const DAY = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/
const COMPACT = /^(\d{4})(\d{2})(\d{2})$/
const MONTH = /^(\d{4})[-/.年](\d{1,2})月?$/
/** A day number of Excel, up to 2064. */
const SERIAL = /^([2-5]\d{4})(\.\d+)?$/

const FIRST_YEAR = 1980
const LAST_YEAR = 2099

/** `YYYY-MM-DD` of a day that exists in a plausible year, or null. */
function calendarDate(year: number, month: number, day: number): string | null {
  if (year < FIRST_YEAR || year > LAST_YEAR) return null
  const date = new Date(Date.UTC(year, month - 1, day))
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day
    ? date.toISOString().slice(0, 10)
    : null
}

function dayOf(text: string): string | null {
  const match = DAY.exec(text) ?? COMPACT.exec(text)
  if (match) return calendarDate(Number(match[1]), Number(match[2]), Number(match[3]))
  const serial = SERIAL.exec(text)
  const date = serial && dateOfSerial(Number(serial[1]))
  return date && date >= String(FIRST_YEAR) ? date : null
}

/**
 * 2019/8/1, 2019-12-30, 2020.3.15, 2020年3月15日, 20200315, Excel's day number as number or text → `YYYY-MM-DD`; null when
 * empty. A month alone (2021年6月) is its first day, with a notice. What cannot be read is left out, with a notice: a
 * wrong date is no reason to refuse a home.
 */
export function readDate(text: string): Reading<string | null | undefined> {
  const clean = cleanText(text)
    .replace(/(T|\s+)\d{1,2}:\d{2}.*$/, '')
    .replace(/\s/g, '')
  if (!clean) return read(null)
  const day = dayOf(clean)
  if (day) return read(day)
  const match = MONTH.exec(clean)
  const first = match && calendarDate(Number(match[1]), Number(match[2]), 1)
  if (first)
    return read(first, {
      kind: 'month-only',
      reason: `入住日期只写到月（${clean}），按 ${first} 导入，请核对`,
    })
  return read(undefined, {
    kind: 'date-unreadable',
    reason: `入住日期“${clean.slice(0, 20)}”看不懂，没有导入，请写成如 2021-06-08`,
  })
}
