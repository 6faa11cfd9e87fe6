import * as z from 'zod'
import { EncryptedField } from '../shared/crypto'
import { Stored } from '../shared/store/stored'
import { FIELD_NAMES } from './roster/fields'
import { OCCUPANCIES } from './roster/normalise/assets'

/** A number that is searched by hash, shown by its tail, and read in full only through `revealPhone`. */
export const SealedPhone = z.object({ phone: EncryptedField, phoneHash: z.string(), tail: z.string() })
export type SealedPhone = z.infer<typeof SealedPhone>

/** A room as the roster knows it (collection `rooms`, id = `<communityId>:<building>-<unit>-<number>`). */
export const Room = Stored.extend({
  building: z.string(),
  /** "" in a building without units */
  unit: z.string(),
  number: z.string(),
  /** 3 栋 2 单元 1802 */
  label: z.string(),
  /** null when the roster does not say */
  areaCentiSqm: z.int().nullable(),
  /** names as in the roster; [] when unsold. A roster does not say whose number is whose. */
  owners: z.array(z.string()),
  phones: z.array(SealedPhone),
  idNumbers: z.array(z.object({ value: EncryptedField, hash: z.string() })),
  /** YYYY-MM-DD */
  moveInDate: z.string().nullable(),
  occupancy: z.enum(OCCUPANCIES).nullable(),
  parkingSpaces: z.array(z.string()),
  plates: z.array(z.string()),
  emergencyContact: z.object({ name: z.string(), phone: EncryptedField }).nullable(),
  /** encrypted too: remarks hold numbers of tenants and notes on health */
  note: EncryptedField.nullable(),
  isUnsold: z.boolean(),
  /** the import that wrote it last */
  importId: z.string(),
})
export type Room = z.infer<typeof Room>

/** Tries of a person on one day that did not match the roster (id = person + Beijing day). */
export const Attempts = z.object({ _id: z.string(), count: z.int() })

export const ROSTER_STATUSES = ['mapping', 'previewed', 'running', 'done', 'stopped', 'failed'] as const

/** What the preview lists, one list each. */
export const LINE_GROUPS = ['added', 'changed', 'refused', 'warned', 'unchanged'] as const
export type LineGroup = (typeof LINE_GROUPS)[number]

const Tally = { added: z.int(), changed: z.int(), unchanged: z.int() }

/** One import of a roster (collection `roster_imports`); its rows lie in `roster_chunks` until it is cleaned. */
export const RosterImport = Stored.extend({
  fileId: z.string(),
  fileName: z.string(),
  fileBytes: z.int(),
  by: z.object({ personId: z.string(), openid: z.string(), name: z.string(), as: z.string() }),
  status: z.enum(ROSTER_STATUSES),
  totalRows: z.int(),
  columns: z.array(
    z.object({
      index: z.int(),
      title: z.string(),
      sample: z.string(),
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
