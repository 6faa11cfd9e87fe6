import fc from 'fast-check'
import {
  addDays,
  dateOf,
  DAY_MS,
  instantAt,
  speakTime,
  startOfDay,
  timeOf,
  weekdayOf,
} from '../../cloudfunctions/shared/time/calendar'

const instants = fc.date({ min: new Date('2000-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })

test('a minute before and at midnight in Beijing are different days, whatever the server believes', () => {
  const lateEvening = new Date('2026-11-21T15:59:00Z')
  expect([dateOf(lateEvening), timeOf(lateEvening)]).toEqual(['2026-11-21', '23:59'])
  const midnight = new Date('2026-11-21T16:00:00Z')
  expect([dateOf(midnight), timeOf(midnight)]).toEqual(['2026-11-22', '00:00'])
  expect(weekdayOf(midnight)).toBe(0)
})

test('a Beijing wall clock and its instant are each other’s inverse', () => {
  fc.assert(
    fc.property(instants, instant => {
      const back = instantAt(dateOf(instant), timeOf(instant))
      expect(instant.getTime() - back.getTime()).toBeGreaterThanOrEqual(0)
      expect(instant.getTime() - back.getTime()).toBeLessThan(60_000)
    }),
  )
})

test('adding days and taking them away leads back, across months, years and leap days', () => {
  expect(addDays('2028-02-28', 1)).toBe('2028-02-29')
  expect(addDays('2026-12-31', 1)).toBe('2027-01-01')
  fc.assert(
    fc.property(instants, fc.integer({ min: -4000, max: 4000 }), (instant, days) => {
      const date = dateOf(instant)
      expect(addDays(addDays(date, days), -days)).toBe(date)
    }),
  )
})

test('a day starts at most 24 hours before any of its instants', () => {
  fc.assert(
    fc.property(instants, instant => {
      const age = instant.getTime() - startOfDay(instant).getTime()
      expect(age).toBeGreaterThanOrEqual(0)
      expect(age).toBeLessThan(DAY_MS)
    }),
  )
})

test.each([
  ['2026-11-21T06:30:00Z', '今天 14:30'],
  ['2026-11-21T16:00:00Z', '明天 00:00'],
  ['2026-11-23T02:00:00Z', '11 月 23 日 10:00'],
  ['2026-11-20T02:00:00Z', '11 月 20 日 10:00'],
])('%s is spoken as %s', (instant, spoken) => {
  expect(speakTime(new Date(instant), new Date('2026-11-21T05:00:00Z'))).toBe(spoken)
})
