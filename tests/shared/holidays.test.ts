import { getDayDetail } from 'chinese-days'
import published2025 from 'chinese-days/dist/years/2025.json'
import published2026 from 'chinese-days/dist/years/2026.json'
import {
  EnteredDays,
  holidayCalendar,
  PUBLISHED_YEARS,
  UnknownHolidays,
} from '../../cloudfunctions/shared/time/holidays'
import { addDays } from '../../cloudfunctions/shared/time/calendar'

const PACKAGE: Record<number, { holidays: object; workdays: object }> = {
  2025: published2025,
  2026: published2026,
}

const datesOf = (year: number): string[] => {
  const dates = [`${year}-01-01`]
  while (!dates.at(-1)!.endsWith('12-31')) dates.push(addDays(dates.at(-1)!, 1))
  return dates
}

test.each(PUBLISHED_YEARS)('%i is as chinese-days has it, day by day', year => {
  const { holidays, workdays } = PACKAGE[year]!
  const calendar = holidayCalendar()
  const dates = datesOf(year)
  const of = (kind: string) => dates.filter(date => calendar.kindOf(date) === kind)
  expect(of('holiday')).toEqual(Object.keys(holidays))
  expect(of('workday')).toEqual(Object.keys(workdays))
  expect(dates.filter(date => calendar.kindOf(date) === 'workday' && !getDayDetail(date).work)).toEqual([])
})

test('the package takes a year it does not know for an ordinary one, we do not', () => {
  expect(getDayDetail('2027-01-01').work).toBe(true)
  const calendar = holidayCalendar()
  expect([2024, 2025, 2026, 2027].map(calendar.isKnown)).toEqual([false, true, true, false])
  expect(() => calendar.kindOf('2027-01-01')).toThrow(UnknownHolidays)
  expect(() => calendar.kindOf('2024-12-31')).toThrow('2024')
})

test('what a manager enters wins over what is published', () => {
  const calendar = holidayCalendar({ holidays: ['2026-11-23'], workdays: ['2026-10-07'] })
  expect(calendar.kindOf('2026-11-23')).toBe('holiday')
  expect(calendar.kindOf('2026-10-07')).toBe('workday')
  expect(calendar.kindOf('2026-10-06')).toBe('holiday')
})

test('a year is entered when it has the days that the law gives every year', () => {
  const entered = (...holidays: string[]) => holidayCalendar({ holidays, workdays: [] })
  expect(entered('2027-07-01').isKnown(2027)).toBe(false)
  expect(entered('2027-01-01').isKnown(2027)).toBe(false)
  expect(entered('2027-01-01', '2027-10-01').isKnown(2027)).toBe(true)
})

test.each([
  [{ holidays: ['2027-02-30'], workdays: [] }],
  [{ holidays: ['2027-1-1'], workdays: [] }],
  [{ holidays: ['2027-01-01'], workdays: ['2027-01-01'] }],
  [{ holidays: [] }],
])('%j is no list of days', entered => {
  expect(EnteredDays.safeParse(entered).success).toBe(false)
})
