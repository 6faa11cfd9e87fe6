import { refused } from '../../errors'
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
    throw refused(`can't backfill array to larger than ${ARRAY_PADDING_LIMIT}`)
  while (container.length < Number(key)) container.push(null)
  container[Number(key)] = value
}

/** The place of a path for writing; missing documents on the way are made. */
export function placeToWrite(doc: Doc, path: string): Place {
  const segments = path.split('.')
  const key = segments.pop()!
  let container: Container = doc
  for (const segment of segments) {
    const place: Place = { container: checked(container, segment, path), key: segment }
    if (readPlace(place) === undefined) writePlace(place, {})
    container = checkedContainer(readPlace(place), segment, path)
  }
  return { container: checked(container, key, path), key }
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

const cannotCreate = (segment: string, path: string, value: unknown) =>
  refused(`Cannot create field '${segment}' of '${path}' in element ${JSON.stringify(value) ?? 'undefined'}`)

function checkedContainer(value: unknown, segment: string, path: string): Container {
  if (isDoc(value) || Array.isArray(value)) return value
  throw cannotCreate(segment, path, value)
}

function checked(container: Container, segment: string, path: string): Container {
  if (segment === '')
    throw refused(`The update path '${path}' contains an empty field name, which is not allowed.`)
  if (segment.startsWith('$'))
    throw refused(`The dollar ($) prefixed field '${segment}' in '${path}' is not valid.`)
  if (!Array.isArray(container) || isPosition(segment)) return container
  throw cannotCreate(segment, path, container)
}
