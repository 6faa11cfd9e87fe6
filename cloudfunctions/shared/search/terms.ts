import { pinyinOf } from './pinyin'

// What a document is found by and what a question asks for, in the same words. Pure. Terms become tokens in tokens.ts.

export interface Place {
  building: string
  unit: string
  number: string
}

/** What a document says. Texts are titles: a page of prose has more words than a document may have tokens. */
export interface Searchable {
  /** numbers of orders or receipts, found whole or by their tail */
  numbers?: readonly string[]
  rooms?: readonly Place[]
  names?: readonly string[]
  /** found whole or by the last four digits */
  phones?: readonly string[]
  /** phones that are found by their last four digits only, because whoever searches may not learn the rest by trying */
  tails?: readonly string[]
  texts?: readonly string[]
}

const clean = (text: string): string => text.normalize('NFKC').toLowerCase().replace(/ü/g, 'v')

const UNIT = /\p{Script=Han}|(?:(?!\p{Script=Han})[\p{L}\p{M}\p{N}])+/gu
const isHan = (unit: string): boolean => /^\p{Script=Han}$/u.test(unit)

/** Chinese characters one by one, words and numbers whole; what stands between them does not count. */
const unitsOf = (text: string): string[] => clean(text).match(UNIT) ?? []

/** Neighbours, as one term: how a part of a name or a title is found. Words of letters stand for themselves. */
const pairsOf = (units: readonly string[]): string[] =>
  units
    .slice(1)
    .map((unit, at) => [units[at]!, unit])
    .filter(pair => pair.some(isHan))
    .map(pair => pair.join(' '))

const withoutZeros = (code: string): string => code.replace(/^0+(?=\d)/, '')

const roomTerm = (parts: readonly string[]): string => parts.filter(Boolean).map(withoutZeros).join('-')

/** 1802, 3-1802, 3-2-1802; a building with a name of its own is found by that as well. */
function roomTerms({ building, unit, number }: Place): string[] {
  const [block, stair, door] = [building, unit, number].map(clean) as [string, string, string]
  const named = unitsOf(`${building}${number}`)
  return [
    door,
    withoutZeros(door),
    roomTerm([block, door]),
    roomTerm([block, stair, door]),
    ...pairsOf(named),
  ]
}

const BLOCK = /(?:号楼|号栋|#楼|[栋幢座楼#]|单元|门)-?/g
const SPELT = /^[a-z\d]{1,6}(?:-[a-z\d]{1,6})?-[a-z\d]*\d[a-z\d]*$/

/** 3栋2单元1802, 3幢1802室, 3 - 2 - 1802 → 3-2-1802, 3-1802; undefined for what is no room with its building. */
function spelledRoom(text: string): string | undefined {
  const compact = clean(text)
    .replace(/\s/g, '')
    .replace(/[—–_/]/g, '-')
    .replace(/[室号房户]$/, '')
    .replace(BLOCK, '-')
  return SPELT.test(compact) ? roomTerm(compact.split('-')) : undefined
}

/** The last three digits are what people read out; the day and the number are what they copy. */
const TAILS = [3, 4, 5, 6, 7, 8, 11, 12]
function numberTerms(number: string): string[] {
  const whole = clean(number)
  const digits = /\d*$/.exec(whole)![0]
  return [whole, ...TAILS.filter(length => length <= digits.length).map(length => digits.slice(-length))]
}

export const tailOf = (phone: string): string => phone.replace(/\D/g, '').slice(-4)

/** What a document is found by, the most telling first, because there is a limit to their number. */
export function termsOf(document: Searchable): string[] {
  const { numbers = [], rooms = [], names = [], phones = [], tails = [], texts = [] } = document
  const people = names.map(unitsOf)
  const words = texts.map(unitsOf)
  const terms = [
    ...numbers.flatMap(numberTerms),
    ...rooms.flatMap(roomTerms),
    ...phones.map(phone => phone.replace(/\D/g, '')),
    ...[...phones, ...tails].map(tailOf),
    ...people.flatMap(units => [...pairsOf(units), ...units]),
    ...words.flatMap(pairsOf),
    ...people.flatMap(units => pinyinOf(units.filter(isHan))),
    ...words.flat(),
  ]
  return [...new Set(terms)].filter(Boolean)
}

/** A whole mobile number, however its digits are grouped. */
export const wholePhone = (text: string): string | undefined =>
  /^1\d{10}$/.exec(text.replace(/[\s-]/g, ''))?.[0]

/** What a document must all be found by to answer the question; nothing when the question says nothing. */
export function queryTerms(text: string): string[] {
  const exact = wholePhone(text) ?? spelledRoom(text) ?? /^\d+$/.exec(text.replace(/\s/g, ''))?.[0]
  if (exact) return [exact]
  const units = unitsOf(text)
  if (units.length === 1) return units
  const alone = units.filter(
    (unit, at) => !isHan(unit) && !isHan(units[at - 1] ?? '') && !isHan(units[at + 1] ?? ''),
  )
  return [...new Set([...pairsOf(units), ...alone])]
}
