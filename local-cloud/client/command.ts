import type { Doc } from '../values/types'
import { Command, isPlain } from './wire'

// `db.command`: what the SDK of mini programs makes of it, MongoDB's operators, is what the gateway understands.

/** A condition on a field or, made by `and`, `or` and `nor` of whole queries, on the document. */
export class Condition extends Command {
  constructor(readonly on: (field?: string) => Doc) {
    super()
  }

  and(...others: unknown[]): Condition {
    return logic('$and')(this, ...others)
  }

  or(...others: unknown[]): Condition {
    return logic('$or')(this, ...others)
  }
}

/** What an update does with one field. */
export class Change extends Command {
  constructor(
    readonly operator: string,
    readonly operand: unknown,
  ) {
    super()
  }
}

const onField = (field: string, value: unknown): Doc =>
  value instanceof Condition ? value.on(field) : { [field]: value }

const condition = (operator: string) => (value: unknown) =>
  new Condition((field = '') => ({ [field]: { [operator]: value } }))

const logic =
  (operator: string) =>
  (...parts: unknown[]) =>
    new Condition(field => ({
      [operator]: parts.flat().map(part => (field === undefined ? queryOf(part) : onField(field, part))),
    }))

const change = (operator: string) => (operand: unknown) => new Change(operator, operand)

/** Several values, or `{each, position, slice, sort}`. */
function pushed(operand: unknown): Doc {
  if (!isPlain(operand) || !('each' in operand)) return { $each: [operand].flat() }
  return Object.fromEntries(Object.entries(operand).map(([key, value]) => [`$${key}`, value]))
}

export const command = {
  eq: condition('$eq'),
  neq: condition('$ne'),
  gt: condition('$gt'),
  gte: condition('$gte'),
  lt: condition('$lt'),
  lte: condition('$lte'),
  in: condition('$in'),
  nin: condition('$nin'),
  exists: condition('$exists'),
  all: condition('$all'),
  size: condition('$size'),
  and: logic('$and'),
  or: logic('$or'),
  nor: logic('$nor'),
  set: change('$set'),
  remove: () => new Change('$unset', ''),
  inc: change('$inc'),
  mul: change('$mul'),
  min: change('$min'),
  max: change('$max'),
  push: (operand: unknown) => new Change('$push', pushed(operand)),
  unshift: (operand: unknown) => new Change('$push', { $each: [operand].flat(), $position: 0 }),
  pop: () => new Change('$pop', 1),
  shift: () => new Change('$pop', -1),
  pull: change('$pull'),
  addToSet: (operand: unknown) =>
    new Change('$addToSet', isPlain(operand) && 'each' in operand ? pushed(operand) : operand),
}

/** Nested fields by their paths, as the SDK writes them; an operator, an array or `{}` is a value. */
function leaves(doc: Doc, prefix = ''): [string, unknown][] {
  return Object.entries(doc).flatMap<[string, unknown]>(([key, value]) => {
    const keys = isPlain(value) ? Object.keys(value) : []
    const isInner = keys.length > 0 && !keys.some(inner => inner.startsWith('$'))
    return isInner ? leaves(value as Doc, `${prefix}${key}.`) : [[prefix + key, value]]
  })
}

/** A query in MongoDB's words. @throws TypeError when it is neither an object nor a condition */
export function queryOf(query: unknown): Doc {
  if (query instanceof Condition) return query.on()
  if (!isPlain(query)) throw new TypeError('a query must be an object')
  const parts = leaves(query).map(([field, value]) => onField(field, value))
  const keys = parts.flatMap(part => Object.keys(part))
  const isClear = new Set(keys).size === keys.length
  return isClear ? (Object.assign({}, ...parts) as Doc) : { $and: parts }
}

/** An update in MongoDB's words: only the fields that are named change. */
export function updateOf(data: unknown): Doc {
  if (!isPlain(data)) throw new TypeError('data must be an object')
  const update: Record<string, Doc> = {}
  for (const [field, value] of leaves(data)) {
    const { operator, operand } = value instanceof Change ? value : command.set(value)
    update[operator] = { ...update[operator], [field]: operand }
  }
  return update
}
