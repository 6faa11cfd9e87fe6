import { diffRoster } from '../../cloudfunctions/roster/rules/diff'
import { homeKey } from '../../cloudfunctions/shared/people/place'
import type { RosterFacts } from '../../cloudfunctions/roster/rules/roster-row'

const STORED: RosterFacts = {
  building: '1',
  unit: '2',
  number: '2301',
  owners: ['王小芳'],
  areaCentiSqm: 9820,
  phones: ['13800007720'],
  plates: [],
  note: null,
}
const stored = new Map([[homeKey(STORED), STORED]])
const diff = (patch: Partial<RosterFacts>) => diffRoster([{ ...STORED, ...patch, row: 91 }], stored)

test.each([
  ['the owner', { owners: ['赵晓明'] }, '业主', '王*芳', '赵*明', ['owner']],
  ['sold at last', { owners: [] }, '业主', '王*芳', '未售', ['owner']],
  ['the number', { phones: ['13900003316'] }, '手机', '138****7720', '139****3316', ['phone']],
  ['the area', { areaCentiSqm: 9940 }, '面积', '98.20 ㎡', '99.40 ㎡', ['area']],
  ['a plate', { plates: ['浙AWX140'] }, '车牌', '（空）', '浙AWX140', []],
  ['a remark with a number', { note: '租户 13800001111' }, '备注', '（空）', '租户 138****1111', []],
  [
    'the emergency contact',
    { emergencyContact: { name: '田浩', phone: '13871634745' } },
    '紧急联系人',
    '（空）',
    '田* 138****4745',
    [],
  ],
])('a change of %s is shown before and after, masked', (_, patch, label, before, after, looks) => {
  const { added, changed, unchanged } = diff(patch)
  expect([added.length, unchanged.length]).toEqual([0, 0])
  expect(changed[0]).toMatchObject({ changes: [{ label, before, after }], looks })
})

test('several changes of a home come together', () => {
  expect(diff({ owners: ['赵晓明'], phones: [] }).changed[0]!.looks).toEqual(['owner', 'phone'])
})

test('a home that is not stored is new', () => {
  expect(diff({ number: '2302' }).added).toHaveLength(1)
})

test('what the file does not name, and what was never known, is no change', () => {
  const { owners, building, unit, number } = STORED
  const { unchanged } = diffRoster([{ row: 2, building, unit, number, owners }], stored)
  expect(unchanged).toHaveLength(1)
  expect(diff({ idNumbers: [], moveInDate: null }).unchanged).toHaveLength(1)
})

test('the same door written 0603 is the same home, written differently', () => {
  const before = { ...STORED, number: '603' }
  const { changed } = diffRoster(
    [{ ...STORED, number: '0603', row: 2 }],
    new Map([[homeKey(before), before]]),
  )
  expect(changed[0]!.changes).toEqual([{ fact: 'number', label: '房号写法', before: '603', after: '0603' }])
})
