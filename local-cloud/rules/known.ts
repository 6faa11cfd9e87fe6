import { fieldBounds, type Bounds } from '../database/bounds'
import { isDoc, type Doc } from '../values/types'

/** What a query says of one field at least: bounds, and values that it is not. */
export interface Known extends Bounds {
  excluded?: unknown[]
}

export type KnownFields = Map<string, Known>

/** Conditions that all hold. */
type Branch = Doc[]

const BRANCHES_MAX = 64

const areDocs = (value: unknown): value is Doc[] =>
  Array.isArray(value) && value.length > 0 && value.every(isDoc)

/** All of some conditions, each given with its alternatives; where these become too many it stays as it is. */
const all = (conditions: { condition: Doc; alternatives: Branch[] }[]): Branch[] =>
  conditions.reduce<Branch[]>(
    (found, { condition, alternatives }) => {
      const next = found.length * alternatives.length > BRANCHES_MAX ? [[condition]] : alternatives
      return found.flatMap(branch => next.map(other => [...branch, ...other]))
    },
    [[]],
  )

/** The alternatives of a query without their `$or`: what it finds, one of them finds. */
export const branchesOf = (query: Doc): Branch[] =>
  all(
    Object.entries(query).map(([key, value]) => {
      const condition = { [key]: value }
      return { condition, alternatives: alternativesOf(key, value) ?? [[condition]] }
    }),
  )

function alternativesOf(key: string, value: unknown): Branch[] | undefined {
  if (!areDocs(value)) return undefined
  if (key === '$or') return value.flatMap(branchesOf)
  if (key === '$and') return all(value.map(condition => ({ condition, alternatives: branchesOf(condition) })))
  return undefined
}

/** What one alternative says of each field. */
export function knownOf(branch: Branch): KnownFields {
  const known: KnownFields = new Map(fieldBounds({ $and: branch }))
  for (const [field, condition] of branch.flatMap(Object.entries)) {
    if (!isDoc(condition)) continue
    const { $ne, $nin } = condition
    const excluded = [...(Object.hasOwn(condition, '$ne') ? [$ne] : []), ...(Array.isArray($nin) ? $nin : [])]
    const before = known.get(field)
    known.set(field, { ...before, excluded: [...(before?.excluded ?? []), ...excluded] })
  }
  return known
}
