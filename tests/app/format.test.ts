import fc from 'fast-check'
import * as f from '../../src/lib/format'

const NOW = '2026-11-21T06:30:00Z' // 14:30 in Beijing, a Saturday
const instants = fc.date({ min: new Date('2020-01-01'), max: new Date('2040-01-01'), noInvalidDate: true })

test.each([
  ['2026-11-21T06:30:00Z', '今天 14:30'],
  ['2026-11-21T15:59:00Z', '今天 23:59'],
  ['2026-11-21T16:00:00Z', '明天 00:00'],
  ['2026-11-20T15:59:00Z', '昨天 23:59'],
  ['2026-11-23T02:00:00Z', '11 月 23 日 周一 10:00'],
  ['2027-01-01T02:00:00Z', '2027 年 1 月 1 日 10:00'],
])('%s is read as %s', (instant, text) => expect(f.dayTime(instant, NOW)).toBe(text))

test('the time zone of the phone changes nothing', () => {
  const zone = process.env.TZ
  for (const abroad of ['America/New_York', 'Pacific/Kiritimati', 'Asia/Shanghai']) {
    process.env.TZ = abroad
    expect(f.dayTime('2026-11-21T15:59:00Z', NOW)).toBe('今天 23:59')
    expect(f.isoDate('2026-11-21T16:00:00Z')).toBe('2026-11-22')
  }
  process.env.TZ = zone
})

test('a calendar day begins at its own midnight', () => {
  fc.assert(
    fc.property(instants, instant => {
      const date = f.isoDate(instant)
      expect(f.isoDate(f.startOfDay(date))).toBe(date)
      expect(f.clock(f.startOfDay(date))).toBe('00:00')
    }),
  )
})

test.each([
  ['2026-11-21T06:30:00Z', '下午 2 点半'],
  ['2026-11-21T01:00:00Z', '上午 9 点'],
  ['2026-11-20T20:05:00Z', '凌晨 4 点 5 分'],
  ['2026-11-21T12:00:00Z', '晚上 8 点'],
])('%s is spoken as %s', (instant, text) => expect(f.spokenTime(instant)).toBe(text))

test.each([
  [504_000, '08:24'],
  [7_200_000, '2:00:00'],
  [5 * 3_600_000 + 480_000, '5 小时 8 分'],
  [50 * 3_600_000, '2 天 2 小时'],
  [-192_000, '03:12'],
])('%d ms are left as %s', (ms, text) => expect(f.timeLeft(ms)).toBe(text))

test.each([
  ['', ''],
  ['138', '138'],
  ['1386620', '138 6620'],
  ['138 6620 4172 9', '138 6620 4172'],
  ['+86 138-6620-4172', '138 6620 4172'],
  ['8613866204172', '138 6620 4172'],
])('typing %s shows %s', (typed, shown) => expect(f.phoneAsTyped(typed)).toBe(shown))

test.each([
  [18, '18 分钟'],
  [68, '1 小时 8 分'],
  [130, '2 小时'],
  [616, '10 小时'],
  [1_500, '1 天'],
  [-65, '1 小时 5 分'],
])('%i minutes in a narrow column: %s', (minutes, text) =>
  expect(f.durationShort(minutes * 60_000)).toBe(text),
)

test('what is shown of a number while it is typed keeps its digits', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^\d{0,11}$/), digits => {
      expect(f.phoneAsTyped(digits).replaceAll(' ', '')).toBe(digits)
    }),
  )
})

test('money shows every fen, and nothing else', () => {
  expect(f.money(165159)).toBe('¥1,651.59')
  fc.assert(
    fc.property(fc.integer(), fen => {
      expect(Number(f.money(fen).replace(/[¥,.]/g, ''))).toBe(fen)
    }),
  )
})
