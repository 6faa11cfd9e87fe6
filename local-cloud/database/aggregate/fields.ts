import { refused } from '../../errors'
import { isDoc, type Doc } from '../../values/types'
import { projector } from '../project'
import { readExpression, type Evaluate } from './expression'
import { checkPath } from './field-path'
import type { StageContext } from './stage-context'

const isExpression = (spec: unknown) => !isDoc(spec) || Object.keys(spec).some(key => key.startsWith('$'))

/** `{a: {b: x}}` says the same as `{'a.b': x}`. */
function flat(spec: Doc, prefix = ''): [string, unknown][] {
  if (!Object.keys(spec).length) throw refused(`an empty object is not a valid value, at '${prefix}'`)
  return Object.entries(spec).flatMap<[string, unknown]>(([key, value]) =>
    isExpression(value) ? [[prefix + key, value]] : flat(value as Doc, `${prefix}${key}.`),
  )
}

/** Fields by their paths, none of which may be part of another. */
function fieldsOf(operand: unknown, stage: string): [string, unknown][] {
  if (!isDoc(operand)) throw refused(`${stage} specification stage must be an object`)
  const fields = flat(operand)
  const paths = fields.map(([path]) => checkPath(path).join('.'))
  const inOrder = [...new Set(paths)].sort()
  const isTwice = inOrder.length < paths.length
  if (isTwice || inOrder.some(path => inOrder.some(other => other.startsWith(`${path}.`))))
    throw refused(`${stage}: specification contains two conflicting paths`)
  return fields
}

type Computed = [path: string[], value: Evaluate]
const computedOf = (fields: [string, unknown][], { variables }: StageContext): Computed[] =>
  fields.map(([path, expression]) => [path.split('.'), readExpression(expression, variables)])

export function addFields(docs: Doc[], operand: unknown, context: StageContext): Doc[] {
  const computed = computedOf(fieldsOf(operand, '$addFields'), context)
  return docs.map(doc =>
    computed.reduce((own, [path, value]) => withField(own, path, value(doc)) as Doc, doc),
  )
}

/** A copy with the field set, in every document of an array on the way; `undefined` takes it away. */
export function withField(target: unknown, path: readonly string[], value: unknown): unknown {
  if (Array.isArray(target)) return target.map(item => withField(item, path, value))
  const [head, ...rest] = path as [string, ...string[]]
  const own: Doc = isDoc(target) ? { ...target } : {}
  const before = Object.hasOwn(own, head) ? own[head] : undefined
  const next = rest.length ? withField(before, rest, value) : value
  if (next === undefined) delete own[head]
  else own[head] = next
  return own
}

export function unsetStage(docs: Doc[], operand: unknown): Doc[] {
  const fields: unknown[] = Array.isArray(operand) ? operand : [operand]
  if (!fields.length || !fields.every(field => typeof field === 'string'))
    throw refused('$unset specification must be a string or an array of strings')
  const flags = Object.fromEntries(fieldsOf(Object.fromEntries(fields.map(f => [f, 0])), '$unset'))
  return docs.map(projector(flags))
}

const isFlag = (v: unknown) => typeof v === 'number' || typeof v === 'boolean'

/** Keeps and drops fields as a query's projection does, and computes new ones. */
export function projectStage(docs: Doc[], operand: unknown, context: StageContext): Doc[] {
  const fields = fieldsOf(operand, '$project')
  const flags = Object.fromEntries(fields.filter(([, value]) => isFlag(value)))
  const computed = computedOf(
    fields.filter(([, value]) => !isFlag(value)),
    context,
  )
  if (!computed.length) return docs.map(projector(flags))
  const shape = shapeOf(flags, computed)
  return docs.map(
    doc =>
      computed.reduce<unknown>(
        (own, [path, value]) => withField(own, path, value(doc)),
        shaped(doc, shape),
      ) as Doc,
  )
}

type Shape = Map<string, Shape | 'kept' | 'computed'>

/** With computed fields the projection includes: `_id` unless refused, and what is flagged. */
function shapeOf({ _id: id, ...flags }: Doc, computed: Computed[]): Shape {
  if (Object.values(flags).some(flag => !flag)) throw refused('Cannot do exclusion in inclusion projection')
  const shape: Shape = new Map()
  for (const [path] of computed) place(shape, path, 'computed')
  for (const path of Object.keys(flags)) place(shape, path.split('.'), 'kept')
  if (!shape.has('_id') && (id === undefined || id)) shape.set('_id', 'kept')
  return shape
}

function place(shape: Shape, [head, ...rest]: string[], leaf: 'kept' | 'computed'): void {
  if (!rest.length) return void shape.set(head!, leaf)
  const before = shape.get(head!)
  const inner: Shape = before instanceof Map ? before : new Map()
  shape.set(head!, inner)
  place(inner, rest, leaf)
}

/** What is kept of a value; documents around a computed field are there even where nothing is kept. */
function shaped(value: unknown, shape: Shape): unknown {
  if (Array.isArray(value))
    return value
      .map(item => shaped(item, shape) ?? (isComputing(shape) ? {} : undefined))
      .filter(item => item !== undefined)
  if (!isDoc(value)) return undefined
  const kept = Object.entries(value).map(([key, item]) => {
    const inner = shape.get(key)
    if (inner instanceof Map) return [key, shaped(item, inner)] as const
    return [key, inner === 'kept' ? item : undefined] as const
  })
  return Object.fromEntries(kept.filter(([, item]) => item !== undefined))
}

const isComputing = (shape: Shape): boolean =>
  [...shape.values()].some(inner => (inner instanceof Map ? isComputing(inner) : inner === 'computed'))
