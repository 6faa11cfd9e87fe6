import * as z from 'zod'
import { EncryptedField } from '../shared/crypto'
import { personal } from '../shared/store/collection'
import { Stored } from '../shared/store/stored'
import { FIELD_NAMES } from './rules/fields'

export const ROSTER_STATUSES = ['mapping', 'previewed', 'running', 'done', 'stopped', 'failed'] as const

/** What the preview lists, one list each. */
export const LINE_GROUPS = ['added', 'changed', 'refused', 'warned', 'unchanged'] as const
export type LineGroup = (typeof LINE_GROUPS)[number]

const Tally = { added: z.int(), changed: z.int(), unchanged: z.int() }

/** One import of a roster (collection `roster_imports`); its rows lie in `roster_chunks` until it is cleaned. */
export const RosterImport = Stored.extend({
  fileId: z.string(),
  fileName: personal(z.string()),
  fileBytes: z.int(),
  by: z.object({ personId: z.string(), name: personal(z.string()), as: z.string() }),
  status: z.enum(ROSTER_STATUSES),
  totalRows: z.int(),
  columns: z.array(
    z.object({
      index: z.int(),
      title: z.string(),
      sample: personal(z.string()),
      field: z.enum(FIELD_NAMES).nullable(),
      isRecognised: z.boolean(),
    }),
  ),
  /** what the importer has to settle before a preview; [] when nothing */
  problems: z.array(z.string()),
  /** names the chunks of the latest preview; "" before the first */
  generation: z.string(),
  rowChunks: z.int(),
  counts: z.object({ ...Tally, refused: z.int(), warned: z.int(), skipped: z.int() }),
  progress: z.object({ ...Tally, done: z.int(), total: z.int(), failed: z.int() }),
  /** the first chunk that is not imported yet */
  nextChunk: z.int(),
  /** nobody else may import before; a run that died loses it by time */
  leaseUntil: z.date(),
  finishedAt: z.date().nullable(),
  /** when file and chunks are deleted; null once they are */
  cleanAt: z.date().nullable(),
})
export type RosterImport = z.infer<typeof RosterImport>
export type Progress = RosterImport['progress']

export const RosterLine = z.object({
  row: z.int(),
  room: z.string(),
  /** masked */
  owner: z.string(),
  text: z.string(),
  tag: z.string(),
})

/** A page of masked lines, or accepted rows as encrypted JSON (id = import : generation : kind : number). */
export const RosterChunk = z.object({
  _id: z.string(),
  importId: z.string(),
  generation: z.string(),
  lines: z.array(RosterLine),
  sealedRows: EncryptedField.nullable(),
})
export type RosterChunk = z.infer<typeof RosterChunk>
