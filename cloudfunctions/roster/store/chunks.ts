import { decryptField, encryptField } from '../../shared/crypto'
import { table } from '../../shared/store/table'
import { inParallel, slices } from '../../shared/jobs/parallel'
import type { RosterRow } from '../rules/roster-row'
import { rosterChunks } from '../collections'
import { LINE_GROUPS, type LineGroup, type RosterChunk } from '../schema'
import type { RosterLine } from '../views'

export const LINES_PER_PAGE = 50
/** About 60 KB encrypted, and few enough to look up their rooms in one trip. */
export const ROWS_PER_CHUNK = 100
const WRITES_AT_ONCE = 8

/** Names the chunks of one preview of one import. */
export interface Edition {
  importId: string
  generation: string
}

const chunks = table(rosterChunks)
const placeOf = (id: string) => ({ collection: rosterChunks.name, id, field: 'sealedRows' })
const idOf = ({ importId, generation }: Edition, kind: LineGroup | 'rows', index: number) =>
  `${importId}:${generation}:${kind}:${index}`

/** Chunks are written under ids of their own preview, so nothing is ever overwritten. @returns how many hold rows */
export async function writeChunks(
  edition: Edition,
  content: { rows: readonly RosterRow[]; lines: Record<LineGroup, RosterLine[]> },
): Promise<number> {
  const rowChunks = slices(content.rows, ROWS_PER_CHUNK).map((rows, index) => {
    const _id = idOf(edition, 'rows', index)
    return { _id, ...edition, lines: [], sealedRows: encryptField(JSON.stringify(rows), placeOf(_id)) }
  })
  const lineChunks = LINE_GROUPS.flatMap(group =>
    slices(content.lines[group], LINES_PER_PAGE).map((lines, index) => ({
      _id: idOf(edition, group, index),
      ...edition,
      lines,
      sealedRows: null,
    })),
  )
  await inParallel<RosterChunk, void>([...rowChunks, ...lineChunks], WRITES_AT_ONCE, chunks.add)
  return rowChunks.length
}

/** One page of a list; [] beyond the last, and of an import that has been cleaned. */
export async function readLines(edition: Edition, group: LineGroup, index: number): Promise<RosterLine[]> {
  return (await chunks.get(idOf(edition, group, index)))?.lines ?? []
}

/** Accepted rows of a chunk. @returns null when it is gone */
export async function readRows(edition: Edition, index: number): Promise<RosterRow[] | null> {
  const chunk = await chunks.get(idOf(edition, 'rows', index))
  // written by `writeChunks` and authenticated by the cipher, so its shape needs no second check
  if (!chunk?.sealedRows) return null
  return JSON.parse(decryptField(chunk.sealedRows, placeOf(chunk._id))) as RosterRow[]
}

export async function deleteChunks({ importId, generation }: Edition): Promise<void> {
  if (generation) await chunks.remove({ importId, generation })
}

/** Also what a preview that died, or lost a race, had written. */
export async function deleteAllChunks(importId: string): Promise<void> {
  await chunks.remove({ importId })
}
