// Value rules of template fields, by the letters of the field's name (`thing1`, `date2` …), as WeChat documents them.

const chars = (text: string) => [...text].length
const matches = (pattern: RegExp) => (text: string) => pattern.test(text)

const DATE = String.raw`\d{4}[年./-]\d{1,2}[月./-]\d{1,2}日?`
const TIME = String.raw`([01]?\d|2[0-3]):[0-5]\d(:[0-5]\d)?`
const MOMENT = `(${DATE})?\\s*(${TIME})?`

const RULES: Record<string, (text: string) => boolean> = {
  thing: text => chars(text) <= 20,
  number: text => text.length <= 32 && /^-?\d+(\.\d+)?$/.test(text),
  letter: matches(/^[A-Za-z]{1,32}$/),
  symbol: text => chars(text) <= 5,
  character_string: matches(/^[\x20-\x7e]{1,32}$/),
  time: matches(new RegExp(`^${MOMENT}(\\s*~\\s*${MOMENT})?$`)),
  date: matches(new RegExp(`^${DATE}(\\s*${TIME})?(\\s*~\\s*${DATE}(\\s*${TIME})?)?$`)),
  amount: matches(/^[¥￥$€£]?\d{1,10}(\.\d{1,2})?元?$/),
  phone_number: matches(/^[\d+\-()* ]{1,17}$/),
  car_number: text => chars(text) <= 8,
  name: text => chars(text) <= 10 || /^[A-Za-z .·]{1,20}$/.test(text),
  phrase: matches(/^\p{Script=Han}{1,5}$/u),
}

const CONTROL = /[\x00-\x1f\x7f]/

/** The name of the first field whose value WeChat would refuse. */
export function brokenField(data: Record<string, unknown>): string | undefined {
  return Object.keys(data).find(name => !isFine(name, data[name]))
}

function isFine(name: string, field: unknown): boolean {
  const value = (field as { value?: unknown } | null)?.value
  const text = typeof value === 'number' ? String(value) : value
  if (typeof text !== 'string' || text.trim() === '' || CONTROL.test(text)) return false
  const rule = RULES[name.replace(/\d+$/, '')]
  return rule ? rule(text) : true
}
