import { notEmulated, refusedWrite } from '../../errors'
import { isDoc, type Doc } from '../../values/types'
import { compileQuery } from '../match/compile'
import { placeToRead, readPlace } from './path'

/** Writes out `$` (the element the query found) and `$[]` (every element) as array positions. */
export function resolvePositions(doc: Doc, path: string, query: Doc): string[] {
  if (!path.includes('$')) return [path]
  const segments = path.split('.')
  const at = segments.findIndex(segment => segment.startsWith('$'))
  if (at < 0) return [path]
  const head = segments.slice(0, at).join('.')
  const rest = segments.slice(at + 1)
  const place = placeToRead(doc, head)
  const array = place && readPlace(place)
  return positions(array, { doc, head, marker: segments[at]!, query }).flatMap(position =>
    resolvePositions(doc, [head, String(position), ...rest].join('.'), query),
  )
}

interface Marked {
  doc: Doc
  head: string
  marker: string
  query: Doc
}

function positions(array: unknown, marked: Marked): number[] {
  const { head, marker } = marked
  if (marker === '$') return [foundPosition(array, marked)]
  if (marker !== '$[]') throw notEmulated(`array filter ${marker}`)
  if (!Array.isArray(array))
    throw refusedWrite(`The path '${head}' must exist in the document in order to apply array updates.`)
  return array.map((_, i) => i)
}

/** The first element that satisfies what the query says about the array. */
function foundPosition(array: unknown, { doc, head, query }: Marked): number {
  const matches = compileQuery(about(head, partsOf(query, doc)))
  const top = head.split('.')
  const index = Array.isArray(array) ? array.findIndex(item => matches(nest(top, [item]))) : -1
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

function about(head: string, parts: Doc[]): Doc {
  const own = parts.flatMap(part =>
    Object.entries(part).filter(([key]) => key === head || key.startsWith(`${head}.`)),
  )
  if (!own.length) throw refusedWrite('The positional operator did not find the match needed from the query.')
  return { $and: own.map(([key, condition]) => ({ [key]: condition })) }
}

const nest = ([first, ...rest]: string[], value: unknown): Doc => ({
  [first!]: rest.length ? nest(rest, value) : value,
})
