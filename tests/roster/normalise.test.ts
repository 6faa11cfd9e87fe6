import fc from 'fast-check'
import { arabicNumeral, cleanText } from '../../cloudfunctions/shared/people/clean-text'
import { formatArea, readArea, roundHalfUpCentiSqm } from '../../cloudfunctions/roster/rules/normalise/area'
import {
  OCCUPANCY_LABELS,
  readNote,
  readOccupancy,
  readParking,
  readPlates,
} from '../../cloudfunctions/roster/rules/normalise/assets'
import { readDate } from '../../cloudfunctions/roster/rules/normalise/date'
import {
  isIdNumber,
  readEmergency,
  readIdNumbers,
  readOwners,
  readPhones,
} from '../../cloudfunctions/roster/rules/normalise/people'
import {
  homeKey,
  homeLabel,
  type PlaceReading,
  readBuilding,
  readHome,
  readNumber,
  readUnit,
} from '../../cloudfunctions/shared/people/place'
import type { Reading } from '../../cloudfunctions/roster/rules/reading'

const valueOf = <T>(reading: Reading<T> | PlaceReading<T>) => ('value' in reading ? reading.value : reading)
const kindsOf = (reading: Reading<unknown>) =>
  'notices' in reading ? reading.notices.map(({ kind }) => kind) : []
const refused = (reason: string) => ({ refusal: expect.stringContaining(reason) })

test.each([
  ['1栋', '1'],
  ['1幢', '1'],
  ['01栋', '1'],
  ['1号楼', '1'],
  ['1#', '1'],
  ['第1栋', '1'],
  ['１栋', '1'],
  ['一栋', '1'],
  ['十二栋', '12'],
  ['A座', 'A'],
  ['a 座', 'A'],
  ['1 栋', '1'],
  ['别墅', '别墅'],
  ['南区3栋', '南区3'],
  ['', refused('楼栋没填')],
  ['栋', refused('楼栋没填')],
  ['1/2栋', refused('看不懂')],
  ['-', refused('楼栋没填')],
])('building %s', (text, value) => {
  expect(valueOf(readBuilding(text))).toEqual(value)
})

test.each([
  ['1单元', '1'],
  ['1', '1'],
  ['一单元', '1'],
  ['单元2', '2'],
  ['甲单元', '甲'],
  ['', ''],
  ['无', ''],
])('unit %s', (text, value) => {
  expect(valueOf(readUnit(text))).toBe(value)
})

test.each([
  ['101室', '101'],
  ['0603', '0603'],
  ['101.0', '101'],
  ['a101', 'A101'],
  ['', refused('房号没填')],
  ['2026-03-01', refused('变成了日期')],
])('number %s', (text, value) => {
  expect(valueOf(readNumber(text))).toEqual(value)
})

const place = (building: string, unit: string, number: string) => ({ building, unit, number })

test.each([
  ['3栋2单元1802', place('3', '2', '1802')],
  ['云栖里3幢2单元1802室', place('3', '2', '1802')],
  ['3号楼1802', place('3', '', '1802')],
  ['十二栋一单元101', place('12', '1', '101')],
  ['3-2-1802', place('3', '2', '1802')],
  ['3－2－1802', place('3', '2', '1802')],
  ['3-1802', place('3', '', '1802')],
  ['别墅101', place('别墅', '', '101')],
  ['A座1202', place('A', '', '1202')],
  ['1802', refused('看不懂')],
  ['', refused('没填')],
])('one cell for the whole home: %s', (text, value) => {
  expect(valueOf(readHome(text))).toEqual(value)
})

test('a home has one key however its number is written, and a label for people', () => {
  expect(homeKey(place('5', '', '0603'))).toBe(homeKey(place('5', '', '603')))
  expect(homeLabel(place('3', '2', '1802'))).toBe('3 栋 2 单元 1802')
  expect(homeLabel(place('5', '', '0603'))).toBe('5 栋 0603')
  expect(homeLabel(place('别墅', '', '101'))).toBe('别墅 101')
})

test.each([
  ['142.36㎡', 14236],
  ['１４２.３６', 14236],
  ['142.36 平方米', 14236],
  ['142.36m²', 14236],
  ['1,142.36', 114236],
  ['90', 9000],
  ['12.345', 1235],
  ['1.005', 101],
  ['12.344', 1234],
  ['', null],
  ['abc', refused('面积“abc”不是数字')],
  ['-5', refused('要大于 0')],
  ['0', refused('要大于 0')],
  ['0.00', refused('要大于 0')],
  ['0.001', refused('不到 0.01')],
  ['100001', refused('太大')],
  ['1e9', refused('不是数字')],
])('area %s', (text, value) => {
  expect(valueOf(readArea(text))).toEqual(value)
})

