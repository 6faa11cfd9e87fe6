import { badParam } from '../errors'

// The expression language of security rules: comparisons, `in`, `!`, `&&`, `||`, fields, lists and `get()`.

export type Comparison = '==' | '!=' | '>' | '>=' | '<' | '<=' | 'in'

export type Node =
  | { kind: 'literal'; value: unknown }
  | { kind: 'path'; names: string[] }
  | { kind: 'list'; items: Node[] }
  | { kind: 'get'; parts: (string | Node)[]; field: string[] }
  | { kind: 'not'; operand: Node }
  | { kind: 'and' | 'or'; left: Node; right: Node }
  | { kind: 'compare'; operator: Comparison; left: Node; right: Node }

const LENGTH_LIMIT = 1024
const GETS_LIMIT = 3
const TOKEN =
  /\s*(?:(\d+(?:\.\d+)?)|('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")|(`[^`]*`)|([A-Za-z_$][\w$]*)|(==|!=|>=|<=|&&|\|\||[!><()[\].,]))/y

interface Token {
  type: 'number' | 'text' | 'template' | 'name' | 'sign'
  text: string
}

const TYPES: Token['type'][] = ['number', 'text', 'template', 'name', 'sign']

function tokens(source: string): Token[] {
  const found: Token[] = []
  const pattern = new RegExp(TOKEN)
  const text = source.trimEnd()
  while (pattern.lastIndex < text.length) {
    const from = pattern.lastIndex
    const match = pattern.exec(text)
    if (!match) throw badParam(`rule: cannot read ${text.slice(from, from + 20)}`)
    const group = match.slice(1).findIndex(part => part !== undefined)
    found.push({ type: TYPES[group]!, text: match[group + 1]! })
  }
  return found
}

const COMPARISONS: string[] = ['==', '!=', '>', '>=', '<', '<=', 'in']
const WORDS: Record<string, unknown> = { true: true, false: false, null: null, undefined: undefined }

/** Reads by precedence: or, and, comparison, not, value. */
class Parser {
  private at = 0
  private gets = 0

  constructor(private readonly list: Token[]) {}

  whole(): Node {
    const node = this.or()
    if (this.at < this.list.length) throw badParam(`rule: unexpected ${this.list[this.at]!.text}`)
    return node
  }

  private or(): Node {
    const left = this.and()
    return this.take('||') ? { kind: 'or', left, right: this.or() } : left
  }

  private and(): Node {
    const left = this.comparison()
    return this.take('&&') ? { kind: 'and', left, right: this.and() } : left
  }

  private comparison(): Node {
    const left = this.unary()
    const operator = this.list[this.at]?.text
    if (operator === undefined || !COMPARISONS.includes(operator)) return left
    this.at++
    return { kind: 'compare', operator: operator as Comparison, left, right: this.unary() }
  }

  private unary(): Node {
    return this.take('!') ? { kind: 'not', operand: this.unary() } : this.value()
  }

  private value(): Node {
    const token = this.list[this.at++]
    if (!token) throw badParam('rule: ends too early')
    if (token.type === 'number') return { kind: 'literal', value: Number(token.text) }
    if (token.type === 'text')
      return { kind: 'literal', value: token.text.slice(1, -1).replace(/\\(.)/g, '$1') }
    if (token.text === '(') return this.closed(this.or())
    if (token.text === '[') return this.items()
    if (token.type !== 'name') throw badParam(`rule: unexpected ${token.text}`)
    if (token.text in WORDS) return { kind: 'literal', value: WORDS[token.text] }
    return token.text === 'get' ? this.get() : { kind: 'path', names: [token.text, ...this.fields()] }
  }

  private closed(node: Node): Node {
    this.must(')')
    return node
  }

  private items(): Node {
    const items: Node[] = []
    while (!this.take(']')) {
      items.push(this.or())
      if (this.list[this.at]?.text !== ']') this.must(',')
    }
    return { kind: 'list', items }
  }

  private fields(): string[] {
    const names: string[] = []
    while (this.take('.')) names.push(this.list[this.at++]?.text ?? '')
    return names
  }

  private get(): Node {
    if (++this.gets > GETS_LIMIT) throw badParam(`rule: at most ${GETS_LIMIT} get() in an expression`)
    this.must('(')
    const token = this.list[this.at++]
    if (token?.type !== 'template' && token?.type !== 'text')
      throw badParam('rule: get() needs a path in quotes')
    this.must(')')
    return { kind: 'get', parts: template(token.text.slice(1, -1)), field: this.fields() }
  }

  private take(sign: string): boolean {
    const token = this.list[this.at]
    if (token?.text !== sign || token.type === 'text') return false
    this.at++
    return true
  }

  private must(sign: string): void {
    if (!this.take(sign)) throw badParam(`rule: ${sign} is missing`)
  }
}

/** `database.rooms.${doc.roomId}`: texts and, between them, expressions. */
function template(text: string): (string | Node)[] {
  return text.split(/(\$\{[^}]*\})/).map(part => {
    const [, inner] = /^\$\{(.*)\}$/.exec(part) ?? []
    return inner === undefined ? part : new Parser(tokens(inner)).whole()
  })
}

export function parseRule(source: string): Node {
  if (source.length > LENGTH_LIMIT) throw badParam(`rule: longer than ${LENGTH_LIMIT} characters`)
  return new Parser(tokens(source)).whole()
}
