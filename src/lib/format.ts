// Everything people read. Times are Beijing time whatever the phone is set to: an instant is moved by eight hours
// and then read by its UTC parts, so no local-time getter is involved.

import { graphemeCount } from '../../cloudfunctions/shared/graphemes'

const EIGHT_HOURS = 8 * 3_600_000
const DAY = 86_400_000
const WEEKDAYS = ['周日', '周一', '周二', '周三', '周四', '周五', '周六']

type Instant = string | number | Date

const beijing = (at: Instant): Date => new Date(new Date(at).getTime() + EIGHT_HOURS)
const two = (value: number): string => String(value).padStart(2, '0')
const dayNumber = (at: Instant): number => Math.floor((new Date(at).getTime() + EIGHT_HOURS) / DAY)

/** 14:30 */
export function clock(at: Instant): string {
  const time = beijing(at)
  return `${two(time.getUTCHours())}:${two(time.getUTCMinutes())}`
}

/** YYYY-MM-DD */
export const isoDate = (at: Instant): string => beijing(at).toISOString().slice(0, 10)

/** 9 月 23 日 */
export function monthDay(at: Instant): string {
  const time = beijing(at)
  return `${time.getUTCMonth() + 1} 月 ${time.getUTCDate()} 日`
}

export const weekday = (at: Instant): string => WEEKDAYS[beijing(at).getUTCDay()]!

/** 今天 · 明天 · 昨天 · 9 月 23 日 周三 · 2025 年 9 月 23 日 */
export function day(at: Instant, now: Instant = Date.now()): string {
  const near = { '-1': '昨天', '0': '今天', '1': '明天' }[String(dayNumber(at) - dayNumber(now))]
  if (near) return near
  const year = beijing(at).getUTCFullYear()
  if (year !== beijing(now).getUTCFullYear()) return `${year} 年 ${monthDay(at)}`
  return `${monthDay(at)} ${weekday(at)}`
}

/** 今天 14:30 · 9 月 23 日 周三 14:30 */
export const dayTime = (at: Instant, now: Instant = Date.now()): string => `${day(at, now)} ${clock(at)}`

/** In a list: 14:30 today, the day otherwise. */
export const listTime = (at: Instant, now: Instant = Date.now()): string =>
  dayNumber(at) === dayNumber(now) ? clock(at) : day(at, now)

/** 2026-09-21 15:44, for records */
export const recordTime = (at: Instant): string => `${isoDate(at)} ${clock(at)}`

/** A calendar day (YYYY-MM-DD, Beijing) as the instant it begins. */
export const startOfDay = (date: string): Date => new Date(`${date}T00:00:00+08:00`)

/** The slots of a visit, `14-16`: 14–16 点 */
export const slot = (range: string): string => `${range.replace('-', '–')} 点`

/** 今天 14–16 点 */
export const visit = (date: string, range: string, now: Instant = Date.now()): string =>
  `${day(startOfDay(date), now)} ${slot(range)}`

/** 约明天 14–16 点, but 约 11 月 23 日: between Chinese and a digit there is a space. */
export const joined = (word: string, text: string): string =>
  /^\d/.test(text) ? `${word} ${text}` : `${word}${text}`

/** 下午 2 点半, for large type */
export function spokenTime(at: Instant): string {
  const time = beijing(at)
  const hour = time.getUTCHours()
  const minute = time.getUTCMinutes()
  const part = hour < 6 ? '凌晨' : hour < 12 ? '上午' : hour < 18 ? '下午' : '晚上'
  const minutes = minute === 0 ? '' : minute === 30 ? '半' : ` ${minute} 分`
  return `${part} ${hour > 12 ? hour - 12 : hour} 点${minutes}`
}

/** 上午好 · 下午好 · 晚上好 */
export function greeting(now: Instant = Date.now()): string {
  const hour = beijing(now).getUTCHours()
  if (hour < 5 || hour >= 18) return '晚上好'
  if (hour < 12) return '上午好'
  return '下午好'
}