test.each([
  ['石伟芳', ['石伟芳']],
  ['张 三', ['张三']],
  ['钟杰、邵雨', ['钟杰', '邵雨']],
  ['钟杰/邵雨；李和平', ['钟杰', '邵雨', '李和平']],
  ['阿依古丽•买买提', ['阿依古丽·买买提']],
  ['John  Smith', ['John Smith']],
  ['王芳（已故）、李雷', ['王芳', '李雷']],
  ['杭州云栖（集团）有限公司', ['杭州云栖(集团)有限公司']],
  ['<b>林嘉仪</b>', ['林嘉仪']],
  ['开发商未售', []],
  ['未售', []],
  ['', refused('业主姓名没填')],
  ['#N/A', refused('业主姓名没填')],
])('owner %s', (text, value) => {
  expect(valueOf(readOwners(text))).toEqual(value)
})

test.each([
  ['13922550058', ['13922550058'], []],
  ['152 7296 9985', ['15272969985'], []],
  ['１９９３９４５５０３２', ['19939455032'], []],
  ['+86 139-2255-0058', ['13922550058'], []],
  ['13922550058/15098760664', ['13922550058', '15098760664'], []],
  ['13922550058、13922550058', ['13922550058'], []],
  ['13922550058 15098760664', ['13922550058', '15098760664'], []],
  ['13922550058（妻子）', ['13922550058'], []],
  ['="13922550058"', ['13922550058'], []],
  ['空号', [], ['no-phone']],
  ['', [], ['no-phone']],
  ['空号/13922550058', ['13922550058'], []],
  ['0571-86662400', ['057186662400'], ['landline']],
  ['13922550058/1390000', ['13922550058'], ['phone-dropped']],
])('phone %s', (text, phones, kinds) => {
  const reading = readPhones(text)
  expect(valueOf(reading)).toEqual(phones)
  expect(kindsOf(reading)).toEqual(kinds)
})

test.each([
  ['1392255005', '手机号只有 10 位，请补全 11 位'],
  ['139225500588', '手机号有 12 位，请改成 11 位'],
  ['12022550058', '手机号要以 13 到 19 开头，请检查'],
  ['物业有登记', '电话里没有能用的号码，请填 11 位手机号'],
])('phone %s is refused', (text, reason) => {
  expect(readPhones(text)).toEqual({ refusal: reason })
})

test.each([
  ['330106199309084849', ['330106199309084849'], []],
  ['33010619700711066x', ['33010619700711066X'], []],
  ['330106199309084840', ['330106199309084840'], ['id-checksum']],
  ['330106930908484', ['330106930908484'], ['id-odd']],
  ['', [], []],
  ['3.30106199309085E+17', undefined, ['id-lost-digits']],
  ['见附件资料', undefined, ['id-odd']],
])('ID number %s', (text, value, kinds) => {
  const reading = readIdNumbers(text)
  expect(valueOf(reading)).toEqual(value)
  expect(kindsOf(reading)).toEqual(kinds)
})

test.each([
  ['2019/8/1', '2019-08-01', []],
  ['2019-12-30', '2019-12-30', []],
  ['2020.3.15', '2020-03-15', []],
  ['2020年3月15日', '2020-03-15', []],
  ['20200315', '2020-03-15', []],
  ['43831', '2020-01-01', []],
  ['2020-03-15 08:30:00', '2020-03-15', []],
  ['2021年6月', '2021-06-01', ['month-only']],
  ['2021.6', '2021-06-01', ['month-only']],
  ['', null, []],
  ['2021-02-30', undefined, ['date-unreadable']],
  ['尚未交房', undefined, ['date-unreadable']],
  ['1019/8/1', undefined, ['date-unreadable']],
])('date %s', (text, value, kinds) => {
  const reading = readDate(text)
  expect(valueOf(reading)).toEqual(value)
  expect(kindsOf(reading)).toEqual(kinds)
})

test.each([
  ['浙A·WX140', ['浙AWX140'], []],
  ['浙A WX140', ['浙AWX140'], []],
  ['浙a·d12345 浙B67890', ['浙AD12345', '浙B67890'], []],
  ['临牌', ['临牌'], ['plate-odd']],
  ['', [], []],
])('plate %s', (text, value, kinds) => {
  const reading = readPlates(text)
  expect(valueOf(reading)).toEqual(value)
  expect(kindsOf(reading)).toEqual(kinds)
})

