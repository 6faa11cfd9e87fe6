import fc from 'fast-check'
import { isDeskOpen, reviewDueAt } from '../../cloudfunctions/account/rules/desk-hours'
import {
  compare,
  isFullMatch,
  nameDistance,
  type RosterSide,
} from '../../cloudfunctions/account/rules/matching'
import { leaksRoster } from '../../cloudfunctions/account/rules/refuse-check'
import { adviceOf, flagsOf, summaryOf } from '../../cloudfunctions/account/rules/review-words'
import { blockLabel, homeLabel } from '../../cloudfunctions/shared/people/place'
import { HOUR_MS, later, timeOf } from '../../cloudfunctions/shared/time/calendar'

const beijing = (text: string) => new Date(`${text.replace(' ', 'T')}:00+08:00`)
const DESK = { from: '08:00', to: '20:00' }

describe('an application is decided within three hours of desk time', () => {
  test.each([
    ['in the morning', '2026-11-20 09:14', '2026-11-20 12:14'],
    ['before the desk opens', '2026-11-20 06:00', '2026-11-20 11:00'],
    ['the moment it opens', '2026-11-20 08:00', '2026-11-20 11:00'],
    ['three hours before it closes', '2026-11-20 17:00', '2026-11-20 20:00'],
    ['an hour before it closes: the rest is tomorrow', '2026-11-20 19:00', '2026-11-21 10:00'],
    ['after it closed', '2026-11-20 23:30', '2026-11-21 11:00'],
    ['over the end of a year', '2026-12-31 19:30', '2027-01-01 10:30'],
  ])('%s', (_, at, due) => {
    expect(reviewDueAt(beijing(at), DESK)).toEqual(beijing(due))
  })

  test('a short desk takes several days, one without sensible hours counts as always open', () => {
    expect(reviewDueAt(beijing('2026-11-20 12:00'), { from: '09:00', to: '10:00' })).toEqual(
      beijing('2026-11-23 10:00'),
    )
    expect(reviewDueAt(beijing('2026-11-20 23:00'), { from: '00:00', to: '24:00' })).toEqual(
      beijing('2026-11-21 02:00'),
    )
    expect(reviewDueAt(beijing('2026-11-20 23:00'), { from: '20:00', to: '08:00' })).toEqual(
      beijing('2026-11-21 02:00'),
    )
  })

  test('laws: never less than three hours, inside the desk’s hours, later applications are not due earlier', () => {
    const instants = fc.date({
      min: beijing('2026-01-01 00:00'),
      max: beijing('2027-12-31 00:00'),
      noInvalidDate: true,
    })
    fc.assert(
      fc.property(instants, fc.nat(100 * HOUR_MS), (at, wait) => {
        const due = reviewDueAt(at, DESK)
        expect(due.getTime() - at.getTime()).toBeGreaterThanOrEqual(3 * HOUR_MS)
        expect(due.getTime() - at.getTime()).toBeLessThanOrEqual(15 * HOUR_MS)
        expect(timeOf(due) >= DESK.from && timeOf(due) <= DESK.to).toBe(true)
        expect(reviewDueAt(later(at, wait), DESK) >= due).toBe(true)
      }),
    )
  })

  test('the desk counts its opening and not its closing minute', () => {
    expect(isDeskOpen(DESK, beijing('2026-11-20 08:00'))).toBe(true)
    expect(isDeskOpen(DESK, beijing('2026-11-20 20:00'))).toBe(false)
  })

  test('a desk that is there at night is open at night, and nowhere counts hours it is closed', () => {
    const night = { from: '20:00', to: '08:00' }
    expect(isDeskOpen(night, beijing('2026-11-20 23:00'))).toBe(true)
    expect(isDeskOpen(night, beijing('2026-11-20 12:00'))).toBe(false)
    expect(reviewDueAt(beijing('2026-11-20 12:00'), night)).toEqual(beijing('2026-11-20 23:00'))
  })

  test.each([
    ['8:00', '20:00'],
    ['', ''],
    ['25:00', '26:00'],
    ['早上', '晚上'],
  ])('hours that are no hours (%j–%j) neither open the desk nor keep anybody waiting', (from, to) => {
    expect(isDeskOpen({ from, to }, beijing('2026-11-20 12:00'))).toBe(false)
    expect(reviewDueAt(beijing('2026-11-20 12:00'), { from, to })).toEqual(beijing('2026-11-20 15:00'))
  })
})

const phone = (phoneHash: string) => ({
  phoneHash,
  tail: phoneHash.slice(-4),
  phone: { keyId: '', iv: '', tag: '', text: '' },
})
const ROOM: RosterSide = { owners: ['林静仪', '阿依古丽·买买提'], phones: [phone('h-4172'), phone('h-0001')] }
const CLAIM = { relation: 'owner' as const, name: '林静仪', phoneHash: 'h-4172' }

