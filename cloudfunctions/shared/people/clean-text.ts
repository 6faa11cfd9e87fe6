const TAG = /<\/?[a-z][a-z0-9]*(\s[^<>]*)?\/?>/gi
const NOTHING = /^([-—–_/\\.]+|无|暂无|没有|null|#(N\/A|REF!|VALUE!|NAME\?|DIV\/0!|NULL!|NUM!))$/i

/** Applies `step` until the text no longer changes, so that doing it twice is the same as once. */
export function untilStable(text: string, step: (text: string) => string): string {
  for (let before = text, after = step(before); ; before = after, after = step(before))
    if (after === before) return after
}

// ="13900000000" and '13900000000 are how exports keep Excel from turning text into numbers
const unwrap = (text: string) => text.replace(/^="([^"]*)"$/, '$1').replace(/^'+/, '')

const plain = (text: string) =>
  text
    .replace(/[^\P{C}\u200d]/gu, character => (/\s/.test(character) ? ' ' : ''))
    .replace(TAG, '')
    .replace(/\s+/g, ' ')
    .trim()

const cleanOnce = (text: string) => unwrap(plain(plain(text).normalize('NFKC')))

/**
 * A cell as a person means it: full-width characters narrow, no stray spaces, no invisible characters. Markup pasted from
 * a web page (`<b>重点</b>`) loses its tags: they are never meant, and `hasMarkup` lets the import say so. Dashes, 无 and
 * Excel errors are empty.
 */
export function cleanText(text: string): string {
  const clean = untilStable(text, cleanOnce)
  return NOTHING.test(clean) ? '' : clean
}

/** A remark keeps its own characters: ，and （ are how Chinese is written. Only invisible ones and tags go. */
export const cleanProse = (text: string): string => {
  const clean = untilStable(text, part => unwrap(plain(part)))
  return NOTHING.test(clean) ? '' : clean
}

export const hasMarkup = (text: string): boolean => text.normalize('NFKC').search(TAG) >= 0

/** Letters of codes and plates; other scripts stay, because their capitals are not always one character. */
export const upperLatin = (text: string): string => text.replace(/[a-z]+/g, letters => letters.toUpperCase())

const SEPARATORS = /[/、,;|]/

/** The entries of a cell that holds several. A line is cleaned first, or #N/A and </b> would be two entries each. */
export const splitList = (text: string): string[] =>
  text
    .split('\n')
    .flatMap(line => cleanText(line).split(SEPARATORS))
    .map(cleanText)
    .filter(Boolean)

const DIGITS = '零一二三四五六七八九'
const isNumeral = (text: string) => /^[零〇一二两三四五六七八九十百]+$/.test(text)
const digitOf = (character: string) => DIGITS.indexOf(character.replace('〇', '零').replace('两', '二'))

/** 十二 → 12, 二十 → 20, 一〇一 → 101; other text stays. Up to 999: that many buildings nobody has. */
export function arabicNumeral(text: string): string {
  if (!isNumeral(text)) return text
  if (!/[十百]/.test(text)) return [...text].map(digitOf).join('')
  const match = /^(?:(.)百)?零?(?:(.)?十)?(.)?$/.exec(text)
  if (!match || match.slice(1).some(part => part && digitOf(part) < 0)) return text
  const [, hundreds, tens, ones] = match
  const tensDigit = text.includes('十') ? (tens ? digitOf(tens) : 1) : 0
  return String((hundreds ? digitOf(hundreds) : 0) * 100 + tensDigit * 10 + (ones ? digitOf(ones) : 0))
}
