import { localOnly, openContract, type Contract } from './database'
import { run, type Row } from './pipeline'

// Dates made of parts and of texts, and their texts.

let contract: Contract
beforeAll(async () => (contract = await openContract()))
afterAll(() => contract.close())

const D = (text: string) => new Date(text)
const at = D('2026-01-04T23:30:45.678Z') // a Sunday; in Shanghai it is Monday already
const timezone = 'Asia/Shanghai'
const projected = (expression: unknown): Promise<Row[]> =>
  run(contract, { docs: [{ _id: 1, at }], stages: [['project', { _id: 0, r: expression }]] })
const isoWeekOf = (date: string) => ({ $dateToString: { date: D(date), format: '%G-%V-%u %U %w %j' } })

test.each<[parts: Row, string]>([
  [{ year: 2026 }, '2026-01-01T00:00:00Z'],
  [{ year: 2026, month: 2, day: 31 }, '2026-03-03T00:00:00Z'],
  [{ year: 2026, month: 14 }, '2027-02-01T00:00:00Z'],
  [{ year: 2026, month: 0 }, '2025-12-01T00:00:00Z'],
  [{ year: 2026, day: 0 }, '2025-12-31T00:00:00Z'],
  [{ year: 2026, minute: 90, second: 75, millisecond: 1500 }, '2026-01-01T01:31:16.500Z'],
  [{ year: 2026, hour: 8, timezone }, '2026-01-01T00:00:00Z'],
  [{ year: 2026, timezone: '+08:00' }, '2025-12-31T16:00:00Z'],
  [{ year: 2026, month: 7, timezone: 'America/New_York' }, '2026-07-01T04:00:00Z'],
  [{ isoWeekYear: 2026 }, '2025-12-29T00:00:00Z'],
  [{ isoWeekYear: 2026, isoWeek: 1, isoDayOfWeek: 1 }, '2025-12-29T00:00:00Z'],
  [{ isoWeekYear: 2020, isoWeek: 53, isoDayOfWeek: 7, hour: 12 }, '2021-01-03T12:00:00Z'],
])('$dateFromParts(%j)', async (parts, date) => {
  expect(await projected({ $dateFromParts: parts })).toEqual([{ r: D(date) }])
})

test.each<[options: Row, unknown]>([
  [{ dateString: '2026-01-02' }, D('2026-01-02T00:00:00Z')],
  [{ dateString: '2026-01-02T03:04:05' }, D('2026-01-02T03:04:05Z')],
  [{ dateString: '2026-01-02T03:04:05.678Z' }, D('2026-01-02T03:04:05.678Z')],
  [{ dateString: '2026-01-02T03:04:05+08:00' }, D('2026-01-01T19:04:05Z')],
  [{ dateString: '2026-01-02T03:04:05-0530' }, D('2026-01-02T08:34:05Z')],
  [{ dateString: '2026-01-02', timezone }, D('2026-01-01T16:00:00Z')],
  [{ dateString: '20260102', format: '%Y%m%d' }, D('2026-01-02T00:00:00Z')],
  [{ dateString: '02/01/2026', format: '%d/%m/%Y' }, D('2026-01-02T00:00:00Z')],
  [
    { dateString: '2026-01-02 13:14', format: '%Y-%m-%d %H:%M', timezone: '+08:00' },
    D('2026-01-02T05:14:00Z'),
  ],
  [{ dateString: '15:30 2026-01-02', format: '%H:%M %Y-%m-%d' }, D('2026-01-02T15:30:00Z')],
  [{ dateString: 'rubbish', onError: 'bad' }, 'bad'],
  [{ dateString: '2026-02-30', onError: 'bad' }, 'bad'],
  [{ dateString: 5, onError: 'bad' }, 'bad'],
  [{ dateString: '2026-01-02x', format: '%Y-%m-%d', onError: 'bad' }, 'bad'],
  [{ dateString: '$none', onNull: 'none', onError: 'bad' }, 'none'],
])('$dateFromString(%j)', async (options, result) => {
  expect(await projected({ $dateFromString: options })).toEqual([{ r: result }])
})

