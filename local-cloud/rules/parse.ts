import { badParam, notEmulated } from '../errors'
import { tokens, type Token } from './tokens'

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
const DEPTH_LIMIT = 2

const COMPARISONS: string[] = ['==', '!=', '>', '>=', '<', '<=', 'in']
const WORDS: Record<string, unknown> = { true: true, false: false, null: null, undefined: undefined }

/** What a rule may name, and how it goes on. */
const NAMES: Record<string, RegExp> = {
  auth: /^auth(\.openid)?$/,
  doc: /^doc(\.|$)/,
  now: /^now$/,
  request: /^request\.data(\.|$)/,
}
const ONLY_WEB = ['auth.uid', 'auth.loginType']

function checkName(names: string[]): void {
  const [root, name] = [names[0]!, names.join('.')]
  if (ONLY_WEB.includes(name)) throw notEmulated(`rule: ${name}, which only web pages have,`)
  if (!Object.hasOwn(NAMES, root) || !NAMES[root]!.test(name)) throw badParam(`rule: unknown name ${name}`)
}

/** Reads by precedence: or, and, comparison, not, value. */
class Parser {
  private at = 0

  /** @param gets counts every `get()` of the rule, also those inside the path of another */
  constructor(
    private readonly list: Token[],
    private readonly gets: { count: number },
    private readonly depth = 0,
  ) {}

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
    if (token.type === 'text') return { kind: 'literal', value: textOf(token) }
    if (token.text === '(') return this.closed(this.or())
    if (token.text === '[') return this.items()
    if (token.type !== 'name') throw badParam(`rule: unexpected ${token.text}`)
    if (Object.hasOwn(WORDS, token.text)) return { kind: 'literal', value: WORDS[token.text] }
    return token.text === 'get' ? this.get() : this.path(token.text)
  }

  private path(root: string): Node {
    const names = [root, ...this.fields()]
    checkName(names)
    return { kind: 'path', names }
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
    while (this.take('.')) {
      const token = this.list[this.at++]
      if (token?.type !== 'name') throw badParam('rule: a field is missing after .')
      names.push(token.text)
    }
    return names
  }

  private get(): Node {
    if (++this.gets.count > GETS_LIMIT) throw badParam(`rule: at most ${GETS_LIMIT} get() in an expression`)
    if (this.depth >= DEPTH_LIMIT) throw badParam(`rule: get() inside of get() at most ${DEPTH_LIMIT} deep`)
    this.must('(')
    const token = this.list[this.at++]
    if (token?.type !== 'template' && token?.type !== 'text')
      throw badParam('rule: get() needs a path in quotes')
    this.must(')')
    const parts = token.type === 'template' ? this.parts(token.parts) : [textOf(token)]
    checkPath(parts)
    return { kind: 'get', parts, field: this.fields() }
  }

  private parts(parts: (string | Token[])[]): (string | Node)[] {
    return parts.map(part =>
      typeof part === 'string' ? part : new Parser(part, this.gets, this.depth + 1).whole(),
    )
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

const textOf = ({ text }: Token) => text.slice(1, -1).replace(/\\(.)/g, '$1')

/** `database.<collection>.<id>`; an expression stands for a name without a dot. */
function checkPath(parts: (string | Node)[]): void {
  const path = parts.map(part => (typeof part === 'string' ? part : 'x')).join('')
  if (!/^database\.[^.${}]+\.[^${}]+$/.test(path)) throw badParam(`rule: get() cannot read ${path}`)
}

/** @throws CloudError on what no rule may be: INVALID_PARAM, or NOT_EMULATED where the real service knows it */
export function parseRule(source: string): Node {
  if (source.length > LENGTH_LIMIT) throw badParam(`rule: longer than ${LENGTH_LIMIT} characters`)
  return new Parser(tokens(source), { count: 0 }).whole()
}
