import { Build, checkBuild, isTooOld, OLDEST_BUILD } from '../../cloudfunctions/shared/call/build'

// A client that was fine yesterday works for two weeks more, however old it is.

const noon = (date: string) => new Date(`${date}T04:00:00Z`)

test.each<[build: string | undefined, oldest: string | null, today: string, isRefused: boolean]>([
  [undefined, null, '2030-01-01', false],
  ['2020-01-01', null, '2030-01-01', false],
  ['2026-11-29', '2026-12-01', '2026-12-01', false],
  ['2026-11-29', '2026-12-01', '2026-12-14', false],
  ['2026-11-29', '2026-12-01', '2026-12-15', true],
  [undefined, '2026-12-01', '2026-12-14', false],
  [undefined, '2026-12-01', '2026-12-15', true],
  ['2026-12-01', '2026-12-01', '2027-12-15', false],
  ['2027-01-01', '2026-12-01', '2027-12-15', false],
])('built %s, oldest %s, on %s', (build, oldest, today, isRefused) => {
  expect(isTooOld(build, oldest, noon(today))).toBe(isRefused)
})

test('the days are days in Beijing', () => {
  expect(isTooOld(undefined, '2026-12-01', new Date('2026-12-14T15:59:59Z'))).toBe(false)
  expect(isTooOld(undefined, '2026-12-01', new Date('2026-12-14T16:00:00Z'))).toBe(true)
})

test('what is no date counts as nothing said, and is no reason to refuse', () => {
  for (const build of [undefined, null, 5, '', 'yesterday', { $gt: '' }, '2026-13-01'])
    expect(Build.parse(build)).toBeUndefined()
  expect(Build.parse('2026-12-01')).toBe('2026-12-01')
})

test('the constant is a day or nothing, and today’s client is taken', () => {
  expect(OLDEST_BUILD === null || Build.parse(OLDEST_BUILD) === OLDEST_BUILD).toBe(true)
  expect(() =>
    checkBuild(new Date(Date.now() + 86_400_000).toISOString().slice(0, 10), new Date()),
  ).not.toThrow()
})