test.each<[string, unknown, unknown]>([
  [
    'parts in Shanghai',
    {
      $map: {
        input: ['%Y-%m-%d', '%H:%M:%S.%L', '%j', '%u', '%w', '%U', '%V', '%G', '%z', '%Z', '%%', '年'],
        as: 'f',
        in: { $dateToString: { date: '$at', format: '$$f', timezone } },
      },
    },
    ['2026-01-05', '07:30:45.678', '005', '1', '2', '01', '02', '2026', '+0800', '480', '%', '年'],
  ],
  [
    'days of the week from 1 to 7',
    ['2026-01-03', '2026-01-04', '2026-01-05'].map(isoWeekOf),
    ['2026-01-6 00 7 003', '2026-01-7 01 1 004', '2026-02-1 01 2 005'],
  ],
  [
    'an ISO week belongs to the year of its Thursday',
    ['2021-01-03', '2024-12-31', '2020-12-31'].map(isoWeekOf),
    ['2020-53-7 01 1 003', '2025-01-2 52 3 366', '2020-53-4 52 5 366'],
  ],
  [
    '$isoWeekYear',
    [{ $isoWeekYear: D('2021-01-03') }, { $isoWeek: D('2021-01-03') }, { $year: D('2021-01-03') }],
    [2020, 53, 2021],
  ],
  [
    'before 1970',
    [
      { $year: D('1969-12-31T23:59:59.999Z') },
      { $second: D('1969-12-31T23:59:59.999Z') },
      { $millisecond: D('1969-12-31T23:59:59.999Z') },
    ],
    [1969, 59, 999],
  ],
  ['one operand in a list', [{ $year: ['$at'] }, { $hour: ['$at'] }], [2026, 23]],
  [
    'time zones',
    [
      { $hour: { date: '$at', timezone } },
      { $hour: { date: '$at', timezone: '+0530' } },
      { $minute: { date: '$at', timezone: '+05:30' } },
      { $hour: { date: '$at', timezone: '-08' } },
    ],
    [7, 5, 0, 15],
  ],
])('%s', async (_name, expression, result) => {
  expect(await projected(expression)).toEqual([{ r: result }])
})

test.each<[string, unknown]>([
  ['a year that is a text', { $dateFromParts: { year: '2026' } }],
  ['a month without year', { $dateFromParts: { month: 1 } }],
  ['half a month', { $dateFromParts: { year: 2026, month: 1.5 } }],
  ['a part that nobody knows', { $dateFromParts: { year: 2026, week: 1 } }],
  ['two calendars at once', { $dateFromParts: { year: 2026, isoWeek: 1 } }],
  ['a timezone that nobody knows', { $dateFromParts: { year: 2026, timezone: 'Mars/X' } }],
  ['a timezone that nobody knows, in a part', { $year: { date: '$at', timezone: 'Mars/X' } }],
  ['two dates in a part', { $year: ['$at', '$at'] }],
  ['rubbish', { $dateFromString: { dateString: 'rubbish' } }],
  ['a day that no month has', { $dateFromString: { dateString: '2026-02-30' } }],
  ['a number as text', { $dateFromString: { dateString: 5 } }],
  ['more than the format', { $dateFromString: { dateString: '2026-01-02x', format: '%Y-%m-%d' } }],
  ['two time zones', { $dateFromString: { dateString: '2026-01-02T03:04:05+08:00', timezone } }],
  ['a specifier that nobody knows', { $dateToString: { date: '$at', format: '%Q' } }],
  ['a lone %', { $dateToString: { date: '$at', format: '100 %' } }],
  ['no date', { $dateToString: { format: '%Y' } }],
  ['a date instead of options', { $dateToString: '$at' }],
  ['a text instead of a date', { $dateToString: { date: 'today' } }],
])('refused: %s', async (_name, expression) => {
  await expect(projected(expression)).rejects.toMatchObject({
    errMsg: expect.not.stringContaining('not emulated') as string,
  })
})

localOnly.each<[string, unknown]>([
  ['other forms of dates', { $dateFromString: { dateString: 'Jan 2, 2026' } }],
  ['fewer digits than a format has', { $dateFromString: { dateString: '2026-1-2', format: '%Y-%m-%d' } }],
  ['a month without day', { $dateFromString: { dateString: '2026-01', format: '%Y-%m' } }],
  ['names of months', { $dateToString: { date: '$at', format: '%b' } }],
  [
    'a time that clocks skip',
    { $dateFromParts: { year: 2026, month: 3, day: 8, hour: 2, minute: 30, timezone: 'America/New_York' } },
  ],
])('not emulated: %s', async (_name, expression) => {
  await expect(projected(expression)).rejects.toMatchObject({
    errMsg: expect.stringContaining('not emulated') as string,
  })
})
