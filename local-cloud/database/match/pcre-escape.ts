import { notEmulated, refused } from '../../errors'

// Escapes of PCRE that mean the same in a class and outside of one, for `pcre.ts`.

/** What `\s` stands for: other than in JavaScript, no space outside of ASCII. */
export const CLASS_SPACE = '\\t-\\r '

export const cannot = (what: string) => notEmulated(`${what} in a regular expression`)

interface Escape {
  length: number
  written: string
}

/** `\p{Han}`, `\p{Lu}`, `\pL`, `\P{^L}`: by category or script. */
function propertyOf(rest: string, options: Set<string>): Escape {
  const [text = '', letter, not, name] = /^\\([pP])(?:\{(\^?)([A-Za-z_]+)\}|(?=[A-Z]))/.exec(rest) ?? []
  if (!text) throw cannot(rest.slice(0, 10))
  const own = name ?? rest[2]!
  if (options.has('i') && /^L[ltu]$/.test(own)) throw cannot(`\\p{${own}} without regard to case`)
  if (/^X[a-z]{2}$/.test(own)) throw cannot(`\\p{${own}}`)
  const isNegative = (letter === 'P') !== (not === '^')
  const property = /^[A-Z][a-z]?$|^Any$/.test(own) ? own : `Script=${own}`
  return { length: text.length + (name ? 0 : 1), written: `\\${isNegative ? 'P' : 'p'}{${property}}` }
}

const CONTROLS: Record<string, string> = { a: '\\x07', e: '\\x1b', f: '\\f', n: '\\n', r: '\\r', t: '\\t' }

/** An escape that stands for one character or a property, in a class or outside. */
export function escapeOf(rest: string, options: Set<string>): Escape {
  const char = String.fromCodePoint(rest.codePointAt(1)!)
  if (Object.hasOwn(CONTROLS, char)) return { length: 2, written: CONTROLS[char]! }
  if (char === 'p' || char === 'P') return propertyOf(rest, options)
  const [hex, braced, plain] = /^\\x(?:\{([0-9A-Fa-f]{1,6})\}|([0-9A-Fa-f]{2}))/.exec(rest) ?? []
  if (hex) return { length: hex.length, written: `\\u{${braced ?? plain}}` }
  if (/[ulLU]/.test(char)) throw refused(`Regular expression is invalid: PCRE does not support \\${char}`)
  if (/[A-Za-z0-9]/.test(char)) throw cannot(`\\${char}`)
  const isSyntax = /[\^$\\.*+?()[\]{}|/]/.test(char)
  return { length: 1 + char.length, written: isSyntax ? `\\${char}` : char }
}
