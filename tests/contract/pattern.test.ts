import { localOnly, openContract, type Contract } from './database'

// Patterns are PCRE's, whatever a pattern of JavaScript would mean.

let contract: Contract
beforeAll(async () => (contract = await openContract()))
afterAll(() => contract.close())

/** Which of the texts match, by `$regex` and by the wrapper of the SDK. */
async function matching(regexp: string, options: string, texts: string[]): Promise<string[]> {
  const collection = await contract.fresh(texts.map((text, _id) => ({ _id, text })))
  const found = async (condition: unknown) => {
    const { data } = await collection.where({ text: condition }).orderBy('_id', 'asc').get()
    return data.map(doc => doc.text as string)
  }
  const own = await found({ $regex: regexp, $options: options })
  expect(await found(contract.db.RegExp({ regexp, options }))).toEqual(own)
  return own
}

describe('a pattern finds', () => {
  test.each<[string, string, string[], string[]]>([
    ['^A b c$', 'x', ['Abc', 'A b c'], ['Abc']],
    ['a b # a comment', 'x', ['ab'], ['ab']],
    ['\\Aabc', 'm', ['abc', 'x\nabc'], ['abc']],
    ['^abc$', 'm', ['abc', 'x\nabc\ny', 'x\rabc'], ['abc', 'x\nabc\ny']],
    ['abc$', '', ['abc', 'abc\n', 'abc\n\n'], ['abc', 'abc\n']],
    ['abc\\Z', '', ['abc', 'abc\n'], ['abc', 'abc\n']],
    ['abc\\z', '', ['abc', 'abc\n'], ['abc']],
    ['^.$', '', ['😀', '中', 'ab', '\n', '\r'], ['😀', '中', '\r']],
    ['^.$', 's', ['\n'], ['\n']],
    ['^[😀-😎]$', '', ['😃', '\ud83d'], ['😃']],
    ['a\\hb', '', ['a b', 'a\tb', 'a\nb'], ['a b', 'a\tb']],
    ['^\\p{Han}+$', '', ['中文', 'abc', '中a'], ['中文']],
    ['^\\pL\\P{L}$', '', ['é1', '1é'], ['é1']],
    ['\\x{4e2d}\\x41', '', ['中A', '中B'], ['中A']],
    ['[\\x{4e00}-\\x{9fa5}]', '', ['中', 'a'], ['中']],
    ['^[[:digit:]_]+$', '', ['5_5', 'd'], ['5_5']],
    ['(?i)abc', '', ['ABC', 'xyz'], ['ABC']],
    ['^[\\w-.]+@', '', ['a-b.c@'], ['a-b.c@']],
    ['^[]a]$', '', [']', 'a', 'b'], [']', 'a']],
    ['a\\-b\\_c\\/\\@', '', ['a-b_c/@'], ['a-b_c/@']],
    ['x{', '', ['x{'], ['x{']],
    ['\\s', '', ['a b', '全\u3000角'], ['a b']],
    ['^(?:[ab]c)+$', '', ['acbc', 'acb'], ['acbc']],
    ['(?P<year>\\d{4})-(?=1)', '', ['2026-12', '2026-02'], ['2026-12']],
  ])('%j with %j', async (regexp, options, texts, found) => {
    expect(await matching(regexp, options, texts)).toEqual(found)
  })
})

test('a pattern finds texts and patterns, and nothing else', async () => {
  const collection = await contract.fresh([
    { _id: 1, a: '5' },
    { _id: 2, a: 5 },
    { _id: 3, a: /5/ },
    { _id: 4, a: ['x', '5'] },
  ])
  const { data } = await collection.where({ a: /5/ }).orderBy('_id', 'asc').get()
  expect(data.map(doc => doc._id)).toEqual([1, 3, 4])
})

test('other conditions beside a pattern hold too', async () => {
  const collection = await contract.fresh([
    { _id: 1, a: 'ab' },
    { _id: 2, a: 'ac' },
  ])
  const { data } = await collection.where({ a: { $regex: '^a', $ne: 'ab' } }).get()
  expect(data.map(doc => doc._id)).toEqual([2])
})

const INVALID = /Regular expression is invalid|invalid flag|options set in both|has to be a string/

describe('refused', () => {
  test.each<[string, unknown]>([
    ['a group without end', { $regex: 'a(' }],
    ['a class without end', { $regex: '[a' }],
    ['a backslash at the end', { $regex: 'a\\' }],
    ['the escape of JavaScript', { $regex: '\\u4e2d' }],
    ['too many repeats', { $regex: 'a{70000}' }],
    ['options twice', { $regex: /a/i, $options: 's' }],
  ])('%s', async (_, condition) => {
    const collection = await contract.fresh([{ _id: 1, a: 'a' }])
    await expect(collection.where({ a: condition }).get()).rejects.toMatchObject({
      errMsg: expect.stringMatching(INVALID) as string,
    })
  })

  localOnly.each([
    'a++',
    '(?>a)',
    '(a)\\1',
    '(?<=a+)b',
    'a(?i)b',
    '(?R)',
    '(*UCP)a',
    '\\Ga',
    '\\Qa.b\\E',
    '[[.a.]]',
  ])('%s is said not to be emulated', async regexp => {
    const collection = await contract.fresh([{ _id: 1, a: 'a' }])
    const call = collection.where({ a: contract.db.RegExp({ regexp }) }).get()
    await expect(call).rejects.toMatchObject({
      errMsg: expect.stringMatching(/not emulated/) as string,
    })
  })

  test.each(['^(a+)+$', '(a|a)*b', '(((a*)*)*)*b', '^.*a.*a.*a.*a.*a.*a.*b', 'a{60000}b', '(|)'.repeat(40)])(
    '%s ends',
    async regexp => {
      const collection = await contract.fresh([{ _id: 1, a: `${'a'.repeat(1000)}!` }])
      const call = collection.where({ a: contract.db.RegExp({ regexp }) }).get()
      const other = collection.doc(1).get()
      // the real service may also answer that nothing matches
      await call.catch((error: { errMsg: string }) => expect(error.errMsg).toMatch(/regular expression/i))
      expect((await other).data._id).toBe(1)
    },
  )
})
