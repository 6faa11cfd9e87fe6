import { DAY_MS, later } from '../../shared/time/calendar'
import type { Actor } from '../../shared/effects/outbox'
import type { Fresh } from '../../shared/store/repository'
import { mappingProblems } from '../rules/columns'
import type { RosterTable } from '../rules/roster-table'
import { FREE } from '../../shared/jobs/run'
import type { RosterImport } from '../schema'

/** A file nobody goes on with is deleted after a week. */
const ABANDONED_MS = 7 * DAY_MS

export const NO_COUNTS = { added: 0, changed: 0, unchanged: 0, refused: 0, warned: 0, skipped: 0 }
export const NO_PROGRESS = { done: 0, total: 0, added: 0, changed: 0, unchanged: 0, failed: 0 }

interface Upload {
  _id: string
  communityId: string
  fileId: string
  fileName: string
  bytes: number
  actor: Actor
  now: Date
}

/** An import as it begins: columns guessed, nothing previewed. */
export const newImport = (table: RosterTable, upload: Upload): Fresh<RosterImport> => ({
  _id: upload._id,
  communityId: upload.communityId,
  fileId: upload.fileId,
  fileName: upload.fileName,
  fileBytes: upload.bytes,
  by: upload.actor,
  status: 'mapping',
  totalRows: table.rows.length,
  columns: table.columns,
  problems: mappingProblems(table.columns),
  generation: '',
  rowChunks: 0,
  counts: NO_COUNTS,
  progress: NO_PROGRESS,
  nextChunk: 0,
  leaseUntil: FREE,
  finishedAt: null,
  cleanAt: later(upload.now, ABANDONED_MS),
})
