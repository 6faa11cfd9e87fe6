import * as z from 'zod'
import { graphemeCount } from '../graphemes'

/** A character may be a family of four, but not a tower of accents. */
const MAX_UNITS_PER_CHARACTER = 16

const TURNS_LINES = /\r\n?|[\u2028\u2029\u0085]/g

/** What is kept of the characters below: each is part of a character that is seen. */
const KEPT = [
  // the line break
  '\\n',
  // the joiner inside an emoji
  '(?<=[\\p{Extended_Pictographic}\\p{Emoji_Modifier}\\ufe0f])\\u200d(?=\\p{Extended_Pictographic})',
  // a selector behind what it varies, also of rare characters in names
  '(?<=[\\p{L}\\p{N}\\p{S}\\p{P}])[\\ufe00-\\ufe0f\\u{e0100}-\\u{e01ef}]',
  // the tags of a flag
  '(?<=\\u{1f3f4}[\\u{e0020}-\\u{e007e}]{0,9})[\\u{e0020}-\\u{e007f}]',
]

/** Characters nobody sees: controls, marks that turn the direction of reading, fillers. */
const UNSEEN = new RegExp(`(?!${KEPT.join('|')})[\\p{C}\\p{Default_Ignorable_Code_Point}\\u2800]`, 'gu')

/** Something that leaves ink: accents alone, blanks and fillers do not. */
const SEEN = /[\p{L}\p{N}\p{P}\p{S}]/u

/** Until nothing changes: what was kept for its neighbour goes when the neighbour has gone. */
function withoutUnseen(text: string): string {
  const shorter = text.replace(UNSEEN, '').trim()
  return shorter === text ? text : withoutUnseen(shorter)
}

const manyLines = (text: string): string =>
  withoutUnseen(text.replace(TURNS_LINES, '\n').replaceAll('\t', ' '))

const oneLine = (text: string): string =>
  withoutUnseen(text.replace(TURNS_LINES, '\n').replace(/[\t\n\v\f]+/g, ' '))

interface Shape {
  label: string
  max: number
  /** 0: may be left empty */
  min: number
  clean: (text: string) => string
}

/** Emptied, so that what looks empty is empty. */
const seen = (text: string): string => (SEEN.test(text) ? text : '')

const fits = (text: string, max: number): boolean =>
  text.length <= max * MAX_UNITS_PER_CHARACTER && graphemeCount(text) <= max

const textOf = ({ label, max, min, clean }: Shape) =>
  z
    .string()
    .refine(value => value.length <= 2 * max * MAX_UNITS_PER_CHARACTER, {
      error: tooLong(label, max),
      abort: true,
    })
    .transform(value => seen(clean(value)))
    .refine(value => graphemeCount(value) >= min, { error: `还没填${label}`, abort: true })
    .refine(value => fits(value, max), tooLong(label, max))
    .describe(label)

const tooLong = (label: string, max: number): string => `${label}最多 ${max} 个字，请删减一些`

/** One line of a person's words: line breaks become blanks. At most `max` characters as people count them. */
export const Line = (label: string, max: number, min = 1) => textOf({ label, max, min, clean: oneLine })

/** Words of a person in as many lines as they like. */
export const Text = (label: string, max: number, min = 1) => textOf({ label, max, min, clean: manyLines })

const MAX_NAME = 20

/** What a person is called. */
export const Name = (label: string, min = 1) => Line(label, MAX_NAME, min)
