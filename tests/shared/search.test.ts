import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { loadPinyin, pinyinOf } from '../../cloudfunctions/shared/search/pinyin'
import { queryTerms, termsOf, type Searchable } from '../../cloudfunctions/shared/search/terms'
import { queryTokens, tokensOf } from '../../cloudfunctions/shared/search/tokens'

process.env.FIELD_KEYS = JSON.stringify({ a: randomBytes(32).toString('base64') })
process.env.HASH_KEY = randomBytes(32).toString('base64')

beforeAll(loadPinyin)

const ROOM = { building: '3', unit: '2', number: '1802' }
const finds = (question: string, document: Searchable): boolean => {
  const tokens = tokensOf('yunqili', document)
  const asked = queryTokens('yunqili', question)
  return asked.length > 0 && asked.every(token => tokens.includes(token))
}

describe.each<[string, Searchable, string[], string[]]>([
  [
    'a name, whole or in part, in characters or pinyin',
    { names: ['林静仪'] },
    ['林静仪', '静仪', '林', '仪', 'linjingyi', 'LinJing', 'jing', 'lin jing yi', 'ljy', 'LJ', 'jy', '林 静'],
    ['林仪', '仪静', '静林', 'ly', 'yijing', 'li', 'lijing', '林静怡', 'l', ''],
  ],
  [
    'a surname that is read in several ways, in each of them',
    { names: ['单雄信'] },
    ['shanxiongxin', 'danxiong', 'sxx', 'dxx', 'chan'],
    ['danx'],
  ],
  [
    'a name of two characters before the name',
    { names: ['诸葛欣妍'] },
    ['zhugexinyan', 'zgxy', '葛欣', 'xinyan'],
    ['诸欣'],
  ],
  ['a name with a dot', { names: ['阿依·古丽'] }, ['阿依·古丽', '阿依古丽', 'aygl', '依古'], ['阿古']],
  ['a name in letters', { names: ['Peter O’Brien'] }, ['peter', 'BRIEN', 'Peter o’brien'], ['pete']],
  ['a name with a number behind it', { names: ['排队a'] }, ['排队', '排队a', '排队 A'], ['排队b']],
  ['lü typed as it is on a keyboard', { names: ['吕布'] }, ['lvbu', 'lübu', 'lb'], ['布吕']],
  [
    'a phone, whole or by its end',
    { phones: ['13866204172'] },
    ['138 6620 4172', '138-6620-4172', '13866204172', '4172'],
    ['1386620', '6204172', '172', '13866204173'],
  ],
  ['a phone by its end only', { tails: ['13866204172'] }, ['4172'], ['13866204172']],
  [
    'a room in its spellings',
    { rooms: [ROOM] },
    [
      '3-2-1802',
      '3-1802',
      '1802',
      '3栋2单元1802',
      '3幢1802室',
      '3 栋 2 单元 1802',
      '3号楼2单元1802',
      '3＃1802',
      '3#2-1802',
      '03-02-1802',
      '３－１８０２',
    ],
    ['2-1802', '3-2', '802', '180', '13-1802', '3-1-1802'],
  ],
  [
    'a door with a zero in front',
    { rooms: [{ building: '5', unit: '1', number: '0603' }] },
    ['0603', '603', '5-603', '5-1-0603'],
    ['5-6030'],
  ],
  [
    'a house with a name',
    { rooms: [{ building: '别墅', unit: '1', number: '101' }] },
    ['别墅101', '别墅 101', '101'],
    ['别墅102'],
  ],
  [
    'the number of an order',
    { numbers: ['WX20261121003'] },
    ['WX20261121003', 'wx20261121003', '20261121003', '1121003', '003', '1003'],
    ['WX2026', '03', '20261121', 'WX20261121004'],
  ],
  [
    'words of a title',
    { texts: ['阳台 LED 灯不亮，3 天了'] },
    ['灯不亮', 'led', 'LED灯', '阳台', '台LED', '亮', '3天'],
    ['灯亮', '不灯', 'le', '阳台灯', '亮灯'],
  ],
])('%s', (_, document, found, missed) => {
  test.each(found)('is found by %j', question => expect(finds(question, document)).toBe(true))
  test.each(missed)('is not found by %j', question => expect(finds(question, document)).toBe(false))
})

test.each(['', '  ', '·', '$.*', '[', '\\', '\u0000', '😀', '，。'])('%j asks for nothing', question =>
  expect(queryTokens('yunqili', question)).toEqual([]),
)

test('equal names of two communities have nothing in common', () => {
  const here = tokensOf('yunqili', { names: ['林静仪'], phones: ['13866204172'], rooms: [ROOM] })
  const there = tokensOf('lanting', { names: ['林静仪'], phones: ['13866204172'], rooms: [ROOM] })
  expect(here).toHaveLength(there.length)
  expect(here.filter(token => there.includes(token))).toEqual([])
})

test('a token says nothing, and there are never more than 60 of 8 characters', () => {
  const text = fc.string({ unit: 'grapheme', maxLength: 300 })
  fc.assert(
    fc.property(fc.array(text, { maxLength: 4 }), fc.array(text, { maxLength: 4 }), (names, texts) => {
      const tokens = tokensOf('yunqili', { names, texts, phones: names, numbers: texts })
      expect(tokens.length).toBeLessThanOrEqual(60)
      for (const token of tokens) expect(token).toMatch(/^[\w-]{8}$/)
    }),
  )
})

test('an order with long names and a long title is still found by number, room, phone, names and title', () => {
  const title = '厨房水槽下方的软管接口一直在滴水柜子底板已经泡湿'
  const order = {
    numbers: ['WX20261121003'],
    rooms: [ROOM],
    names: ['诸葛欣妍', '欧阳娜娜'],
    tails: ['13866204172'],
    texts: [title],
  }
  for (const question of [
    'WX20261121003',
    '003',
    '3-1802',
    '4172',
    '诸葛欣妍',
    '欧阳',
    '底板',
    '滴水',
    title,
    'zhugexinyan',
  ])
    expect(`${question} ${finds(question, order)}`).toBe(`${question} true`)
})

test('whatever part of a name is asked for, in characters, finds it', () => {
  const han = fc.integer({ min: 0x4e00, max: 0x9fa5 }).map(code => String.fromCodePoint(code))
  const names = fc.array(han, { minLength: 1, maxLength: 6 }).map(letters => letters.join(''))
  fc.assert(
    fc.property(names, fc.nat(), fc.nat(), (name, a, b) => {
      const [from, to] = [a % name.length, (b % name.length) + 1]
      fc.pre(from < to)
      const terms = termsOf({ names: [name] })
      for (const term of queryTerms(name.slice(from, to))) expect(terms).toContain(term)
    }),
  )
})

test('pinyin of names that are read in many ways stays short', () => {
  expect(pinyinOf([...'林静仪']).sort()).toEqual(
    ['jing', 'jingyi', 'jy', 'lin', 'linjing', 'linjingyi', 'lj', 'ljy', 'yi'].sort(),
  )
  expect(pinyinOf([...'单单单单单单单单']).length).toBeLessThan(120)
  expect(pinyinOf([...'龘'])).toEqual([])
})
