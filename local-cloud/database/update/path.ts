import { badParam, notEmulated, refusedWrite } from '../../errors'
import { isDoc, isPosition, type Doc } from '../../values/types'

// Where an update writes. Containers on the way are created when missing; a scalar on the way is an error.

type Container = Doc | unknown[]
export interface Place {
  container: Container
  key: string
}

/** `$`, `$[]`, `$[name]`: elements that only a document tells. */
export const isMarker = (segment: string) => /^\$(\[.*\])?$/.test(segment)

const ARRAY_PADDING_LIMIT = 1_500_000

export const readPlace = ({ container, key }: Place): unknown => {
  if (Array.isArray(container)) return isPosition(key) ? container[Number(key)] : undefined
  return Object.hasOwn(container, key) ? container[key] : undefined
}

export function hasPlace({ container, key }: Place): boolean {
  if (Array.isArray(container)) return isPosition(key) && Number(key) < container.length
  return Object.hasOwn(container, key)
}

/** An element of an array becomes null, so that the others keep their positions. */
export function unset(place: Place): void {
  if (Array.isArray(place.container)) writePlace(place, null)
  else delete place.container[place.key]
}

/** Is there an array on the way to the last part of the path? */
export function passesArray(doc: Doc, path: string): boolean {
  const segments = path.split('.').slice(0, -1)
  return segments.some((_, i) => {
    const place = placeToRead(doc, segments.slice(0, i + 1).join('.'))
    return place !== undefined && Array.isArray(readPlace(place))
  })
}

export function writePlace({ container, key }: Place, value: unknown): void {
  if (!Array.isArray(container)) {
    container[key] = value
    return
  }
  if (Number(key) > ARRAY_PADDING_LIMIT)
    throw refusedWrite(`can't backfill array to larger than ${ARRAY_PADDING_LIMIT}`)
  while (container.length < Number(key)) container.push(null)
  container[Number(key)] = value
}

/** The place of a path for writing; missing documents on the way are made. */
export function placeToWrite(doc: Doc, path: string): Place {
  const [first, ...rest] = path.split('.')
  let place: Place = { container: doc, key: checkName(first!, path) }
  for (const key of rest) {
    checkName(key, path)
    if (readPlace(place) === undefined) writePlace(place, {})
    const container = readPlace(place)
    if (!canHold(container, key)) throw cannotCreate(key, place.key, container)
    place = { container, key }
  }
  return place
}

/** The place of a path if it exists, for operators that do not create. */
export function placeToRead(doc: Doc, path: string): Place | undefined {
  const segments = path.split('.')
  const key = segments.pop()!
  let container: unknown = doc
  for (const segment of segments) {
    if (!isDoc(container) && !Array.isArray(container)) return undefined
    container = readPlace({ container, key: segment })
  }
  if (!isDoc(container) && !Array.isArray(container)) return undefined
  return { container, key }
}

/** Refuses a path through what has no fields, for operators that expect to find something. */
export function checkWay(doc: Doc, path: string): void {
  let place: Place | undefined
  let container: unknown = doc
  for (const key of path.split('.')) {
    if (container === undefined) return
    if (!canHold(container, key))
      throw refusedWrite(
        `Cannot use the part (${key}) of (${path}) to traverse the element ({${place?.key}: ${JSON.stringify(container)}})`,
      )
    place = { container, key }
    container = readPlace(place)
  }
}

const canHold = (value: unknown, key: string): value is Container =>
  isDoc(value) || (Array.isArray(value) && isPosition(key))

const cannotCreate = (key: string, holder: string, value: unknown) =>
  refusedWrite(`Cannot create field '${key}' in element {${holder}: ${JSON.stringify(value)}}`)

/** The path of an update, which may name elements by `$` and `$[]`. */
export function checkPath(path: string): void {
  const segments = path.split('.')
  for (const segment of segments) if (!isMarker(segment)) checkName(segment, path)
  const markers = segments.filter(isMarker)
  const filter = markers.find(marker => marker !== '$' && marker !== '$[]')
  if (filter) throw notEmulated(`array filter ${filter}`)
  if (isMarker(segments[0]!))
    throw refusedWrite(`Cannot have positional (i.e. '$') element in the first position in path '${path}'`)
  if (markers.filter(marker => marker === '$').length > 1)
    throw refusedWrite(`Too many positional (i.e. '$') elements found in path '${path}'`)
}

function checkName(name: string, path: string): string {
  if (name === '')
    throw refusedWrite(`The update path '${path}' contains an empty field name, which is not allowed.`)
  if (name === '__proto__' || name === '_bsontype') throw badParam(`a field may not have the name ${path}`)
  if (name.startsWith('$'))
    throw refusedWrite(`The dollar ($) prefixed field '${name}' in '${path}' is not valid.`)
  return name
}
