import { inParallel } from '../../cloudfunctions/shared/jobs/parallel'
import { reseal } from './reseal'
import type { Document, Tables } from './tables'

/** How far a pass has come: everything up to this document of this collection. */
export interface Position {
  collection: string
  after: string
}

export interface Rotation {
  documents: number
  fields: number
  changed: number
  /** `collection/id/field` of what cannot be decrypted */
  faults: string[]
  /** `collection/id` of what somebody else changed each time */
  busy: string[]
}

export interface Notes {
  /** where a pass that was stopped goes on */
  start: Position | undefined
  remember: (position: Position) => void
  say: (line: string) => void
}

const BATCH = 100
const WRITES_AT_ONCE = 8
const TRIES = 5

interface Work {
  tables: Tables
  into: Rotation
  notes: Notes
}

/** Encrypts a document's values anew unless somebody changes it meanwhile; then what that left is looked at again. */
async function rotateOne({ tables, into }: Work, collection: string, first: Document): Promise<void> {
  let document: Document | undefined = first
  for (let tries = 0; document && tries < TRIES; tries++) {
    const { fields, changes, faults } = reseal(collection, document)
    const count = Object.keys(changes).length
    if (!count || (await tables.replace(collection, document, changes))) {
      into.documents++
      into.fields += fields
      into.changed += count
      into.faults.push(...faults)
      return
    }
    document = await tables.get(collection, document._id)
  }
  if (document) into.busy.push(`${collection}/${first._id}`)
}

async function rotateCollection(work: Work, { collection, after: start }: Position): Promise<void> {
  const { tables, into, notes } = work
  for (let after = start; ;) {
    const page = await tables.page(collection, after, BATCH)
    await inParallel(page, WRITES_AT_ONCE, document => rotateOne(work, collection, document))
    if (page.length < BATCH) return
    after = page.at(-1)!._id
    notes.remember({ collection, after })
    notes.say(
      `${collection}: ${into.documents} documents looked through, ${into.changed} values encrypted anew`,
    )
  }
}

async function pass(tables: Tables, start: Position | undefined, notes: Notes): Promise<Rotation> {
  const into: Rotation = { documents: 0, fields: 0, changed: 0, faults: [], busy: [] }
  for (const collection of await tables.names()) {
    if (start && collection < start.collection) continue
    const after = start?.collection === collection ? start.after : ''
    await rotateCollection({ tables, into, notes }, { collection, after })
    // sorts behind this one and before the next
    notes.remember({ collection: `${collection}\u0000`, after: '' })
  }
  into.faults.sort()
  return into
}

/**
 * Encrypts every value with the current key, bound to its place. Stopped at any moment, it goes on where it was; in
 * the end everything has been looked at from the beginning, because an older position may be of another time.
 */
export async function rotate(tables: Tables, notes: Notes): Promise<Rotation> {
  const { start } = notes
  if (!start) return pass(tables, undefined, notes)
  notes.say(`going on after ${start.collection.replace('\u0000', '')} ${start.after}`.trim())
  const rest = await pass(tables, start, notes)
  notes.say('looking at everything once more')
  const whole = await pass(tables, undefined, notes)
  return { ...whole, changed: rest.changed + whole.changed }
}
