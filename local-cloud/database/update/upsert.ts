import { refusedWrite } from '../../errors'
import type { Doc } from '../../values/types'
import { isOperators } from '../match/operators'
import { isPattern } from '../match/pattern'
import { placeToWrite, writePlace } from './path'

/** The document that an upsert starts from: the fields that the query requires to equal one value. */
export function seedOf(query: Doc): Doc {
  const found = equalities(query)
  refuseContradictions(found.map(([path]) => path))
  const doc: Doc = {}
  for (const [path, value] of found) writePlace(placeToWrite(doc, path), value)
  return doc
}

/** A replacement brings everything but its `_id`. */
export function idSeedOf(query: Doc): Doc {
  const found = equalities(query).filter(([path]) => path === '_id' || path.startsWith('_id.'))
  const inner = found.find(([path]) => path !== '_id')
  if (inner)
    throw refusedWrite(`field at '_id' must be exactly specified, field at sub-path '${inner[0]}' found`)
  refuseContradictions(found.map(([path]) => path))
  return Object.fromEntries(found)
}

type Equality = [path: string, value: unknown]

/** @param query one that is compiled already, so that its parts are what they must be */
function equalities(query: Doc): Equality[] {
  return Object.entries(query).flatMap(([key, condition]) => {
    const isOneBranch = key === '$or' && (condition as Doc[]).length === 1
    if (key === '$and' || isOneBranch) return (condition as Doc[]).flatMap(equalities)
    if (key.startsWith('$')) return []
    return valuesOf(condition).map((value): Equality => [key, value])
  })
}

/** The values that a condition says something equals: each of them a whole one. */
function valuesOf(condition: unknown): unknown[] {
  if (!isOperators(condition)) return [condition].filter(isValue)
  return Object.entries(condition).flatMap(([operator, operand]) => {
    if (operator === '$eq') return [operand]
    const isList = operator === '$all' || (operator === '$in' && (operand as unknown[]).length === 1)
    return isList ? (operand as unknown[]).filter(isValue) : []
  })
}

const isValue = (v: unknown) => !isPattern(v) && !isOperators(v)

function refuseContradictions(paths: string[]): void {
  paths.forEach((path, i) => {
    const other = paths
      .slice(0, i)
      .find(own => `${own}.`.startsWith(`${path}.`) || `${path}.`.startsWith(`${own}.`))
    if (other === undefined) return
    const what =
      other === path ? `path '${path}' is matched twice` : `both paths '${path}' and '${other}' are matched`
    throw refusedWrite(`cannot infer query fields to set, ${what}`)
  })
}
