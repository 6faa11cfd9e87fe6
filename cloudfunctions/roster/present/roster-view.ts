import { factsOf, FIELD_NAMES } from '../rules/fields'
import type { RosterImport } from '../schema'
import type { RosterView } from '../views'

const FIELDS = FIELD_NAMES.map(field => ({
  field,
  label: factsOf(field).label,
  isRequired: factsOf(field).isRequired === true,
}))

export const rosterView = (roster: RosterImport, now: Date): RosterView => ({
  id: roster._id,
  fileName: roster.fileName,
  fileBytes: roster.fileBytes,
  status: roster.status,
  totalRows: roster.totalRows,
  columns: roster.columns,
  fields: FIELDS,
  missing: roster.problems,
  counts: roster.counts,
  progress: roster.progress,
  createdAt: roster.createdAt,
  by: roster.by.name,
  now,
})
