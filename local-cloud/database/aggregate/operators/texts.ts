import { notEmulated, refused } from '../../../errors'
import { isDate, isNothing, isNumber, typeName } from '../../../values/types'
import { asNumber, binary, ofNamed, spend, unary, variadic, type Operators } from '../operands'

/** Digits as the real service prints them; of long fractions it prints others than JavaScript does. */
export function numberText(value: unknown, what: string): string {
  const n = asNumber(value, what)
  const isPlain =
    Number.isSafeInteger(n) || (String(n).length <= 16 && Math.abs(n) >= 1e-4 && Math.abs(n) < 1e15)
  if (isPlain) return String(n)
  throw notEmulated(`${what}: the text of the number ${n}`)
}

/** Numbers and dates have a text, nothing is empty; other types are refused. */
export function asText(value: unknown, what: string): string {
  if (typeof value === 'string') return value
  if (isNothing(value)) return ''
  if (isDate(value)) return value.toISOString()
  if (isNumber(value)) return numberText(value, what)
  throw refused(`${what}: can't convert from BSON type ${typeName(value)} to String`)
}

export function asString(value: unknown, what: string): string {
  if (typeof value !== 'string') throw refused(`${what} must be a string, but is ${typeName(value)}`)
  return value
}

function concat(...parts: unknown[]): unknown {
  const texts: string[] = []
  for (const part of parts) {
    if (isNothing(part)) return null
    texts.push(asString(part, '$concat only supports strings: an operand'))
  }
  const text = texts.join('')
  // what is longer than a document can be, in a loop, would soon fill the memory
  if (text.length > 1000) spend(Math.ceil(text.length / 16), '$concat')
  return text
}

function split(text: unknown, separator: unknown): unknown {
  if (isNothing(text) || isNothing(separator)) return null
  const parts = asString(separator, "$split's second argument")
  if (!parts) throw refused('$split requires a non-empty separator')
  return asString(text, "$split's first argument").split(parts)
}

const lower = (text: string) => text.replace(/[A-Z]+/g, part => part.toLowerCase())
const upper = (text: string) => text.replace(/[a-z]+/g, part => part.toUpperCase())

/** Only letters of ASCII have another case here. */
const compareCases = (a: unknown, b: unknown): number => {
  const [x, y] = [a, b].map(value => Buffer.from(upper(asText(value, '$strcasecmp')))) as [Buffer, Buffer]
  return Buffer.compare(x, y)
}

const BLANKS = '\0\t\n\v\f\r \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a'

const trim = ofNamed('$trim', 'input chars?', values => {
  const { input, chars } = values
  if (isNothing(input) || ('chars' in values && isNothing(chars))) return null
  const all = [...asString(input, "$trim's input")]
  const dropped = new Set(chars === undefined ? BLANKS : asString(chars, "$trim's chars"))
  let [from, to] = [0, all.length]
  while (from < to && dropped.has(all[from]!)) from++
  while (to > from && dropped.has(all[to - 1]!)) to--
  return all.slice(from, to).join('')
})

export const texts: Operators = {
  $concat: variadic('$concat', concat),
  $split: binary('$split', split),
  $strLenBytes: unary('$strLenBytes', v => Buffer.byteLength(asString(v, "$strLenBytes's argument"))),
  $strLenCP: unary('$strLenCP', v => [...asString(v, "$strLenCP's argument")].length),
  $strcasecmp: binary('$strcasecmp', compareCases),
  $toLower: unary('$toLower', v => lower(asText(v, '$toLower'))),
  $toUpper: unary('$toUpper', v => upper(asText(v, '$toUpper'))),
  $trim: trim,
}
