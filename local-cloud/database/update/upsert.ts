import { isDoc, type Doc } from '../../values/types'
import { isOperators } from '../match/operators'
import { isPattern } from '../match/pattern'
import { placeToWrite, writePlace } from './path'

/** The document an upsert starts from: the fields that the query requires to equal a value. */
export function seedOf(query: Doc): Doc {
  const doc: Doc = {}
  for (const [path, value] of equalities(query)) writePlace(placeToWrite(doc, path), value)
  return doc
}

function equalities(query: Doc): [string, unknown][] {
  return Object.entries(query).flatMap<[string, unknown]>(([key, condition]) => {
    if (key === '$and' && Array.isArray(condition)) return condition.filter(isDoc).flatMap(equalities)
    if (key.startsWith('$') || isPattern(condition)) return []
    if (!isOperators(condition)) return [[key, condition]]
    return '$eq' in condition ? [[key, condition.$eq]] : []
  })
}
