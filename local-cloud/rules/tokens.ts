import { badParam } from '../errors'

/** A template has parts instead of a text: texts and, between `${` and `}`, the tokens of an expression. */
export type Token =
  | { type: 'number' | 'text' | 'name' | 'sign'; text: string }
  | { type: 'template'; text: string; parts: (string | Token[])[] }

interface Cursor {
  source: string
  at: number
}

const SPACE = /\s*/y
const TOKEN =
  /(?<number>\d+(?:\.\d+)?)|(?<text>'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")|(?<name>[A-Za-z_$][\w$]*)|(?<sign>==|!=|>=|<=|&&|\|\||[!><()[\].,])/y

function take(pattern: RegExp, cursor: Cursor): RegExpExecArray | null {
  pattern.lastIndex = cursor.at
  const match = pattern.exec(cursor.source)
  if (match) cursor.at = pattern.lastIndex
  return match
}

function plain(cursor: Cursor): Token {
  const groups = take(TOKEN, cursor)?.groups
  if (!groups) throw badParam(`rule: cannot read ${cursor.source.slice(cursor.at, cursor.at + 20)}`)
  const [type, text] = Object.entries(groups).find(([, own]) => own !== undefined)!
  return { type: type as 'name', text: text! }
}

function template(cursor: Cursor): Token {
  const from = cursor.at++
  const parts: (string | Token[])[] = []
  for (;;) {
    parts.push(take(/(?:[^`$]|\$(?!\{))*/y, cursor)![0])
    const { source, at } = cursor
    if (at >= source.length) throw badParam('rule: ` is missing')
    cursor.at += source[at] === '`' ? 1 : 2
    if (source[at] === '`') return { type: 'template', text: source.slice(from, cursor.at), parts }
    parts.push(until(cursor, '}'))
    cursor.at++
  }
}

function until(cursor: Cursor, end: '}' | undefined): Token[] {
  const found: Token[] = []
  for (;;) {
    take(SPACE, cursor)
    const next = cursor.source[cursor.at]
    if (next === end) return found
    found.push(next === '`' ? template(cursor) : plain(cursor))
  }
}

/** @throws CloudError INVALID_PARAM at what the language of rules does not have */
export const tokens = (source: string): Token[] => until({ source, at: 0 }, undefined)
