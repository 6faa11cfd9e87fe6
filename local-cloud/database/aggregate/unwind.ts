import { refused } from '../../errors'
import { isDoc, type Doc } from '../../values/types'
import { copy } from '../update/apply'
import { placeToRead, readPlace, writePlace } from '../update/path'

interface Options {
  path: string
  preserveNullAndEmptyArrays?: boolean
  includeArrayIndex?: string
}

/** One document for each element; each gets its own copy, so that later stages cannot mix them up. */
export function unwind(docs: Doc[], operand: unknown): Doc[] {
  const options = (isDoc(operand) ? operand : { path: operand }) as unknown as Options
  if (typeof options.path !== 'string' || !options.path.startsWith('$'))
    throw refused("path option to $unwind stage should be prefixed with a '$'")
  return docs.flatMap(doc => unwindOne(doc, options))
}

function unwindOne(doc: Doc, { path, preserveNullAndEmptyArrays, includeArrayIndex }: Options): Doc[] {
  const field = path.slice(1)
  const place = placeToRead(doc, field)
  const value = place && readPlace(place)
  const withIndex = (own: Doc, index: number | null) => {
    if (includeArrayIndex) own[includeArrayIndex] = index
    return own
  }
  if (Array.isArray(value) && value.length)
    return value.map((item, i) => withIndex(replaced(doc, field, item), i))
  const isNothing = value === undefined || value === null || Array.isArray(value)
  if (!isNothing) return [withIndex({ ...doc }, null)]
  if (!preserveNullAndEmptyArrays) return []
  return [withIndex(Array.isArray(value) ? without(doc, field) : { ...doc }, null)]
}

function replaced(doc: Doc, field: string, item: unknown): Doc {
  const own = copy(doc)
  writePlace(placeToRead(own, field)!, copy({ item }).item)
  return own
}

function without(doc: Doc, field: string): Doc {
  const own = copy(doc)
  const place = placeToRead(own, field)!
  delete (place.container as Doc)[place.key]
  return own
}
