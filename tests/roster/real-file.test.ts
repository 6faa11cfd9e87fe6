import { readFileSync } from 'node:fs'
import path from 'node:path'
import { diffRoster } from '../../cloudfunctions/roster/rules/diff'
import { homeKey } from '../../cloudfunctions/shared/people/place'
import { parseRoster, type RosterReport } from '../../cloudfunctions/roster/rules/parse-roster'
import { readTable, type RosterTable } from '../../cloudfunctions/roster/rules/roster-table'
import { refusedCsv } from '../../cloudfunctions/roster/rules/refused-csv'

// 云栖里业主台账.xlsx as the property company keeps it; what is asserted here was counted by another program.
const file = readFileSync(path.join(__dirname, '../../tools/demo/roster/云栖里业主台账.xlsx'))
let table: RosterTable
let report: RosterReport
beforeAll(async () => {
  table = await readTable(file)
  report = parseRoster(table)
})

const count = <T>(values: readonly T[]) =>
  values.reduce<Record<string, number>>((counts, value) => {
    counts[String(value)] = (counts[String(value)] ?? 0) + 1
    return counts
  }, {})

const home = (row: number) => report.accepted.find(accepted => accepted.row === row)

test('the header is found in row 3, and every column but the running number is recognised', () => {
  expect(table.headerRow).toBe(3)
  expect(table.columns.map(({ title, field }) => [title, field])).toEqual([
    ['序号', null],
    ['楼栋', 'building'],
    ['单元', 'unit'],
    ['房号', 'number'],
    ['建筑面积(㎡)', 'area'],
    ['业主姓名', 'owner'],
    ['联系电话', 'phone'],
    ['身份证号', 'idNumber'],
    ['交房日期', 'moveInDate'],
    ['入住状态', 'occupancy'],
    ['车位号', 'parking'],
    ['车牌', 'plate'],
    ['紧急联系人/电话', 'emergency'],
    ['备注', 'note'],
  ])
  expect(table.columns.every(({ isRecognised }) => isRecognised)).toBe(true)
})

test('samples show no person', () => {
  const samples = Object.fromEntries(table.columns.map(({ field, sample }) => [field, sample]))
  expect(samples).toMatchObject({
    owner: '石*芳',
    phone: '150****0664',
    idNumber: '**************4849',
    emergency: '田* 138****4745',
    area: '142.36㎡',
  })
})

test('404 homes are accepted, 4 rows refused of which one is a duplicate, 3 lines are no homes', () => {
  expect(report.accepted).toHaveLength(404)
  expect(report.refused).toHaveLength(4)
  expect(report.refused.filter(({ duplicateOf }) => duplicateOf !== null)).toHaveLength(1)
  expect(report.skipped).toEqual([
    { row: 65, count: 1, reason: '空行' },
    { row: 126, count: 1, reason: '小计' },
    { row: 414, count: 1, reason: '合计' },
  ])
  // every row below the header is in exactly one list
  expect(report.accepted.length + report.refused.length + report.skipped.length).toBe(414 - 3)
})

test('each refused row says what is wrong and how to put it right', () => {
  expect(report.refused).toEqual([
    {
      row: 410,
      room: '1 栋 2 单元 801',
      owner: '与*****复',
      reason: '和第 40 行重复，内容不同，请核对后只留一行',
      duplicateOf: 40,
    },
    {
      row: 411,
      room: '3 栋 2 单元 1802',
      owner: '坏*积',
      reason: '面积“abc”不是数字，请改成如 142.36；和第 193 行重复，内容不同，请核对后只留一行',
      duplicateOf: null,
    },
    {
      row: 412,
      room: '（空）',
      owner: '没**号',
      reason: '楼栋没填，请补上；房号没填，请补上',
      duplicateOf: null,
    },
    {
      row: 413,
      room: '3 栋 1 单元 1901',
      owner: '负*积',
      reason: '面积是 -5，要大于 0，请核对；手机号只有 7 位，请补全 11 位',
      duplicateOf: null,
    },
  ])
})

test('warnings by kind', () => {
  expect(count(report.warnings.map(({ kind }) => kind))).toEqual({
    'month-only': 44,
    'no-phone': 15,
    unsold: 8,
    markup: 5,
    'total-differs': 1,
  })
})

