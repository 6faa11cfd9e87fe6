import { isMoments } from './moment'

// Value rules of template fields, by the letters of the field's name (`thing1`, `date2` …), as WeChat documents them.

const chars = (text: string) => [...text].length
const matches = (pattern: RegExp) => (text: string) => pattern.test(text)

const HAN = /\p{Script=Han}/u

const RULES: Record<string, (text: string) => boolean> = {
  thing: text => chars(text) <= 20,
  number: text => text.length <= 32 && /^-?\d+(\.\d+)?$/.test(text),
  letter: matches(/^[A-Za-z]{1,32}$/),
  symbol: matches(/^[^\p{L}\p{N}\s]{1,5}$/u),
  character_string: matches(/^[\x20-\x7e]{1,32}$/),
  time: text => isMoments(text, false),
  date: text => isMoments(text, true),
  amount: matches(/^[¥￥$€£]?\d{1,10}(\.\d{1,2})?元?$/),
  phone_number: matches(/^[\d+\-()* ]{1,17}$/),
  // the first and the last may be Chinese
  car_number: matches(/^[\p{Script=Han}A-Za-z\d][A-Za-z\d·]{0,6}[\p{Script=Han}A-Za-z\d]?$/u),
  // 20 letters or symbols; a Chinese name, mixed with letters or not, 10
  name: text => /^[^\p{N}]{1,20}$/u.test(text) && (!HAN.test(text) || chars(text) <= 10),
  phrase: matches(/^\p{Script=Han}{1,5}$/u),
  // which values there are, only the template knows
  enum: () => true,
}

const CONTROL = /[\p{Cc}\p{Zl}\p{Zp}]/u

/** The name of the first field that WeChat would refuse: for its value, or as no template has such a field. */
export function brokenField(data: Record<string, unknown>): string | undefined {
  return Object.keys(data).find(name => !isFine(name, data[name]))
}

function isFine(name: string, field: unknown): boolean {
  const value = (field as { value?: unknown } | null)?.value
  const text = typeof value === 'number' ? String(value) : value
  if (typeof text !== 'string' || text.trim() === '' || CONTROL.test(text)) return false
  const [, type = ''] = /^([a-z_]+)\d+$/.exec(name) ?? []
  return Object.hasOwn(RULES, type) && RULES[type]!(text)
}
