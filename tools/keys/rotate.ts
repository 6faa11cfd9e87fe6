import { inParallel } from '../../cloudfunctions/shared/jobs/parallel'
import type { Change, Row, Rows } from '../rows'
import { reseal, type Resealed } from './reseal'

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
  rows: Rows
  into: Rotation
  notes: Notes
}

/** Each part of the old values: what has no version is the same as long as these are. */
const partsOf = ({ path, value }: Resealed['changes'][number]) =>
  Object.entries(value).map(([part, is]): [string, unknown] => [`${path}.${part}`, is])

/** What puts the new values in, if the document still is as it was read. */
function changeOf({ version }: Row, changes: Resealed['changes']): Change {
  const set = Object.fromEntries(changes.map(({ path, sealed }): [string, unknown] => [path, sealed]))
  if (typeof version === 'number')
    return { set: { ...set, version: version + 1 }, remove: [], same: { version } }
  return { set, remove: [], same: Object.fromEntries(changes.flatMap(partsOf)) }
}

/** Encrypts a document's values anew unless somebody changes it meanwhile; then what that left is looked at again. */
async function rotateOne({ rows, into }: Work, collection: string, first: Row): Promise<void> {
  let row: Row | undefined = first
  for (let tries = 0; row && tries < TRIES; tries++) {
    const { fields, changes, faults } = reseal(collection, row)
    if (!changes.length || (await rows.change(collection, row._id, changeOf(row, changes)))) {
      into.documents++
      into.fields += fields
      into.changed += changes.length
      into.faults.push(...faults)
      return
    }
    row = await rows.get(collection, row._id)
  }
  if (row) into.busy.push(`${collection}/${first._id}`)
}

async function rotateCollection(work: Work, { collection, after: start }: Position): Promise<void> {
  const { rows, into, notes } = work
  for (let after = start; ;) {
    const page = await rows.page(collection, after, BATCH)
    await inParallel(page, WRITES_AT_ONCE, row => rotateOne(work, collection, row))
    if (page.length < BATCH) return
    after = page.at(-1)!._id
    notes.remember({ collection, after })
    notes.say(
      `${collection}: ${into.documents} documents looked through, ${into.changed} values encrypted anew`,
    )
  }
}

async function pass(rows: Rows, start: Position | undefined, notes: Notes): Promise<Rotation> {
  const into: Rotation = { documents: 0, fields: 0, changed: 0, faults: [], busy: [] }
  for (const collection of await rows.names()) {
    if (start && collection < start.collection) continue
    const after = start?.collection === collection ? start.after : ''
    await rotateCollection({ rows, into, notes }, { collection, after })
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
export async function rotate(rows: Rows, notes: Notes): Promise<Rotation> {
  const { start } = notes
  if (!start) return pass(rows, undefined, notes)
  notes.say(`going on after ${start.collection.replace('\u0000', '')} ${start.after}`.trim())
  const rest = await pass(rows, start, notes)
  notes.say('looking at everything once more')
  const whole = await pass(rows, undefined, notes)
  return { ...whole, changed: rest.changed + whole.changed }
}
