import { randomBytes } from 'node:crypto'
import type { Doc } from '../values/types'
import { checkStorable } from './storable'
import { applyUpdate } from './update/apply'
import { seedOf } from './update/upsert'

export interface Modification {
  query: Doc
  /** Update operators or, as a replacement, the whole new document without `_id`. */
  change: Doc
  isReplacement: boolean
  isMulti: boolean
  isUpsert: boolean
}

type Now = () => Date

/** `_id` first, as MongoDB stores it; made up when absent, as the real service does. */
export function withId(doc: Doc): Doc {
  const { _id: id = randomBytes(16).toString('hex'), ...fields } = doc
  return { _id: id, ...fields }
}

export const newDocument = (doc: Doc): Doc => checkStorable(withId(doc))

/** What the modification makes of a document; the old one stays as it is. */
export function changed(before: Doc, { change, isReplacement, query }: Modification, now: Now): Doc {
  if (isReplacement) return checkStorable({ _id: before._id, ...change })
  return checkStorable(applyUpdate(before, change, { now, query, isInsert: false }))
}

/** The document that an upsert creates when it found none. */
export function upserted({ change, isReplacement, query }: Modification, now: Now): Doc {
  const seed = seedOf(query)
  return newDocument(
    isReplacement ? { ...seed, ...change } : applyUpdate(seed, change, { now, query, isInsert: true }),
  )
}
