import { EJSON } from 'bson'
import { notEmulated, refusedWrite } from '../../errors'
import { equal } from '../../values/encode'
import { isDoc, type Doc } from '../../values/types'
import { addToSet, pop, pull, pullAll, push } from './arrays'
import { bit, inc, max, min, mul } from './numbers'
import { hasPlace, placeToRead, placeToWrite, unset, writePlace, type Place } from './path'
import { resolvePositions } from './positions'
import { rename } from './rename'

export interface UpdateContext {
  now: () => Date
  /** What found the document: tells which element `$` stands for. */
  query: Doc
  isInsert: boolean
}

interface Change {
  operator: string
  path: string
  operand: unknown
}

type Operator = (doc: Doc, change: Change, context: UpdateContext) => void

const creating =
  (apply: (place: Place, operand: unknown) => void): Operator =>
  (doc, { path, operand }) =>
    apply(placeToWrite(doc, path), operand)

const existing =
  (apply: (place: Place, operand: unknown) => void): Operator =>
  (doc, { path, operand }) => {
    const place = placeToRead(doc, path)
    if (place && hasPlace(place)) apply(place, operand)
  }

const currentDate: Operator = (doc, { path, operand }, { now }) => {
  const type = isDoc(operand) ? operand.$type : typeof operand === 'boolean' && 'date'
  if (type === 'timestamp') throw notEmulated('$currentDate of a timestamp')
  if (type !== 'date') throw refusedWrite(`not valid type for $currentDate: ${path}`)
  writePlace(placeToWrite(doc, path), now())
}

const OPERATORS: Record<string, Operator> = {
  $set: creating(writePlace),
  $setOnInsert: (doc, { path, operand }, { isInsert }) => {
    if (isInsert) writePlace(placeToWrite(doc, path), operand)
  },
  $unset: existing(unset),
  $inc: creating(inc),
  $mul: creating(mul),
  $min: creating(min),
  $max: creating(max),
  $bit: creating(bit),
  $rename: rename,
  $currentDate: currentDate,
  $push: creating(push),
  $addToSet: creating(addToSet),
  $pop: existing(pop),
  $pull: existing(pull),
  $pullAll: existing(pullAll),
}

/** The new document that the operators make of the old one, which stays as it is. */
export function applyUpdate(before: Doc, update: Doc, context: UpdateContext): Doc {
  const doc = copy(before)
  const changes = changesOf(update).flatMap(change =>
    resolvePositions(doc, change.path, context.query).map(path => ({ ...change, path })),
  )
  refuseConflicts(changes)
  for (const change of inNameOrder(changes))
    OPERATORS[change.operator]!(doc, { ...change, operand: copyValue(change.operand) }, context)
  if (!equal(doc._id, before._id) && !context.isInsert)
    throw refusedWrite(`Performing an update on the path '_id' would modify the immutable field '_id'`)
  return doc
}

function changesOf(update: Doc): Change[] {
  if (!Object.keys(update).length) throw refusedWrite('the update document is empty')
  return Object.entries(update).flatMap(([operator, fields]) => {
    if (!Object.hasOwn(OPERATORS, operator)) throw refusedWrite(`Unknown modifier: ${operator}`)
    if (!isDoc(fields))
      throw refusedWrite(`Modifiers operate on fields but we found ${typeof fields} for ${operator}`)
    if (!Object.keys(fields).length)
      throw refusedWrite(
        `'${operator}' is empty. You must specify a field like so: {${operator}: {<field>: ...}}`,
      )
    return Object.entries(fields).map(([path, operand]) => ({ operator, path, operand }))
  })
}

/** MongoDB creates new fields in the order of their names, numbers by value. */
const inNameOrder = (changes: Change[]) =>
  [...changes].sort((a, b) => (a.path < b.path ? -1 : Number(a.path > b.path)))

function refuseConflicts(changes: Change[]): void {
  const targets = changes.flatMap(c => (c.operator === '$rename' ? [c.operand] : []))
  const renamed = targets.filter(target => typeof target === 'string')
  const seen = new Set<string>()
  const byLength = [...changes.map(c => c.path), ...renamed].sort((a, b) => a.length - b.length)
  for (const path of byLength) {
    const clash = prefixes(path).find(prefix => seen.has(prefix))
    if (clash) throw refusedWrite(`Updating the path '${path}' would create a conflict at '${clash}'`)
    seen.add(path)
  }
}

function prefixes(path: string): string[] {
  const segments = path.split('.')
  return segments.map((_, i) => segments.slice(0, i + 1).join('.'))
}

export const copy = (doc: Doc): Doc => copyValue(doc) as Doc

function copyValue(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(copyValue)
  if (!isDoc(value)) return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, copyValue(item)]))
}

export const sameDoc = (a: Doc, b: Doc) =>
  EJSON.stringify(a, { relaxed: false }) === EJSON.stringify(b, { relaxed: false })