/** 1 小时 8 分 · 18 分钟 · 2 天 3 小时, rounded down */
export function duration(ms: number): string {
  const minutes = Math.floor(Math.abs(ms) / 60_000)
  const hours = Math.floor(minutes / 60)
  if (hours >= 24) return `${Math.floor(hours / 24)} 天${hours % 24 ? ` ${hours % 24} 小时` : ''}`
  if (hours >= 1) return `${hours} 小时${minutes % 60 ? ` ${minutes % 60} 分` : ''}`
  return `${minutes} 分钟`
}

/** The same in a narrow column: 18 分钟 · 1 小时 8 分 · 10 小时 · 2 天 */
export const durationShort = (ms: number): string =>
  duration(ms).replace(/^((?:\d{2,}|[2-9]) 小时|\d+ 天) .*/, '$1')

/** 08:24 (minutes and seconds) below an hour, 2:00:00 above */
export function countdown(ms: number): string {
  const seconds = Math.floor(Math.abs(ms) / 1000)
  const hours = Math.floor(seconds / 3600)
  const rest = `${two(Math.floor((seconds % 3600) / 60))}:${two(seconds % 60)}`
  return hours ? `${hours}:${rest}` : rest
}

/** What is left of a limit, or over it: 08:24 · 2:00:00 while it is counted in minutes, then 1 天 6 小时 */
export const timeLeft = (ms: number): string => (Math.abs(ms) <= 3 * 3_600_000 ? countdown(ms) : duration(ms))

/** The same in a narrow column: 08:24 · 5 小时 · 2 天 */
export const timeLeftShort = (ms: number): string =>
  Math.abs(ms) < 3_600_000 ? countdown(ms) : duration(ms).replace(/(小时|天) .*/, '$1')

/** 138 6620 4172; anything that is not a mobile number stays as it is */
export const phone = (digits: string): string => digits.replace(/^(\d{3})(\d{4})(\d{4})$/, '$1 $2 $3')

/** While it is typed: 138 6620 41. A number pasted with +86 loses it. */
export function phoneAsTyped(text: string): string {
  const digits = text
    .replace(/\D/g, '')
    .replace(/^86(?=1\d{10})/, '')
    .slice(0, 11)
  return [digits.slice(0, 3), digits.slice(3, 7), digits.slice(7)].filter(Boolean).join(' ')
}

/** 138****4172 */
export const maskedPhone = (digits: string): string => digits.replace(/^(\d{3})\d{4}(\d{4})$/, '$1****$2')

/** 1,248 */
export const count = (value: number): string => String(value).replace(/\B(?=(\d{3})+$)/g, ',')

/** ¥1,651.59 from fen */
export function money(amountFen: number): string {
  const { sign, yuan, fen } = moneyParts(amountFen)
  return `${sign}¥${yuan}.${fen}`
}

/** The parts of an amount, because its decimals are set smaller. */
export function moneyParts(amountFen: number): { sign: string; yuan: string; fen: string } {
  const whole = Math.abs(amountFen)
  return { sign: amountFen < 0 ? '-' : '', yuan: count(Math.floor(whole / 100)), fen: two(whole % 100) }
}

/** 142.36 ㎡ from hundredths of a square metre */
export const area = (areaCentiSqm: number): string => `${(areaCentiSqm / 100).toFixed(2)} ㎡`

/** 326 KB · 1.2 MB */
export const fileSize = (bytes: number): string =>
  bytes < 1_048_576 ? `${Math.ceil(bytes / 1024)} KB` : `${(bytes / 1_048_576).toFixed(1)} MB`

/** 3 栋 2 单元: what stands before the number of a room; nothing for a house that has only a number. */
export const unitOf = ({ label, number }: { label: string; number: string }): string =>
  label.endsWith(number) ? label.slice(0, -number.length).trim() : label

/** Length as people count, which is how the functions count too: a family emoji is one. */
export const length = graphemeCount
