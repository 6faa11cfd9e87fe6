import { notEmulated, refusedWrite } from '../../errors'
import { isDoc, type Doc } from '../../values/types'
import { compileQuery } from '../match/compile'
import { isOperators } from '../match/operators'
import { hasPlace, isMarker, placeToRead, readPlace } from './path'

/** Writes out `$` (the element the query found) and `$[]` (every element) as array positions. */
export function resolvePositions(doc: Doc, path: string, query: Doc): string[] {
  const segments = path.split('.')
  const at = segments.findIndex(isMarker)
  if (at < 0) return [path]
  const head = segments.slice(0, at).join('.')
  const rest = segments.slice(at + 1)
  const place = placeToRead(doc, head)
  const array = place && readPlace(place)
  const positions = segments[at] === '$' ? [foundPosition(array, { doc, head, query })] : all(array, head)
  return positions.flatMap(position => resolvePositions(doc, [head, position, ...rest].join('.'), query))
}

function all(array: unknown, head: string): number[] {
  if (Array.isArray(array)) return array.map((_, i) => i)
  throw refusedWrite(`The path '${head}' must exist in the document in order to apply array updates.`)
}

interface Marked {
  doc: Doc
  head: string
  query: Doc
}

/** The first element that satisfies the one condition by which the query looked into an array. */
function foundPosition(array: unknown, { doc, head, query }: Marked): number {
  const [found, ...others] = partsOf(query, doc)
    .flatMap(conditionsOf)
    .filter(own => arrayOf(own, doc) !== undefined)
  // the real service takes the element of whichever condition it tried last
  if (others.length) throw notEmulated('$ after several conditions on arrays')
  if (found && arrayOf(found, doc) !== head)
    throw notEmulated(`$ in ${head} after a condition on ${found.path}`)
  const matches = found && compileQuery({ [found.path]: found.condition })
  const top = head.split('.')
  const index = matches && Array.isArray(array) ? array.findIndex(item => matches(nest(top, [item]))) : -1
  if (index < 0) throw refusedWrite('The positional operator did not find the match needed from the query.')
  return index
}

/** What certainly holds of the document: `$and` as a whole and, of `$or`, the first branch that does. */
function partsOf(query: Doc, doc: Doc): Doc[] {
  const all = Array.isArray(query.$and) ? query.$and.filter(isDoc) : []
  const any = Array.isArray(query.$or) ? query.$or.filter(isDoc) : []
  const met = any.find(branch => compileQuery(branch)(doc))
  return [query, ...[...all, ...(met ? [met] : [])].flatMap(part => partsOf(part, doc))]
}

interface Condition {
  path: string
  condition: unknown
  /** Does it look at the elements of an array at the end of the path? */
  isOfElements: boolean
}

const conditionsOf = (part: Doc): Condition[] =>
  Object.entries(part)
    .filter(([path]) => !path.startsWith('$'))
    .flatMap(([path, condition]) => {
      if (!isOperators(condition)) return [{ path, condition, isOfElements: true }]
      return Object.keys(condition).flatMap(name => ofOperator(path, name, condition))
    })

/** What is not so, no element shows. */
const NEGATIONS = ['$ne', '$nin', '$not']

function ofOperator(path: string, name: string, siblings: Doc): Condition[] {
  const operand = siblings[name]
  const isAbsent = name === '$exists' && !operand
  if (NEGATIONS.includes(name) || isAbsent || name === '$options') return []
  if (name === '$all')
    return (operand as unknown[]).map(condition => ({ path, condition, isOfElements: true }))
  const { $options } = siblings
  const condition =
    name === '$regex' && $options !== undefined ? { $regex: operand, $options } : { [name]: operand }
  return [{ path, condition, isOfElements: name !== '$size' && name !== '$exists' }]
}

/** The path of the first array whose elements the condition looks at. */
function arrayOf({ path, isOfElements }: Condition, doc: Doc): string | undefined {
  const segments = path.split('.')
  let value: unknown = doc
  let isElement = false
  for (const [i, key] of segments.entries()) {
    if (!isDoc(value) && !Array.isArray(value)) return undefined
    isElement = Array.isArray(value)
    if (isElement && !hasPlace({ container: value, key })) return segments.slice(0, i).join('.')
    value = readPlace({ container: value, key })
  }
  return isOfElements && !isElement && Array.isArray(value) ? path : undefined
}

const nest = ([first, ...rest]: string[], value: unknown): Doc => ({
  [first!]: rest.length ? nest(rest, value) : value,
})