test.each([
  [CLAIM, true],
  [{ ...CLAIM, name: '林 静仪 ' }, true],
  [{ ...CLAIM, name: '阿依古丽•买买提', phoneHash: 'h-0001' }, true],
  [{ ...CLAIM, name: '林静怡' }, false],
  [{ ...CLAIM, phoneHash: 'h-9999' }, false],
  [{ ...CLAIM, relation: 'family' as const }, false],
])('a match needs an owner’s name and number: %j is %s', (claim, isMatch) => {
  expect(isFullMatch(claim, ROOM)).toBe(isMatch)
})

test('a home without owners matches nobody, whatever is claimed', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (name, phoneHash) => {
      expect(
        isFullMatch({ relation: 'owner', name, phoneHash }, { owners: [], phones: [phone(phoneHash)] }),
      ).toBe(false)
    }),
  )
})

describe('letters between two names', () => {
  test.each([
    ['林静怡', '林静仪', 1],
    ['林静', '林静仪', 1],
    ['陈', '林静仪', 3],
    ['林 静仪', '林静仪', 0],
    ['', '林静', 2],
  ])('%s and %s: %i', (one, other, distance) => {
    expect(nameDistance(one, other)).toBe(distance)
  })

  test('laws: symmetric, zero for the same, never more than the longer name', () => {
    const names = fc.string({ unit: fc.constantFrom(...'林静仪怡陈王'), maxLength: 6 })
    fc.assert(
      fc.property(names, names, names, (a, b, c) => {
        expect(nameDistance(a, b)).toBe(nameDistance(b, a))
        expect(nameDistance(a, a)).toBe(0)
        expect(nameDistance(a, b)).toBeLessThanOrEqual(Math.max(a.length, b.length))
        expect(nameDistance(a, c)).toBeLessThanOrEqual(nameDistance(a, b) + nameDistance(b, c))
      }),
    )
  })
})

test.each([
  ['a letter wrong', { name: '林静怡' }, '姓名差 1 字，手机号一致', ['name'], '建议退回更正'],
  ['another number', { phoneHash: 'h-9999' }, '姓名一致，手机号不一致', ['phone'], '打名册上的号码核实'],
  [
    'nothing right',
    { name: '陈明', phoneHash: 'h-9' },
    '姓名不一致，手机号不一致',
    ['name', 'phone'],
    '都对不上',
  ],
  ['everything right', {}, '姓名一致，手机号一致', [], '可以通过'],
  ['another name, right number', { name: '陈明' }, '姓名不一致，手机号一致', ['name'], '家人代填'],
])('what the desk reads: %s', (_, patch, summary, flags, advice) => {
  const review = {
    relation: 'owner' as const,
    isPhoneVerified: true,
    ...compare({ ...CLAIM, ...patch }, ROOM),
  }
  expect([summaryOf(review), flagsOf(review)]).toEqual([summary, flags])
  expect(adviceOf(review)).toContain(advice)
})

test('family and tenants are not in a roster, and neither is anybody of an unsold home', () => {
  const family = {
    relation: 'family' as const,
    isPhoneVerified: false,
    ...compare({ ...CLAIM, name: '张明远', phoneHash: 'x' }, ROOM),
  }
  expect([summaryOf(family), flagsOf(family)]).toEqual(['名册无此人，等业主确认', ['missing']])
  const unsold = {
    relation: 'owner' as const,
    isPhoneVerified: false,
    ...compare(CLAIM, { owners: [], phones: [] }),
  }
  expect([summaryOf(unsold), flagsOf(unsold)]).toEqual(['名册上这套房没有业主', ['missing']])
})

test.each([
  ['an owner’s name', '登记的是林静仪，不是您', true],
  ['in pieces', '登记的是 林-静 仪', true],
  ['the given name', '请叫静仪来办', true],
  ['the tail of a number', '登记的号码尾号 4172', true],
  ['the tail in pieces', '尾号 41 72', true],
  ['nothing of the roster', '您填的姓名和这套房登记的业主对不上。请按购房合同填写。', false],
  ['the room', '3 栋 2 单元 1802 请本人申请', false],
  ['what the applicant wrote', '陈明您好，尾号 8888 请换成登记的', false],
])('a refusal that holds %s', (_, message, isLeak) => {
  expect(leaksRoster(message, { ...ROOM, owners: ['林静仪'] }, { name: '陈明', tail: '8888' })).toBe(isLeak)
})

test.each([
  [{ building: '3', unit: '2', number: '1802' }, '3 栋 2 单元', '3 栋 2 单元 1802'],
  [{ building: '5', unit: '', number: '0603' }, '5 栋', '5 栋 0603'],
  [{ building: '别墅', unit: '1', number: '101' }, '别墅', '别墅 101'],
  [{ building: '别墅', unit: '2', number: '101' }, '别墅 2 单元', '别墅 2 单元 101'],
])('labels of %j', (place, block, home) => {
  expect([blockLabel(place), homeLabel(place)]).toEqual([block, home])
})
