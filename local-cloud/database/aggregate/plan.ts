import { isDoc, type Doc } from '../../values/types'
import type { Search } from '../find'
import { parseSort } from '../sort'

/** The leading stages that a search with an index can do: match, then sort, then skip and limit. */
export function planPipeline(pipeline: Doc[]): { search: Search; rest: Doc[] } {
  const rest = [...pipeline]
  const take = (stage: string) => (rest[0] && stage in rest[0] ? rest.shift()![stage] : undefined)
  const match = take('$match')
  const search: Search = { query: isDoc(match) ? match : {} }
  if (match !== undefined && !isDoc(match)) return { search: { query: {} }, rest: pipeline }
  const sort = take('$sort')
  if (isDoc(sort)) search.sort = parseSort(sort)
  const limit = take('$limit')
  if (Number.isInteger(limit) && (limit as number) > 0) search.limit = limit as number
  else if (limit !== undefined) rest.unshift({ $limit: limit })
  return { search, rest }
}
