import fc from 'fast-check'
import { DAY_MS, later, MINUTE_MS, timeOf } from '../../cloudfunctions/shared/time/calendar'
import { holidayCalendar, UnknownHolidays } from '../../cloudfunctions/shared/time/holidays'
import {
  addWorking,
  daily,
  EVERY_DAY,
  isOpen,
  nextOpening,
  workingBetween,
  type Hours,
} from '../../cloudfunctions/shared/time/hours'

const beijing = (text: string) => new Date(`${text.replace(' ', 'T')}:00+08:00`)
const WEEK = [1, 2, 3, 4, 5]

/** An office with a break at noon, closed on holidays. */
const OFFICE: Hours = {
  shifts: [
    { from: '08:30', to: '12:00', weekdays: WEEK },
    { from: '13:30', to: '17:30', weekdays: WEEK },
  ],
  calendar: holidayCalendar(),
}
const NIGHT: Hours = { shifts: [{ from: '20:00', to: '08:00', weekdays: [5] }], calendar: null }
const NEVER: Hours = { shifts: [], calendar: null }

test.each([
  ['a Monday morning', OFFICE, '2026-11-23 08:30', true],
  ['at noon', OFFICE, '2026-11-23 12:00', false],
  ['after noon', OFFICE, '2026-11-23 13:30', true],
  ['a Saturday', OFFICE, '2026-11-28 10:00', false],
  ['a Friday of the National Day week', OFFICE, '2026-10-02 10:00', false],
  ['a Saturday worked for it', OFFICE, '2026-10-10 10:00', true],
  ['Friday night', NIGHT, '2026-11-20 23:00', true],
  ['the morning after', NIGHT, '2026-11-21 07:59', true],
  ['Saturday night', NIGHT, '2026-11-21 23:00', false],
  ['a holiday when nobody asks for holidays', daily('08:00', '20:00'), '2026-10-01 10:00', true],
  ['midnight of a day that never ends', daily('00:00', '24:00'), '2026-10-01 00:00', true],
])('open on %s', (_, hours, at, expected) => {
  expect(isOpen(hours, beijing(at))).toBe(expected)
})

test.each([
  ['is now while it is open', OFFICE, '2026-11-23 09:00', '2026-11-23 09:00'],
  ['after the break', OFFICE, '2026-11-23 12:10', '2026-11-23 13:30'],
  ['after the weekend', OFFICE, '2026-11-27 17:30', '2026-11-30 08:30'],
  ['on the Sunday worked for the holiday', OFFICE, '2026-09-19 12:00', '2026-09-20 08:30'],
  ['after the holiday', OFFICE, '2026-09-30 18:00', '2026-10-08 08:30'],
])('the next opening %s', (_, hours, at, expected) => {
  expect(nextOpening(hours, beijing(at))).toEqual(beijing(expected))
})

test.each([
  ['over the break', '2026-11-23 11:00', 120, '2026-11-23 14:30'],
  ['to the minute it closes', '2026-11-23 11:00', 60, '2026-11-23 12:00'],
  ['over the weekend', '2026-11-27 17:00', 60, '2026-11-30 09:00'],
  ['over a holiday', '2026-09-30 17:00', 60, '2026-10-08 09:00'],
  ['a working week', '2026-11-23 00:00', 5 * 450, '2026-11-27 17:30'],
])('working time runs %s', (_, from, minutes, until) => {
  expect(addWorking(OFFICE, beijing(from), minutes)).toEqual(beijing(until))
  expect(workingBetween(OFFICE, beijing(from), beijing(until))).toBe(minutes)
})

test('hours that never open have no opening, no working time and no end', () => {
  expect(nextOpening(NEVER, beijing('2026-11-23 10:00'))).toBeNull()
  expect(addWorking(NEVER, beijing('2026-11-23 10:00'), 1)).toBeNull()
  expect(workingBetween(NEVER, beijing('2026-01-01 10:00'), beijing('2026-12-31 10:00'))).toBe(0)
})

