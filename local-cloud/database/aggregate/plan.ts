import { refused } from '../../errors'
import { isDoc, type Doc } from '../../values/types'
import type { Search } from '../find'
import { parseSort, type Sort } from '../sort'

export function readSort(operand: unknown): Sort {
  if (!isDoc(operand)) throw refused('the $sort key specification must be an object')
  if (!Object.keys(operand).length) throw refused('$sort stage must have at least one sort key')
  return parseSort(operand)
}

/** The leading stages that a search with an index can do: match, then sort, then limit. */
export function planPipeline(pipeline: Doc[]): { search: Search; rest: Doc[] } {
  const rest = [...pipeline]
  const isNext = (stage: string) => rest[0] !== undefined && Object.hasOwn(rest[0], stage)
  const take = () => Object.values(rest.shift()!)[0]
  // what a stage would refuse is left to the stage
  const query = isNext('$match') && isDoc(rest[0]!.$match) ? (take() as Doc) : {}
  const search: Search = { query }
  if (isNext('$sort')) search.sort = readSort(take())
  const limit = isNext('$limit') ? rest[0]!.$limit : undefined
  if (!Number.isInteger(limit) || (limit as number) < 1) return { search, rest }
  return { search: { ...search, limit: take() as number }, rest }
}
