import { refusedWrite } from '../errors'
import { isDoc, isRegExp, type Doc } from '../values/types'

const DEPTH_LIMIT = 100

/** Refuses what MongoDB would not store, or would store in a way no query could find again. */
export function checkStorable(doc: Doc): Doc {
  if (Array.isArray(doc._id) || isRegExp(doc._id) || doc._id === null)
    throw refusedWrite(
      `The '_id' value cannot be of type ${Array.isArray(doc._id) ? 'array' : typeof doc._id}`,
    )
  checkValue(doc)
  return doc
}

/** Refuses a value that no document could have. */
export const checkValue = (value: unknown): void => checkKeys(value, 0)

function checkKeys(value: unknown, depth: number): void {
  if (depth > DEPTH_LIMIT) throw refusedWrite(`document is nested deeper than ${DEPTH_LIMIT} levels`)
  if (Array.isArray(value)) for (const item of value) checkKeys(item, depth + 1)
  else if (isDoc(value))
    for (const key of Object.keys(value)) {
      checkKey(key)
      checkKeys(value[key], depth + 1)
    }
}

function checkKey(key: string): void {
  if (key.startsWith('$'))
    throw refusedWrite(`The dollar ($) prefixed field '${key}' in '${key}' is not valid for storage.`)
  // a dot at the end cannot be taken for a path: the real service stores it
  if (/^\.|\../.test(key))
    throw refusedWrite(`The dotted field '${key}' in '${key}' is not valid for storage.`)
  if (key.includes('\0')) throw refusedWrite('a field name may not contain a zero byte')
}
