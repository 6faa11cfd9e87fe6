import { badParam } from '../errors'
import { compare, equal } from '../values/encode'
import { isDoc, rankOf, type Doc } from '../values/types'
import type { Known, KnownFields } from './known'
import type { Comparison, Node } from './parse'

/** What a rule may ask. `doc` is the document written or, for a query, what the query says of its fields. */
export interface Question {
  auth: { openid: string } | null
  now: number
  doc: Doc | KnownFields
  /** Of a query with alternatives, of which `doc` is one: what it says as a whole, as `get()` needs it. */
  whole?: KnownFields
  data?: Doc
  /** A document of any collection, for `get()`. */
  read(collection: string, id: string): Doc | undefined
}

/** A field of which only the query's conditions are known. */
class Condition {
  constructor(readonly known: Known) {}
}
const NOTHING_KNOWN = new Condition({})

const READS_LIMIT = 10
const OPPOSITE: Record<string, Comparison> = {
  '==': '!=',
  '!=': '==',
  '>': '<=',
  '<=': '>',
  '<': '>=',
  '>=': '<',
}
const MIRRORED: Record<string, Comparison> = {
  '>': '<',
  '<': '>',
  '>=': '<=',
  '<=': '>=',
  '==': '==',
  '!=': '!=',
}

/** Whether the rule allows it. A query is allowed only when every document it could find would be. */
export const isAllowed = (rule: Node, question: Question): boolean =>
  new Evaluation(question).holds(rule, false)

class Evaluation {
  private readonly seen = new Map<string, Doc | undefined>()

  constructor(private readonly question: Question) {}

  /** True when the node, or its contrary, certainly holds. */
  holds(node: Node, isNegated: boolean): boolean {
    if (node.kind === 'not') return this.holds(node.operand, !isNegated)
    if (node.kind === 'and' || node.kind === 'or') {
      const isBoth = (node.kind === 'and') !== isNegated
      const left = this.holds(node.left, isNegated)
      return isBoth ? left && this.holds(node.right, isNegated) : left || this.holds(node.right, isNegated)
    }
    if (node.kind === 'compare') return this.compares(node, isNegated)
    const value = this.value(node)
    if (value instanceof Condition) return onlyValues(value.known, v => Boolean(v) !== isNegated)
    return Boolean(value) !== isNegated
  }

  private compares(node: Extract<Node, { kind: 'compare' }>, isNegated: boolean): boolean {
    const [left, right] = [this.value(node.left), this.value(node.right)]
    if (node.operator === 'in') return this.isIn(left, right, isNegated)
    const operator = isNegated ? OPPOSITE[node.operator]! : node.operator
    if (left instanceof Condition && right instanceof Condition) return false
    if (left instanceof Condition) return implies(left.known, operator, right)
    if (right instanceof Condition) return implies(right.known, MIRRORED[operator]!, left)
    return compares(left, operator, right)
  }

  private isIn(left: unknown, right: unknown, isNegated: boolean): boolean {
    const has = (list: unknown, item: unknown) => Array.isArray(list) && list.some(own => equal(own, item))
    if (left instanceof Condition && right instanceof Condition) return false
    if (left instanceof Condition) {
      const isExcluded = isNegated && Array.isArray(right) && right.every(item => excludes(left.known, item))
      return isExcluded || onlyValues(left.known, value => has(right, value) !== isNegated)
    }
    if (right instanceof Condition) return onlyValues(right.known, list => has(list, left) !== isNegated)
    return has(right, left) !== isNegated
  }

  private value(node: Node): unknown {
    if (node.kind === 'literal') return node.value
    if (node.kind === 'list') return this.list(node.items)
    if (node.kind === 'path') return this.path(node.names)
    if (node.kind === 'get') return this.get(node)
    if (this.holds(node, false)) return true
    return this.holds(node, true) ? false : NOTHING_KNOWN
  }

  /** A list is known when each of its items is. */
  private list(items: Node[]): unknown {
    const values = items.map(item => {
      const value = this.value(item)
      return value instanceof Condition && value.known.points?.length === 1 ? value.known.points[0] : value
    })
    return values.some(value => value instanceof Condition) ? NOTHING_KNOWN : values
  }

  private path([root, ...fields]: string[]): unknown {
    const { auth, now, doc, data } = this.question
    if (root === 'auth') return walk(auth, fields)
    if (root === 'now') return now
    if (root === 'request' && fields[0] === 'data') return walk(data, fields.slice(1))
    return doc instanceof Map ? new Condition(doc.get(fields.join('.')) ?? {}) : walk(doc, fields)
  }

  /** `database.<collection>.<id>`; what the query leaves open reads nothing. */
  private get({ parts, field }: Extract<Node, { kind: 'get' }>): unknown {
    const texts = parts.map(part => (typeof part === 'string' ? part : this.single(part)))
    if (texts.includes(undefined)) return undefined
    const path = texts.join('')
    const [, collection, id] = /^database\.([^.]+)\.(.+)$/.exec(path) ?? []
    // what the parts made of the path may name nothing
    if (collection === undefined || id === undefined) return undefined
    if (!this.seen.has(path)) this.seen.set(path, this.question.read(collection, id))
    if (this.seen.size > READS_LIMIT) throw badParam(`rule: more than ${READS_LIMIT} documents`)
    return walk(this.seen.get(path), field)
  }

  /** A part of a path: a field must be given by the query with one value. */
  private single(node: Node): string | undefined {
    const { whole } = this.question
    const value = whole ? new Evaluation({ ...this.question, doc: whole }).value(node) : this.value(node)
    if (!(value instanceof Condition))
      return value === undefined || value === null ? undefined : String(value)
    const { points } = value.known
    return points?.length === 1 ? String(points[0]) : undefined
  }
}

const walk = (value: unknown, fields: string[]): unknown =>
  fields.reduce<unknown>(
    (own, field) => (isDoc(own) && Object.hasOwn(own, field) ? own[field] : undefined),
    value,
  )

function compares(a: unknown, operator: Comparison, b: unknown): boolean {
  if (operator === '==') return equal(a ?? null, b ?? null)
  if (operator === '!=') return !equal(a ?? null, b ?? null)
  const [x, y] = [instantOf(a), instantOf(b)]
  if (rankOf(x) !== rankOf(y)) return false
  const order = compare(x, y)
  if (operator === '>') return order > 0
  if (operator === '>=') return order >= 0
  return operator === '<' ? order < 0 : order <= 0
}

/** `now` is a number, so dates compare as their milliseconds. */
const instantOf = (v: unknown) => (v instanceof Date ? v.getTime() : v)

const excludes = ({ excluded }: Known, value: unknown) => excluded?.some(own => equal(own, value)) ?? false

const onlyValues = ({ points }: Known, test: (value: unknown) => boolean): boolean =>
  points !== undefined && points.length > 0 && points.every(test)

/** Does every value within the bounds compare so? */
function implies(known: Known, operator: Comparison, value: unknown): boolean {
  if (operator === '!=' && excludes(known, value)) return true
  if (known.points) return onlyValues(known, point => compares(point, operator, value))
  const { lower, upper } = known
  if ((operator === '>' || operator === '>=') && lower)
    return compares(lower.value, lower.isInclusive ? operator : '>=', value)
  if ((operator === '<' || operator === '<=') && upper)
    return compares(upper.value, upper.isInclusive ? operator : '<=', value)
  return false
}
