import fc from 'fast-check'
import { Line, Name, Text } from '../../cloudfunctions/shared/call/text'

const FAMILY = '👨‍👩‍👧‍👦'
const SCOTLAND = '\u{1f3f4}\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f}'

const messageOf = (schema: ReturnType<typeof Line>, value: string): string =>
  schema.safeParse(value).error?.issues[0]?.message ?? 'taken'

test.each([
  ['blanks around it', '  漏水 ', '漏水'],
  ['a line break inside', '厨房\n水槽', '厨房 水槽'],
  ['a line separator of Unicode', '厨房\u2028水槽\u0085旁', '厨房 水槽 旁'],
  ['a tab', '厨房\t水槽', '厨房 水槽'],
  ['controls', '厨\u0007房', '厨房'],
  ['letters that are turned around', '\u202e反的\u202c\u2066x\u2069', '反的x'],
  ['letters that nobody sees', '林\u3164\u200b\u115f\u2800静\ufeff\u00ad仪', '林静仪'],
  ['joiners where there is nothing to join', '\u200d林\u200d静仪\u200d', '林静仪'],
  ['a family', FAMILY, FAMILY],
  ['a worker with a skin tone', '👷🏽‍♀️', '👷🏽‍♀️'],
  ['a flag of tags', SCOTLAND, SCOTLAND],
  ['a rare character with its variant', '葛\u{e0100}优', '葛\u{e0100}优'],
  ['half a character', '林\ud83d静', '林静'],
])('one line: %s', (_what, typed, stored) => {
  expect(Line('名称', 10).parse(typed)).toBe(stored)
})

test('many lines keep their breaks, of every system, and nothing else that is unseen', () => {
  expect(Text('说明', 30).parse('第一行\r\n\r第二行\t二\u2029第三行\u202e\u0000')).toBe(
    '第一行\n\n第二行 二\n第三行',
  )
})

test.each([
  '',
  ' ',
  '\n\n',
  '\u200d\u200d',
  '\u3164',
  '\ufe0f\ufe0f',
  '\u{e0020}\u{e007f}',
  '\u2800',
  '\u0301',
  '\u202e\u0000 ',
])('what shows nothing is empty: %j', value => {
  expect(messageOf(Name('姓名', 2), value)).toBe('还没填姓名')
  expect(messageOf(Text('说明', 10), value)).toBe('还没填说明')
  expect(Text('评价', 10, 0).parse(value)).toBe('')
})

test('a length is what people count, and a tower of accents does not pass for one character', () => {
  expect(messageOf(Line('名称', 4), FAMILY.repeat(4))).toBe('taken')
  expect(messageOf(Line('名称', 4), FAMILY.repeat(5))).toBe('名称最多 4 个字，请删减一些')
  expect(messageOf(Line('名称', 4), `a${'\u0301'.repeat(100)}`)).toBe('名称最多 4 个字，请删减一些')
  expect(messageOf(Line('名称', 4), `a${'\u0301'.repeat(100_000)}`)).toBe('名称最多 4 个字，请删减一些')
  expect(messageOf(Name('姓名', 2), FAMILY)).toBe('还没填姓名')
})

test('what was taken once is taken again as it is', () => {
  const pieces = fc.constantFrom(
    '林',
    'a',
    ' ',
    '\n',
    '\t',
    '\u200d',
    '\u3164',
    '\u202e',
    '\0',
    FAMILY,
    '\ufe0f',
    '\ud83d',
    '\u0301',
    '🏴',
  )
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 12 }), parts => {
      for (const schema of [Line('名称', 200, 0), Text('说明', 200, 0)]) {
        const once = schema.parse(parts.join(''))
        expect(schema.parse(once)).toBe(once)
        expect(once).not.toMatch(/[\0\t\u3164\u202e]/)
      }
      expect(Line('名称', 200, 0).parse(parts.join(''))).not.toContain('\n')
    }),
  )
})
