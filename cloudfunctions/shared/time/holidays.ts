import * as z from 'zod'
import { AppError } from '../call/errors'
import { addDays } from './calendar'

/** What the State Council makes of a day: off, worked although it is a weekend, or what its weekday says. */
export type DayKind = 'holiday' | 'workday' | 'usual'

/** Which days are public holidays and which weekends are worked for them. Always an argument. */
export interface HolidayCalendar {
  isKnown: (year: number) => boolean
  /** `date` is YYYY-MM-DD. @throws UnknownHolidays for a year of which nobody has told us the holidays */
  kindOf: (date: string) => DayKind
}

/** A year that cannot be reckoned with until a manager enters its days. */
export class UnknownHolidays extends AppError {
  constructor(readonly year: number) {
    super('WRONG_STATUS', `还不知道 ${year} 年的放假和调休安排，请项目经理先录入，再来办理`)
  }
}

const Day = z.iso.date()

/** Days that a manager has entered; they win over the published ones. */
export const EnteredDays = z
  .strictObject({ holidays: z.array(Day), workdays: z.array(Day) })
  .refine(({ holidays, workdays }) => !holidays.some(day => workdays.includes(day)), {
    error: '同一天不能又放假又上班，请检查',
    path: ['workdays'],
  })
export type EnteredDays = z.infer<typeof EnteredDays>

interface PublishedYear {
  year: number
  /** MM-DD, or the first and the last of several days in a row */
  holidays: readonly string[]
  workdays: readonly string[]
}

/**
 * As the State Council has published them (国务院办公厅关于部分节假日安排的通知). A test compares each year with the package
 * `chinese-days`, which stays out of the functions: it is 33 KB, needs the two years that matter here from 23, and
 * takes a year it does not know for one without holidays.
 */
const PUBLISHED: readonly PublishedYear[] = [
  {
    year: 2025,
    holidays: ['01-01', '01-28..02-04', '04-04..04-06', '05-01..05-05', '05-31..06-02', '10-01..10-08'],
    workdays: ['01-26', '02-08', '04-27', '09-28', '10-11'],
  },
  {
    year: 2026,
    holidays: [
      '01-01..01-03',
      '02-15..02-23',
      '04-04..04-06',
      '05-01..05-05',
      '06-19..06-21',
      '09-25..09-27',
      '10-01..10-07',
    ],
    workdays: ['01-04', '02-14', '02-28', '05-09', '09-20', '10-10'],
  },
]

export const PUBLISHED_YEARS: readonly number[] = PUBLISHED.map(({ year }) => year)

function daysOf(year: number, days: string): string[] {
  const [first, last = first] = days.split('..').map(day => `${year}-${day}`)
  const all = [first!]
  while (all.at(-1)! < last!) all.push(addDays(all.at(-1)!, 1))
  return all
}

const kinds = (days: readonly string[], kind: DayKind) => days.map(day => [day, kind] as const)

const publishedDays = PUBLISHED.flatMap(({ year, holidays, workdays }) => [
  ...kinds(
    holidays.flatMap(days => daysOf(year, days)),
    'holiday',
  ),
  ...kinds(
    workdays.flatMap(day => daysOf(year, day)),
    'workday',
  ),
])

/** A single day off is not a year: the law gives every year its 1 January and its 1 October. */
const isWhole = (year: number, holidays: readonly string[]): boolean =>
  holidays.includes(`${year}-01-01`) && holidays.includes(`${year}-10-01`)

const yearOf = (date: string): number => Number(date.slice(0, 4))

/** The published years, with what managers have entered. */
export function holidayCalendar(entered: EnteredDays = { holidays: [], workdays: [] }): HolidayCalendar {
  const { holidays, workdays } = entered
  const days = new Map([...publishedDays, ...kinds(holidays, 'holiday'), ...kinds(workdays, 'workday')])
  const isKnown = (year: number) => PUBLISHED_YEARS.includes(year) || isWhole(year, holidays)
  return {
    isKnown,
    kindOf(date) {
      const year = yearOf(date)
      if (!isKnown(year)) throw new UnknownHolidays(year)
      return days.get(date) ?? 'usual'
    },
  }
}
