import { refused } from '../../errors'
import { isDoc, type Doc } from '../../values/types'
import { project } from '../project'
import { readExpression, type Evaluate } from './expression'
import { checkPath } from './field-path'
import type { StageContext } from './stages'

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
const computedOf = (fields: [string, unknown][]): Computed[] =>
  fields.map(([path, expression]) => [path.split('.'), readExpression(expression)])

export function addFields(docs: Doc[], operand: unknown, { variables }: StageContext): Doc[] {
  const computed = computedOf(fieldsOf(operand, '$addFields'))
  return docs.map(doc =>
    computed.reduce((own, [path, value]) => withField(own, path, value(doc, variables)) as Doc, doc),
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
  return docs.map(doc => project(doc, flags))
}

const isFlag = (v: unknown) => typeof v === 'number' || typeof v === 'boolean'

/** Keeps and drops fields as a query's projection does, and computes new ones. */
export function projectStage(docs: Doc[], operand: unknown, { variables }: StageContext): Doc[] {
  const fields = fieldsOf(operand, '$project')
  const flags = Object.fromEntries(fields.filter(([, value]) => isFlag(value)))
  const computed = computedOf(fields.filter(([, value]) => !isFlag(value)))
  if (!computed.length) return docs.map(doc => project(doc, flags))
  const kept = keptWith(flags, computed)
  return docs.map(doc => {
    const own = Object.keys(kept).length ? project(doc, kept) : {}
    const cleared = computed.reduce<unknown>((result, [path]) => without(result, path), own)
    return computed.reduce(
      (result, [path, value]) => withField(result, path, value(doc, variables)),
      cleared,
    ) as Doc
  })
}

/**
 * With computed fields the projection includes: `_id` unless refused, and what is flagged. What stands around a
 * computed field stays too, because in an array it is computed for each document.
 */
function keptWith(flags: Doc, computed: Computed[]): Doc {
  const { _id: id = 1, ...others } = flags
  if (Object.values(others).some(flag => !flag)) throw refused('Cannot do exclusion in inclusion projection')
  const around = Object.fromEntries(
    computed.filter(([path]) => path.length > 1).map(([path]) => [path.join('.'), 1]),
  )
  const kept = { ...others, ...around }
  const isIdInside = Object.keys(kept).some(path => path.startsWith('_id.'))
  if (isIdInside) return kept
  if (id) return { _id: 1, ...kept }
  return Object.keys(kept).length ? { _id: 0, ...kept } : {}
}

/** The field is made anew, so it comes last; what stands around it is left as it is. */
function without(target: unknown, [head, ...rest]: readonly string[]): unknown {
  if (Array.isArray(target)) return target.map(item => without(item, [head!, ...rest]))
  if (!isDoc(target) || !Object.hasOwn(target, head!)) return target
  if (rest.length) return { ...target, [head!]: without(target[head!], rest) }
  return Object.fromEntries(Object.entries(target).filter(([key]) => key !== head || key === '_id'))
}
