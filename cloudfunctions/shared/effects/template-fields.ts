import { dateOf, timeOf } from '../time/calendar'

// WeChat refuses a subscription message when one field breaks the rule of its type (47003), so values are
// trimmed in one place. Rules: developers.weixin.qq.com, 订阅消息参数值内容限制说明.

const LIMITS: Record<string, number> = {
  thing: 20,
  name: 10,
  phrase: 5,
  character_string: 32,
  letter: 32,
  number: 32,
  symbol: 5,
  phone_number: 17,
  car_number: 8,
}

/** Nothing may be empty either. */
const EMPTY = '无'

function cut(text: string, limit: number): string {
  if (text.length <= limit) return text
  let kept = ''
  for (const letter of text) {
    if (kept.length + letter.length > limit - 1) break
    kept += letter
  }
  return `${kept}…`
}

/** The value of one template field, within the rule of the type that its key names: `thing1` is a `thing`. */
export function fitField(key: string, value: string): string {
  const kind = key.replace(/\d+$/, '')
  const line = value.replace(/\p{Cc}+/gu, ' ').trim()
  if (kind === 'phrase') return (line.match(/\p{Script=Han}/gu) ?? [EMPTY]).slice(0, LIMITS.phrase).join('')
  const limit = LIMITS[kind]
  return (limit === undefined ? line : cut(line, limit)) || EMPTY
}

/** All fields of a message, each within its rule. */
export const fitFields = (fields: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(fields).map(([key, value]) => [key, fitField(key, value)]))

/** 2026年11月21日 15:01, the form that fields of type `time` take. */
export function templateTime(at: Date): string {
  const [year, month, day] = dateOf(at).split('-').map(Number)
  return `${year}年${month}月${day}日 ${timeOf(at)}`
}
