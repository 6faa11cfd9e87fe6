import fc from 'fast-check'
import * as z from 'zod'
import type { AppError } from '../../cloudfunctions/shared/call/errors'
import { CalendarDate, MobilePhone, parseInput } from '../../cloudfunctions/shared/call/input'
import { Line, Text } from '../../cloudfunctions/shared/call/text'

const Form = z.strictObject({
  name: Line('姓名', 4, 2),
  phone: MobilePhone.optional(),
  photos: z.array(z.string()).max(9).default([]).describe('照片'),
  kind: z.enum(['room', 'public']).default('room').describe('位置'),
  day: CalendarDate.optional(),
  visit: z.strictObject({ slot: z.enum(['09-11']).describe('上门时段') }).optional(),
})

function refusal(input: unknown): AppError {
  try {
    parseInput(Form, input)
  } catch (error) {
    return error as AppError
  }
  throw new Error('was not refused')
}

test('a good form passes, trimmed and normalised', () => {
  expect(parseInput(Form, { name: ' 林静仪 ', phone: '+86 138-6620 4172' })).toEqual({
    name: '林静仪',
    phone: '13866204172',
    photos: [],
    kind: 'room',
  })
})

test.each<[string, unknown, string, string]>([
  ['a missing name', {}, 'name', '还没填姓名'],
  ['a name of blanks', { name: '  ' }, 'name', '还没填姓名'],
  ['a name too long', { name: '阿卜杜拉曼' }, 'name', '姓名最多 4 个字，请删减一些'],
  ['a number for a name', { name: 5 }, 'name', '姓名的格式不对，请重新填写'],
  ['null for a name', { name: null }, 'name', '姓名的格式不对，请重新填写'],
  ['ten digits', { name: '林静', phone: '1386620417' }, 'phone', '手机号不到 11 位，请补全'],
  ['twelve digits', { name: '林静', phone: '138662041722' }, 'phone', '手机号多于 11 位，请检查'],
  ['letters in a number', { name: '林静', phone: '1386620417a' }, 'phone', '手机号只能是数字，请检查'],
  ['a landline', { name: '林静', phone: '05718666240' }, 'phone', '手机号要以 13 到 19 开头，请检查'],
  ['ten photos', { name: '林静', photos: Array(10).fill('x') }, 'photos', '照片超出上限 9，请减少一些'],
  ['an unknown kind', { name: '林静', kind: 'garage' }, 'kind', '位置不在可选范围内，请重新选择'],
  ['a day that does not exist', { name: '林静', day: '2026-02-30' }, 'day', '日期的格式不对，请重新填写'],
  [
    'a nested choice',
    { name: '林静', visit: { slot: '01-02' } },
    'visit.slot',
    '上门时段不在可选范围内，请重新选择',
  ],
  ['a field we do not know', { name: '林静', openid: 'x' }, '_', '不认识的内容：openid'],
  ['an array', [], '_', '内容的格式不对，请重新填写'],
])('%s is refused with the field named', (_name, input, field, message) => {
  expect(refusal(input).fields).toEqual({ [field]: message })
  expect(refusal(input).message).toBe(message)
})

test('several bad fields are counted and listed', () => {
  const { message, fields } = refusal({ name: '', phone: '1' })
  expect(Object.keys(fields ?? {})).toEqual(['name', 'phone'])
  expect(message).toBe('还有 2 处要改：还没填姓名；手机号不到 11 位，请补全')
})

test('an emoji family counts as it is stored, keeps its joiners, and control characters vanish', () => {
  const Note = Text('说明', 10)
  expect(Note.parse('漏水👨‍👩‍👧')).toBe('漏水👨‍👩‍👧')
  expect(Note.parse('a\u0000b\u202Ec\nd')).toBe('abc\nd')
})

test('whatever comes in, the answer is data or a refusal, never another error', () => {
  fc.assert(
    fc.property(fc.anything(), input => {
      const result = (() => {
        try {
          return parseInput(Form, input)
        } catch (error) {
          return (error as AppError).code
        }
      })()
      expect(typeof result === 'object' || result === 'BAD_INPUT').toBe(true)
    }),
  )
})
