import { refusedWrite } from '../../errors'
import { isDoc, type Doc } from '../../values/types'

// Where an update writes. Containers on the way are created when missing; a scalar on the way is an error.

export type Container = Doc | unknown[]
export interface Place {
  container: Container
  key: string
}

const isPosition = (segment: string) => /^\d+$/.test(segment)
const ARRAY_PADDING_LIMIT = 1_500_000

export const readPlace = ({ container, key }: Place): unknown => {
  if (Array.isArray(container)) return isPosition(key) ? container[Number(key)] : undefined
  return Object.hasOwn(container, key) ? container[key] : undefined
}

export const hasPlace = ({ container, key }: Place): boolean => Object.hasOwn(container, key)

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

const canHold = (value: unknown, key: string): value is Container =>
  isDoc(value) || (Array.isArray(value) && isPosition(key))

const cannotCreate = (key: string, holder: string, value: unknown) =>
  refusedWrite(`Cannot create field '${key}' in element {${holder}: ${JSON.stringify(value)}}`)

function checkName(name: string, path: string): string {
  if (name === '')
    throw refusedWrite(`The update path '${path}' contains an empty field name, which is not allowed.`)
  if (name.startsWith('$'))
    throw refusedWrite(`The dollar ($) prefixed field '${name}' in '${path}' is not valid.`)
  return name
}