test.each([
  ['田浩 13871634745', { name: '田浩', phone: '13871634745' }, []],
  ['田浩：138 7163 4745', { name: '田浩', phone: '13871634745' }, []],
  ['13871634745（田浩）', { name: '田浩', phone: '13871634745' }, []],
  ['田浩', { name: '田浩', phone: '' }, ['emergency-odd']],
  ['', null, []],
])('emergency contact %s', (text, value, kinds) => {
  const reading = readEmergency(text)
  expect(valueOf(reading)).toEqual(value)
  expect(kindsOf(reading)).toEqual(kinds)
})

test('occupancy, parking and remarks', () => {
  expect(valueOf(readOccupancy('装修'))).toBe('renovating')
  expect(kindsOf(readOccupancy('法拍中'))).toEqual(['occupancy-unknown'])
  expect(valueOf(readParking('b1-054、B1-055'))).toEqual(['B1-054', 'B1-055'])
  expect(valueOf(readNote('面积<100，约定'))).toBe('面积<100，约定')
  expect(kindsOf(readNote('长'.repeat(501)))).toEqual(['note-cut'])
})

test.each([
  ['十', '10'],
  ['二十', '20'],
  ['二十一', '21'],
  ['一〇一', '101'],
  ['一百零二', '102'],
  ['百', '百'],
  ['别墅', '别墅'],
])('numeral %s', (text, value) => {
  expect(arabicNumeral(text)).toBe(value)
})

describe('laws', () => {
  // the characters rosters are made of, so that random text gets past the first check
  const cell = fc.string({
    unit: fc.constantFrom(
      ...'0123456789一二三十张王林·• 、/,;栋幢单元室号楼AbX-—.（）()<b>>=\'"㎡年月日１２\u200b\n空E+',
    ),
    maxLength: 30,
  })
  const anyText = fc.oneof(cell, fc.string({ unit: 'binary', maxLength: 40 }))

  const idempotent: [
    string,
    (text: string) => Reading<unknown> | PlaceReading<unknown>,
    (value: never) => string,
  ][] = [
    ['building', readBuilding, (value: string) => value],
    ['unit', readUnit, (value: string) => value],
    ['number', readNumber, (value: string) => value],
    [
      'home',
      readHome,
      ({ building, unit, number }: ReturnType<typeof place>) =>
        [building, unit, number].filter(Boolean).join('-'),
    ],
    ['area', readArea, (value: number | null) => (value === null ? '' : formatArea(value))],
    ['owners', readOwners, (value: string[]) => value.join('、') || '未售'],
    ['phones', readPhones, (value: string[]) => value.join('/')],
    ['ID numbers', readIdNumbers, (value: string[]) => value.join('/')],
    ['date', readDate, (value: string | null) => value ?? ''],
    [
      'occupancy',
      readOccupancy,
      (value: keyof typeof OCCUPANCY_LABELS | null) => (value === null ? '' : OCCUPANCY_LABELS[value]),
    ],
    ['plates', readPlates, (value: string[]) => value.join('/')],
    ['parking', readParking, (value: string[]) => value.join('/')],
    ['note', readNote, (value: string | null) => value ?? ''],
  ]

  test.each(idempotent)('%s: reading what was read changes nothing', (_, reader, write) => {
    fc.assert(
      fc.property(anyText, text => {
        const first = reader(text)
        if (!('value' in first) || first.value === undefined) return
        expect(valueOf(reader(write(first.value as never)))).toEqual(first.value)
      }),
      { numRuns: 1000 },
    )
  })

  test('cleaning is idempotent', () => {
    fc.assert(
      fc.property(anyText, text => cleanText(cleanText(text)) === cleanText(text)),
      { numRuns: 3000 },
    )
  })

  test('rounding is exact for what has two decimals and off by at most half a hundredth otherwise', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 9_999_999 }), fc.integer({ min: 0, max: 9 }), (centi, third) => {
        const text = `${Math.floor(centi / 100)}.${String(centi % 100).padStart(2, '0')}`
        expect(roundHalfUpCentiSqm(text)).toBe(centi)
        expect(roundHalfUpCentiSqm(`${text}${third}`)).toBe(third >= 5 ? centi + 1 : centi)
      }),
    )
  })

  test('an ID number with one wrong digit is noticed', () => {
    const body = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 17, maxLength: 17 })
    fc.assert(
      fc.property(body, fc.nat(16), fc.integer({ min: 1, max: 9 }), (digits, at, shift) => {
        const id = [...'0123456789X'].map(check => digits.join('') + check).filter(isIdNumber)
        expect(id).toHaveLength(1)
        const wrong = [...id[0]!]
        wrong[at] = String((Number(wrong[at]) + shift) % 10)
        expect(isIdNumber(wrong.join(''))).toBe(false)
      }),
    )
  })
})
