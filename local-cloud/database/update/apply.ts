import { EJSON } from 'bson'
import { notEmulated, refusedWrite } from '../../errors'
import { equal } from '../../values/encode'
import { isDoc, type Doc } from '../../values/types'
import { checkValue } from '../storable'
import { addToSet, pop, pull, pullAll, push } from './arrays'
import { refuseConflicts } from './conflicts'
import { bit, inc, max, min, mul } from './numbers'
import {
  checkPath,
  checkWay,
  hasPlace,
  placeToRead,
  placeToWrite,
  unset,
  writePlace,
  type Place,
} from './path'
import { resolvePositions } from './positions'
import { readRename } from './rename'

interface UpdateContext {
  now: () => Date
  /** What found the document: tells which element `$` stands for. */
  query: Doc
  isInsert: boolean
}

type Apply = (doc: Doc, path: string, context: UpdateContext) => void

/** Reads an operand once, for all documents. @throws when no document could be changed by it */
type Operator = (operand: unknown, path: string) => Apply
type ReadOperand = (operand: unknown, path: string) => (place: Place) => void

const creating =
  (read: ReadOperand): Operator =>
  (operand, path) => {
    const change = read(operand, path)
    return (doc, own) => change(placeToWrite(doc, own))
  }

const existing =
  (read: ReadOperand): Operator =>
  (operand, path) => {
    const change = read(operand, path)
    return (doc, own) => {
      const place = placeToRead(doc, own)
      if (place && hasPlace(place)) change(place)
    }
  }

const popExisting: Operator = (operand, path) => {
  const change = existing(pop)(operand, path)
  return (doc, own, context) => {
    checkWay(doc, own)
    change(doc, own, context)
  }
}

const set: ReadOperand = operand => {
  checkValue(operand)
  return place => writePlace(place, operand)
}

const setOnInsert: Operator = (operand, path) => {
  const change = creating(set)(operand, path)
  return (doc, own, context) => {
    if (context.isInsert) change(doc, own, context)
  }
}

const currentDate: Operator = (operand, path) => {
  const { $type: type, ...others } = isDoc(operand)
    ? operand
    : { $type: typeof operand === 'boolean' && 'date' }
  if (type === 'timestamp') throw notEmulated('$currentDate of a timestamp')
  if (type !== 'date' || Object.keys(others).length)
    throw refusedWrite(`not valid type for $currentDate: ${path}`)
  return (doc, own, { now }) => writePlace(placeToWrite(doc, own), now())
}

const OPERATORS: Record<string, Operator> = {
  $set: creating(set),
  $setOnInsert: setOnInsert,
  $unset: existing(() => unset),
  $inc: creating(inc),
  $mul: creating(mul),
  $min: creating(min),
  $max: creating(max),
  $bit: creating(bit),
  $rename: readRename,
  $currentDate: currentDate,
  $push: creating(push),
  $addToSet: creating(addToSet),
  $pop: popExisting,
  $pull: existing(pull),
  $pullAll: existing(pullAll),
}

interface Change {
  path: string
  apply: Apply
}

/** The new document that an update makes of an old one, which stays as it is. */
export type Update = (before: Doc, context: UpdateContext) => Doc

/** Reads an update once, for all documents. @throws when no document could be changed by it */
export function readUpdate(update: Doc): Update {
  const entries = entriesOf(update)
  const targets = Object.values(isDoc(update.$rename) ? update.$rename : {}) as string[]
  const changes = entries.map(([operator, path, operand]) => {
    checkPath(path)
    return { path, apply: OPERATORS[operator]!(operand, path) }
  })
  refuseConflicts([...changes.map(({ path }) => path), ...targets])
  return (before, context) => applied(changes, before, context)
}

function applied(changes: Change[], before: Doc, context: UpdateContext): Doc {
  const doc = copy(before)
  const resolved = changes.flatMap(change =>
    resolvePositions(doc, change.path, context.query).map(path => ({ ...change, path })),
  )
  refuseConflicts(resolved.map(({ path }) => path))
  for (const { path, apply } of inNameOrder(resolved)) apply(doc, path, context)
  if (Object.hasOwn(before, '_id') && !equal(doc._id, before._id))
    throw refusedWrite(`Performing an update on the path '_id' would modify the immutable field '_id'`)
  return doc
}

function entriesOf(update: Doc): [operator: string, path: string, operand: unknown][] {
  if (!Object.keys(update).length) throw refusedWrite('the update document is empty')
  return Object.entries(update).flatMap(([operator, fields]) => {
    if (!Object.hasOwn(OPERATORS, operator)) throw refusedWrite(`Unknown modifier: ${operator}`)
    if (!isDoc(fields))
      throw refusedWrite(`Modifiers operate on fields but we found ${typeof fields} for ${operator}`)
    if (!Object.keys(fields).length)
      throw refusedWrite(
        `'${operator}' is empty. You must specify a field like so: {${operator}: {<field>: ...}}`,
      )
    return Object.entries(fields).map(
      ([path, operand]) => [operator, path, operand] as [string, string, unknown],
    )
  })
}

/** MongoDB creates new fields in the order of their names, numbers by value. */
const inNameOrder = (changes: Change[]) =>
  [...changes].sort((a, b) => (a.path < b.path ? -1 : Number(a.path > b.path)))

export const copy = (doc: Doc): Doc => copyValue(doc) as Doc

function copyValue(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(copyValue)
  if (!isDoc(value)) return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, copyValue(item)]))
}

export const sameDoc = (a: Doc, b: Doc) =>
  EJSON.stringify(a, { relaxed: false }) === EJSON.stringify(b, { relaxed: false })
