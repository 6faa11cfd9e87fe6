import { refused } from '../../errors'
import { isDoc, type Doc } from '../../values/types'
import { project } from '../project'
import { evaluate } from './expression'
import type { StageContext } from './stages'

type Compute = (expression: unknown) => unknown

const isExpression = (spec: unknown) =>
  !isDoc(spec) || Object.keys(spec).some(key => key.startsWith('$')) || !Object.keys(spec).length

/** `{a: {b: x}}` says the same as `{'a.b': x}`. */
function flat(spec: Doc, prefix = ''): [string, unknown][] {
  return Object.entries(spec).flatMap<[string, unknown]>(([key, value]) =>
    isExpression(value) ? [[prefix + key, value]] : flat(value as Doc, `${prefix}${key}.`),
  )
}

export function addFields(docs: Doc[], operand: unknown, { variables }: StageContext): Doc[] {
  if (!isDoc(operand)) throw refused('$addFields specification stage must be an object')
  const fields = flat(operand)
  return docs.map(doc => {
    const compute: Compute = expression => evaluate(expression, doc, variables)
    return fields.reduce((own, [path, e]) => withField(own, path.split('.'), compute(e)) as Doc, doc)
  })
}

/** A copy with the field set, in every document of an array on the way; `undefined` takes it away. */
function withField(target: unknown, [head, ...rest]: string[], value: unknown): unknown {
  if (Array.isArray(target)) return target.map(item => withField(item, [head!, ...rest], value))
  const own: Doc = isDoc(target) ? { ...target } : {}
  const next = rest.length ? withField(own[head!], rest, value) : value
  if (next === undefined) delete own[head!]
  else own[head!] = next
  return own
}

export function unsetStage(docs: Doc[], operand: unknown): Doc[] {
  const fields = (Array.isArray(operand) ? operand : [operand]).map(String)
  return docs.map(doc => project(doc, Object.fromEntries(fields.map(field => [field, 0]))))
}

const isFlag = (v: unknown) => typeof v === 'number' || typeof v === 'boolean'

/** Keeps and drops fields as a query's projection does, and computes new ones. */
export function projectStage(docs: Doc[], operand: unknown, { variables }: StageContext): Doc[] {
  if (!isDoc(operand) || !Object.keys(operand).length)
    throw refused('$project specification must be a non-empty object')
  const fields = flat(operand)
  const flags = Object.fromEntries(fields.filter(([, value]) => isFlag(value)))
  const computed = fields.filter(([, value]) => !isFlag(value))
  if (!computed.length) return docs.map(doc => project(doc, flags))
  const kept = keptWith(flags)
  return docs.map(doc => {
    const own = Object.keys(kept).length ? project(doc, kept) : {}
    return computed.reduce((result, [path, e]) => {
      const value = Array.isArray(e)
        ? e.map(item => evaluate(item, doc, variables) ?? null)
        : evaluate(e, doc, variables)
      return withField(result, path.split('.'), value) as Doc
    }, own)
  })
}

/** With computed fields the projection includes: `_id` unless refused, and what is flagged. */
function keptWith(flags: Doc): Doc {
  const { _id: id = 1, ...others } = flags
  if (Object.values(others).some(flag => !flag)) throw refused('Cannot do exclusion in inclusion projection')
  if (id) return { _id: 1, ...others }
  return Object.keys(others).length ? { _id: 0, ...others } : {}
}
