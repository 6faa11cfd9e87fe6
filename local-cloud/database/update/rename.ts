import { refusedWrite } from '../../errors'
import type { Doc } from '../../values/types'
import { hasPlace, passesArray, placeToRead, placeToWrite, readPlace, unset, writePlace } from './path'

/** `$rename`: neither the old nor the new place may be in an array, and `_id` stays. */
export function rename(doc: Doc, { path, operand }: { path: string; operand: unknown }): void {
  if (typeof operand !== 'string') throw refusedWrite(`The 'to' field for $rename must be a string: ${path}`)
  if (path === '_id' || operand === '_id')
    throw refusedWrite(`Performing an update on the path '_id' would modify the immutable field '_id'`)
  const from = placeToRead(doc, path)
  if (!from || !hasPlace(from)) return
  if (passesArray(doc, path)) throw refusedWrite(`The source field cannot be an array element, '${path}'`)
  if (passesArray(doc, operand))
    throw refusedWrite(`The destination field cannot be an array element, '${operand}'`)
  const value = readPlace(from)
  unset(from)
  const old = placeToRead(doc, operand)
  if (old && hasPlace(old)) unset(old)
  writePlace(placeToWrite(doc, operand), value)
}
