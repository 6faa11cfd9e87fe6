import { refused } from '../../errors'
import { readClass } from './pcre-class'
import { cannot, CLASS_SPACE, escapeOf } from './pcre-escape'

// MongoDB's patterns are PCRE's. Most of it reads the same in JavaScript; what means something else there is written
// anew, and what JavaScript cannot do is said.

const REPEATS_LIMIT = 65535
// JavaScript's engine may follow each way through the alternatives when it prepares a pattern, and cannot be ended then
const WAYS_LIMIT = 300_000
const H_SPACE = '\\t \\xa0\\u1680\\u180e\\u2000-\\u200a\\u202f\\u205f\\u3000'
const V_SPACE = '\\n-\\r\\x85\\u2028\\u2029'
const BEFORE_END = '(?=\\n?$)'

const ESCAPES: Record<string, string> = {
  d: '\\d',
  D: '\\D',
  w: '\\w',
  W: '\\W',
  b: '\\b',
  B: '\\B',
  s: `[${CLASS_SPACE}]`,
  S: `[^${CLASS_SPACE}]`,
  h: `[${H_SPACE}]`,
  H: `[^${H_SPACE}]`,
  v: `[${V_SPACE}]`,
  V: `[^${V_SPACE}]`,
  R: `(?:\\r\\n|[${V_SPACE}])`,
  N: '[^\\n]',
  A: '^',
  Z: BEFORE_END,
  z: '$',
}

const GROUPS = /^\((?:\?(?:[:=!]|<[=!]|P?<[A-Za-z_]\w*>))?/
const QUANTIFIER = /^(?:[*+?]|\{(\d+)(?:,(\d*))?\})/

/** Reads a pattern from left to right. */
class Translation {
  private at = 0
  private out = ''
  private ways = 1
  /** The alternatives so far of the groups that are open. */
  private readonly open = [1]

  constructor(
    private readonly source: string,
    private readonly options: Set<string>,
  ) {}

  whole(): string {
    while (this.at < this.source.length) this.out += this.next()
    while (this.open.length) this.close()
    return this.out
  }

  private close(): void {
    this.ways *= this.open.pop() ?? 1
    if (this.ways > WAYS_LIMIT) throw cannot('so many alternatives')
  }

  private next(): string {
    const char = this.source[this.at]!
    if (this.options.has('x') && /[ \t-\r#]/.test(char)) return this.skip(char)
    if (char === '\\') return this.escape()
    if (char === '[') return this.class()
    if (char === '(') return this.group()
    if (char === ')') this.close()
    if (char === '|') this.open.push((this.open.pop() ?? 1) + 1)
    if (char === '.') return this.take(1, this.options.has('s') ? '[^]' : '[^\\n]')
    if (char === '^') return this.take(1, this.options.has('m') ? '(?:^|(?<=\\n)(?!$))' : '^')
    if (char === '$') return this.take(1, this.options.has('m') ? '(?=\\n|$)' : BEFORE_END)
    return this.quantifier() ?? this.take(1, /[{}\]]/.test(char) ? `\\${char}` : char)
  }

  private take(length: number, written: string): string {
    this.at += length
    return written
  }

  /** With the option `x` spaces and comments say nothing. */
  private skip(char: string): string {
    const end = char === '#' ? this.source.indexOf('\n', this.at) : this.at
    this.at = end < 0 ? this.source.length : end + 1
    return ''
  }

  private escape(): string {
    const char = this.source[this.at + 1]
    if (char === undefined) throw refused('Regular expression is invalid: \\ at end of pattern')
    if (Object.hasOwn(ESCAPES, char)) return this.take(2, ESCAPES[char]!)
    const { length, written } = escapeOf(this.source.slice(this.at), this.options)
    return this.take(length, written)
  }

  private class(): string {
    const { length, written } = readClass(this.source.slice(this.at), this.options)
    return this.take(length, written)
  }

  private group(): string {
    const rest = this.source.slice(this.at)
    const [opening] = GROUPS.exec(rest)!
    if (opening === '(' && /^\([?*]/.test(rest)) throw cannot(rest.slice(0, 3))
    if (/^\(\?<[=!][^)]*[*+?{|]/.test(rest)) throw cannot('looking back over a varying length')
    this.open.push(1)
    return this.take(opening.length, opening.replace('?P<', '?<'))
  }

  private quantifier(): string | undefined {
    const [text, least = '0', most] = QUANTIFIER.exec(this.source.slice(this.at)) ?? []
    if (text === undefined) return undefined
    if (Math.max(Number(least), Number(most ?? 0)) > REPEATS_LIMIT)
      throw refused('Regular expression is invalid: number too big in {} quantifier')
    const after = this.source[this.at + text.length]
    if (after === '+') throw cannot('a possessive quantifier')
    return this.take(text.length, text) + (after === '?' ? this.take(1, '?') : '')
  }
}

const KNOWN_OPTIONS = 'imsxu'

/** The same pattern in JavaScript. Letters outside of Unicode's first plane are one character in both. */
export function translate(source: string, options: string): { pattern: string; flags: string } {
  const [start = '', inline = ''] = /^\(\?([imsx]+)\)/.exec(source) ?? []
  const all = new Set(options + inline)
  for (const option of all)
    if (!KNOWN_OPTIONS.includes(option)) throw refused(`invalid flag in regex options: ${option}`)
  const pattern = new Translation(source.slice(start.length), all).whole()
  return { pattern, flags: all.has('i') ? 'iu' : 'u' }
}
