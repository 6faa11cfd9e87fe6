import { notEmulated, refused } from '../../../errors'
import { isDoc, isNothing, typeName, type Doc } from '../../../values/types'
import { unary, variadic, type Operators } from '../operands'

/** A field of this name would change the prototype of whatever copies it. */
export function withoutProto(key: string): string {
  if (key === '__proto__') throw notEmulated('a field called __proto__')
  return key
}

/** Null and missing count as empty; a field that comes again keeps its place. */
export function merge(objects: unknown[]): Doc {
  const given = objects.filter(object => !isNothing(object))
  for (const object of given)
    if (!isDoc(object))
      throw refused(`$mergeObjects requires object inputs, but an input is of type ${typeName(object)}`)
  return given.reduce<Doc>((all, object) => Object.assign(all, object), {})
}

function toPairs(object: unknown): unknown {
  if (isNothing(object)) return null
  if (!isDoc(object)) throw refused(`$objectToArray requires a document input, found: ${typeName(object)}`)
  return Object.entries(object).map(([k, v]) => ({ k, v }))
}

export const objects: Operators = {
  $literal: operand => () => operand,
  $mergeObjects: variadic('$mergeObjects', (...values) => merge(values)),
  $objectToArray: unary('$objectToArray', toPairs),
}