test('the total row is wrong: the homes add up to 2,383.02 ㎡ more', () => {
  const sum = report.accepted.reduce((centiSqm, { areaCentiSqm }) => centiSqm + (areaCentiSqm ?? 0), 0)
  expect(sum).toBe(4_361_752)
  expect(report.warnings.at(-1)).toEqual({
    row: 414,
    kind: 'total-differs',
    reason: '合计行写 41234.50 ㎡，导入的 404 户共 43617.52 ㎡，请核对',
  })
})

test('homes per building, as the subtotal of building 2 says (72户)', () => {
  expect(count(report.accepted.map(({ building }) => building))).toEqual({
    1: 44,
    2: 72,
    3: 72,
    5: 104,
    6: 104,
    别墅: 8,
  })
  expect(new Set(report.accepted.map(homeKey)).size).toBe(404)
})

test('nothing of the oddities is left in the values', () => {
  for (const { owners, phones, idNumbers, moveInDate, plates, areaCentiSqm, unit } of report.accepted) {
    expect(owners.join()).not.toMatch(/[\s、\d]/)
    for (const phone of phones ?? []) expect(phone).toMatch(/^1[3-9]\d{9}$/)
    for (const id of idNumbers ?? []) expect(id).toMatch(/^\d{17}[\dX]$/)
    for (const plate of plates ?? []) expect(plate).toMatch(/^浙A[A-Z0-9]{5}$/)
    expect(moveInDate).toMatch(/^20\d\d-\d\d-\d\d$/)
    expect([7650, 8923, 9807, 11780, 12850, 14236, 28796, 31240]).toContain(areaCentiSqm)
    expect(unit).toMatch(/^[12]$/)
  }
})

test.each([
  ['two owners in a cell', 51, { owners: ['钟杰', '邵雨'] }],
  ['two phones in a cell', 17, { phones: ['18801327633', '15090250247'] }],
  ['a phone in full-width digits', 72, { phones: ['19939455032'] }],
  ['a phone with spaces', 8, { phones: ['15272969985'] }],
  ['空号', 60, { phones: [] }],
  ['an area in full-width digits', 26, { areaCentiSqm: 14236 }],
  ['an area with ㎡', 31, { areaCentiSqm: 12850 }],
  ['a unit written 1单元', 76, { unit: '1' }],
  ['a date 2019/8/1', 4, { moveInDate: '2019-08-01' }],
  ['a day number in a date cell', 5, { moveInDate: '2018-04-28' }],
  ['a day number as text', 11, { moveInDate: '2020-01-01' }],
  ['a date 2020.3.15', 18, { moveInDate: '2020-03-15' }],
  ['a date 2019-12-30', 10, { moveInDate: '2019-12-30' }],
  ['a month only', 8, { moveInDate: '2021-06-01' }],
  ['a name with a space behind', 14, { owners: ['方桂英'] }],
  ['a plate with a dot', 14, { plates: ['浙ADYD2O'] }],
  ['markup', 85, { note: '重点' }],
  ['a remark keeps its own comma', 6, { note: '独居老人，每月走访' }],
  ['text that looks like a formula', 211, { note: '=HYPERLINK("x")' }],
  ['an emergency contact', 7, { emergencyContact: { name: '田浩', phone: '13871634745' } }],
  ['not sold: nobody can register by the phone beside it', 282, { owners: [], phones: [], idNumbers: [] }],
  ['a house without a building number', 402, { building: '别墅', number: '101', areaCentiSqm: 31240 }],
])('%s (row %i)', (_, row, facts) => {
  expect(home(row)).toMatchObject(facts)
})

test('importing the file a second time changes nothing', async () => {
  const stored = new Map(report.accepted.map(row => [homeKey(row), row]))
  const again = diffRoster(parseRoster(await readTable(file)).accepted, stored)
  expect({ added: again.added, changed: again.changed }).toEqual({ added: [], changed: [] })
  expect(again.unchanged).toHaveLength(404)
})

test('the refused rows can be downloaded, put right and uploaded again', async () => {
  const csv = refusedCsv(table, report.refused)
    .replace('abc', '117.8')
    .replace('坏面积', '沈梓萱')
    .replace(',-5,', ',117.8,')
    .replace(",'-5,", ',117.8,')
    .replace('1390000,', '13900000002,')
  const again = await readTable(new TextEncoder().encode(csv))
  expect(again.columns.every(({ isRecognised }) => isRecognised)).toBe(true)
  const { accepted, refused } = parseRoster(again)
  expect(accepted.map(({ number }) => number)).toEqual(['801', '1802', '1901'])
  expect(refused.map(({ reason }) => reason)).toEqual(['楼栋没填，请补上；房号没填，请补上'])
})
