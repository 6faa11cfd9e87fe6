import { refused } from '../../errors'
import { cannot, CLASS_SPACE, escapeOf } from './pcre-escape'

// Character classes of PCRE, for `pcre.ts`.

const POSIX: Record<string, string> = {
  alnum: '0-9A-Za-z',
  alpha: 'A-Za-z',
  ascii: '\\x00-\\x7f',
  blank: '\\t ',
  cntrl: '\\x00-\\x1f\\x7f',
  digit: '0-9',
  graph: '!-~',
  lower: 'a-z',
  print: ' -~',
  punct: '!-\\/:-@\\[-`\\{-~',
  space: CLASS_SPACE,
  upper: 'A-Z',
  word: '\\w',
  xdigit: '0-9A-Fa-f',
}

const SETS: Record<string, string> = {
  d: '\\d',
  D: '\\D',
  w: '\\w',
  W: '\\W',
  s: CLASS_SPACE,
  S: '\\x00-\\x08\\x0e-\\x1f!-\\u{10ffff}',
}

interface Item {
  length: number
  written: string
  /** More than one character, so that it can be no end of a range. */
  isSet: boolean
}

/** A class from its opening bracket to the closing one. */
export function readClass(rest: string, options: Set<string>): { length: number; written: string } {
  const [opening] = /^\[\^?/.exec(rest)!
  const end = opening.length
  const parts = [opening]
  let at = end
  let canBegin = false
  // a bracket that comes first is a letter like others
  while (at === end || rest[at] !== ']') {
    const item = itemAt(rest.slice(at), options)
    const isRange: boolean = item.written === '-' && canBegin && isSingle(rest.slice(at + 1), options)
    const last: Item | undefined = isRange ? itemAt(rest.slice(at + 1), options) : undefined
    if (last) parts.push('-', last.written)
    else parts.push(item.written === '-' ? '\\-' : item.written)
    canBegin = !last && !item.isSet && item.written !== '-'
    at += item.length + (last?.length ?? 0)
  }
  return { length: at + 1, written: `${parts.join('')}]` }
}

const isSingle = (rest: string, options: Set<string>) =>
  rest[0] !== ']' && rest !== '' && !itemAt(rest, options).isSet

function itemAt(rest: string, options: Set<string>): Item {
  const char = String.fromCodePoint(rest.codePointAt(0) ?? 0)
  if (rest === '') throw refused('Regular expression is invalid: missing terminating ] for character class')
  if (char === '[') return bracketAt(rest)
  if (char !== '\\')
    return { length: char.length, written: /[\]^]/.test(char) ? `\\${char}` : char, isSet: false }
  const letter = rest[1]
  if (letter === undefined) throw refused('Regular expression is invalid: \\ at end of pattern')
  if (letter === '-') return { length: 2, written: '\\-', isSet: false }
  if (letter === 'b') return { length: 2, written: '\\x08', isSet: false }
  if (Object.hasOwn(SETS, letter)) return { length: 2, written: SETS[letter]!, isSet: true }
  return { ...escapeOf(rest, options), isSet: /[pP]/.test(letter) }
}

function bracketAt(rest: string): Item {
  const [text, name] = /^\[:(\^?\w+):\]/.exec(rest) ?? []
  if (!text) {
    if (/^\[[.=]/.test(rest)) throw cannot(rest.slice(0, 2))
    return { length: 1, written: '\\[', isSet: false }
  }
  if (!Object.hasOwn(POSIX, name!)) throw cannot(text)
  return { length: text.length, written: POSIX[name!]!, isSet: true }
}
