import { randomBytes } from 'node:crypto'
import { refusedWrite } from '../errors'
import type { Doc } from '../values/types'
import { checkStorable, checkValue } from './storable'
import { readUpdate } from './update/apply'
import { idSeedOf, seedOf } from './update/upsert'

export interface Modification {
  query: Doc
  /** Update operators or, as a replacement, the whole new document without `_id`. */
  change: Doc
  isReplacement: boolean
  isMulti: boolean
  isUpsert: boolean
}

/** A modification that was read. */
interface Modifier {
  /** What it makes of a document; the old one stays as it is. */
  changed(before: Doc): Doc
  /** The document that an upsert creates when it found none. */
  upserted(): Doc
}

/** `_id` first, as MongoDB stores it; made up when absent, as the real service does. */
function withId(doc: Doc): Doc {
  const { _id: id = randomBytes(16).toString('hex'), ...fields } = doc
  return { _id: id, ...fields }
}

export const newDocument = (doc: Doc): Doc => checkStorable(withId(doc))

/** Reads a modification before anything is looked for. @throws when no document could be changed so */
export function readModification(modification: Modification, now: () => Date): Modifier {
  const { query, change, isReplacement, isMulti } = modification
  if (isReplacement) {
    if (isMulti) throw refusedWrite('multi update is not supported for replacement-style update')
    checkValue(change)
    return {
      changed: before => checkStorable({ _id: before._id, ...change }),
      upserted: () => newDocument({ ...idSeedOf(query), ...change }),
    }
  }
  const update = readUpdate(change)
  return {
    changed: before => checkStorable(update(before, { now, query, isInsert: false })),
    upserted: () => newDocument(update(seedOf(query), { now, query, isInsert: true })),
  }
}
