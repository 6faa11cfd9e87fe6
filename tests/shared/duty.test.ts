import { isOnDuty } from '../../cloudfunctions/shared/people/duty'

const beijing = (text: string) => new Date(`${text.replace(' ', 'T')}:00+08:00`)

describe('duty is read from the Beijing clock', () => {
  const MONDAY = [1]
  test.each([
    ['2026-11-23T07:59:59+08:00', '08:00', '18:00', false],
    ['2026-11-23T08:00:00+08:00', '08:00', '18:00', true],
    ['2026-11-23T17:59:59+08:00', '08:00', '18:00', true],
    ['2026-11-23T18:00:00+08:00', '08:00', '18:00', false],
    ['2026-11-24T09:00:00+08:00', '08:00', '18:00', false],
    ['2026-11-23T00:30:00+08:00', '00:00', '24:00', true],
    ['2026-11-23T23:59:59+08:00', '00:00', '24:00', true],
    ['2026-11-23T23:00:00+08:00', '20:00', '08:00', true],
    ['2026-11-24T07:59:00+08:00', '20:00', '08:00', true],
    ['2026-11-24T08:00:00+08:00', '20:00', '08:00', false],
    ['2026-11-23T07:00:00+08:00', '20:00', '08:00', false],
  ])('at %s a Monday shift %s–%s: %s', (now, from, to, expected) => {
    expect(isOnDuty({ from, to, weekdays: MONDAY }, new Date(now))).toBe(expected)
  })
})

test('a shift past midnight belongs to the weekday it began on', () => {
  const friday = { from: '20:00', to: '08:00', weekdays: [5] }
  expect(isOnDuty(friday, beijing('2026-11-20 21:00'))).toBe(true)
  expect(isOnDuty(friday, beijing('2026-11-21 07:59'))).toBe(true)
  expect(isOnDuty(friday, beijing('2026-11-21 21:00'))).toBe(false)
  expect(isOnDuty({ ...friday, from: '08:00', to: '20:00' }, beijing('2026-11-20 20:00'))).toBe(false)
})
