import { isDoc, type Doc } from '../../values/types'
import type { Search } from '../find'
import { parseSort } from '../sort'

/** The leading stages that a search with an index can do: match, then sort, then skip and limit. */
export function planPipeline(pipeline: Doc[]): { search: Search; rest: Doc[] } {
  const rest = [...pipeline]
  // what a stage would refuse is left to the stage
  const take = (stage: string, isRight: (operand: unknown) => boolean) =>
    rest[0] && Object.hasOwn(rest[0], stage) && isRight(rest[0][stage]) ? rest.shift()![stage] : undefined
  const search: Search = { query: (take('$match', isDoc) ?? {}) as Doc }
  const sort = take('$sort', operand => isDoc(operand) && Object.keys(operand).length > 0)
  if (sort) search.sort = parseSort(sort as Doc)
  const limit = take('$limit', operand => Number.isInteger(operand) && (operand as number) > 0)
  if (limit) search.limit = limit as number
  return { search, rest }
}