describe('a year whose holidays nobody has told', () => {
  const lastAfternoon = beijing('2026-12-31 17:00')

  test('is an error that says which, not a year without holidays', () => {
    expect(() => isOpen(OFFICE, beijing('2027-01-01 10:00'))).toThrow(UnknownHolidays)
    expect(() => addWorking(OFFICE, lastAfternoon, 60)).toThrow('还不知道 2027 年的放假和调休安排')
    expect(() => nextOpening(OFFICE, beijing('2026-12-31 17:30'))).toThrow(UnknownHolidays)
  })

  test('is not asked for before it is needed', () => {
    expect(addWorking(OFFICE, lastAfternoon, 30)).toEqual(beijing('2026-12-31 17:30'))
    expect(workingBetween(OFFICE, lastAfternoon, beijing('2026-12-31 23:59'))).toBe(30)
    expect(isOpen(OFFICE, beijing('2025-01-01 10:00'))).toBe(false)
    expect(isOpen({ ...OFFICE, calendar: null }, beijing('2027-01-01 10:00'))).toBe(true)
  })

  test('counts once the manager has entered it', () => {
    const holidays = ['2027-01-01', '2027-01-02', '2027-01-03', '2027-10-01']
    const calendar = holidayCalendar({ holidays, workdays: ['2027-01-09'] })
    const hours = { ...OFFICE, calendar }
    expect(addWorking(hours, lastAfternoon, 60)).toEqual(beijing('2027-01-04 09:00'))
    expect(isOpen(hours, beijing('2027-01-09 10:00'))).toBe(true)
  })
})

const hours: fc.Arbitrary<Hours> = fc.record({
  shifts: fc.array(
    fc.record({
      from: fc.constantFrom('00:00', '08:00', '13:30', '20:00', '22:00'),
      to: fc.constantFrom('00:00', '08:00', '12:00', '20:00', '24:00'),
      weekdays: fc.subarray([...EVERY_DAY], { minLength: 1 }),
    }),
    { minLength: 1, maxLength: 4 },
  ),
  calendar: fc.constantFrom(null, holidayCalendar()),
})
const instants = fc.date({
  min: beijing('2025-02-01 00:00'),
  max: beijing('2026-05-01 00:00'),
  noInvalidDate: true,
})
const minutes = fc.nat(900)

describe('laws', () => {
  test('working time adds up, wherever it is cut', () => {
    fc.assert(
      fc.property(hours, instants, minutes, minutes, (week, at, one, other) => {
        const first = addWorking(week, at, one)!
        expect(addWorking(week, first, other)).toEqual(addWorking(week, at, one + other))
        expect(workingBetween(week, at, first)).toBeCloseTo(one, 6)
      }),
    )
    fc.assert(
      fc.property(hours, fc.tuple(instants, fc.nat(9 * DAY_MS), fc.nat(9 * DAY_MS)), (week, [a, x, y]) => {
        const [b, c] = [later(a, x), later(a, x + y)]
        const parts = workingBetween(week, a, b) + workingBetween(week, b, c)
        expect(parts).toBeCloseTo(workingBetween(week, a, c), 6)
        expect(parts).toBeLessThanOrEqual((x + y) / MINUTE_MS + 1e-6)
      }),
    )
  })

  test('what begins later is not due earlier, more work is not due earlier', () => {
    fc.assert(
      fc.property(hours, instants, fc.nat(9 * DAY_MS), minutes, (week, at, wait, work) => {
        expect(addWorking(week, later(at, wait), work)! >= addWorking(week, at, work)!).toBe(true)
        expect(addWorking(week, at, work + 1)! > addWorking(week, at, work)!).toBe(true)
      }),
    )
  })

  test('nothing is due, and nothing opens, in closed time', () => {
    fc.assert(
      fc.property(hours, instants, minutes, (week, at, work) => {
        const opens = nextOpening(week, at)!
        expect(opens >= at && isOpen(week, opens)).toBe(true)
        expect(workingBetween(week, at, opens)).toBe(0)
        // open until the very moment it is due
        expect(isOpen(week, later(addWorking(week, at, work + 1)!, -1))).toBe(true)
      }),
    )
  })

  test('minute by minute, what is open is what was counted', () => {
    fc.assert(
      fc.property(hours, instants, (week, at) => {
        const from = beijing(`2026-03-0${1 + (at.getTime() % 9)} ${timeOf(at)}`)
        const each = Array.from({ length: 26 * 60 }, (_, minute) => later(from, minute * MINUTE_MS))
        const open = each.filter(minute => isOpen(week, minute)).length
        expect(workingBetween(week, from, later(from, 26 * 60 * MINUTE_MS))).toBe(open)
      }),
      { numRuns: 20 },
    )
  })
})
