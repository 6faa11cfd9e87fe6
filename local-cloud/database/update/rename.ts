import { refusedWrite } from '../../errors'
import type { Doc } from '../../values/types'
import {
  checkPath,
  checkWay,
  hasPlace,
  isMarker,
  passesArray,
  placeToRead,
  placeToWrite,
  readPlace,
  unset,
  writePlace,
} from './path'

const isDynamic = (path: string) => path.split('.').some(isMarker)

/** `$rename`: neither the old nor the new place may be in an array, and `_id` stays. */
export function readRename(target: unknown, source: string): (doc: Doc) => void {
  if (typeof target !== 'string') throw refusedWrite(`The 'to' field for $rename must be a string: ${source}`)
  checkPath(target)
  if (source === '_id' || target === '_id')
    throw refusedWrite(`Performing an update on the path '_id' would modify the immutable field '_id'`)
  if (source === target)
    throw refusedWrite(`The source and target field for $rename must differ: ${source}: "${target}"`)
  if (`${source}.`.startsWith(`${target}.`) || `${target}.`.startsWith(`${source}.`))
    throw refusedWrite(
      `The source and target field for $rename must not be on the same path: ${source}: "${target}"`,
    )
  if (isDynamic(source)) throw refusedWrite(`The source field for $rename may not be dynamic: ${source}`)
  if (isDynamic(target)) throw refusedWrite(`The destination field for $rename may not be dynamic: ${target}`)
  return doc => rename(doc, source, target)
}

function rename(doc: Doc, source: string, target: string): void {
  checkWay(doc, source)
  const from = placeToRead(doc, source)
  if (!from || !hasPlace(from)) return
  if (passesArray(doc, source)) throw refusedWrite(`The source field cannot be an array element, '${source}'`)
  if (passesArray(doc, target))
    throw refusedWrite(`The destination field cannot be an array element, '${target}'`)
  const value = readPlace(from)
  unset(from)
  const old = placeToRead(doc, target)
  if (old && hasPlace(old)) unset(old)
  writePlace(placeToWrite(doc, target), value)
}
