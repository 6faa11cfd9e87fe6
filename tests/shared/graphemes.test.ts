import fc from 'fast-check'
import {
  firstGraphemes,
  graphemeCount,
  graphemes,
  graphemesByHand,
} from '../../cloudfunctions/shared/graphemes'

test.each([
  ['', 0],
  ['漏水', 2],
  ['👨‍👩‍👧‍👦', 1],
  ['👩🏽‍🔧👍🏿', 2],
  ['🇨🇳🇨🇳🇯', 3],
  ['❤️‍🔥', 1],
  ['1️⃣', 1],
  ['é', 1],
  ['か\u3099', 1],
  ['葛\u{e0100}', 1],
  ['\r\na\n', 3],
])('%j is %i, in every engine', (text, count) => {
  expect(graphemeCount(text)).toBe(count)
  expect(graphemesByHand(text)).toEqual(graphemes(text))
})

test('older engines count what people type here as new ones do', () => {
  const typed = fc.constantFrom(
    ...'林 漏a1，。\n🇨🇳',
    '👨‍👩‍👧‍👦',
    '👍🏽',
    '❤️',
    '☎️',
    '1️⃣',
    '🏴󠁧󠁢󠁳󠁣󠁴󠁿',
    'é',
    '①',
    '㎡',
    '𠮷',
  )
  fc.assert(
    fc.property(fc.array(typed, { maxLength: 20 }), parts => {
      expect(graphemesByHand(parts.join(''))).toEqual(graphemes(parts.join('')))
    }),
  )
})

test('a text is cut between characters, and stays as it is when it fits', () => {
  expect(firstGraphemes('漏👨‍👩‍👧‍👦水', 2)).toBe('漏👨‍👩‍👧‍👦')
  expect(firstGraphemes('漏水', 20)).toBe('漏水')
})
