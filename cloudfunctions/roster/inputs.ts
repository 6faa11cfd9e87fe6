import * as z from 'zod'
import { Id } from '../shared/call/input'
import { Line } from '../shared/call/text'
import { Table } from '../shared/files/kinds'
import { Cursor } from '../shared/store/paging'

// Roster import (ACC-9): upload → columns → preview → run. Nothing is written to rooms before `confirm`.
export const OpenInput = z.strictObject({
  communityId: Id,
  fileId: Table,
  fileName: Line('文件名', 120),
})
export const PreviewInput = z.strictObject({
  id: Id,
  /** column index → field, or null for 不导入; left out = as recognised */
  mapping: z.record(z.string().regex(/^\d{1,3}$/), z.string().max(30).nullable()).optional(),
})
export const RowsInput = z.strictObject({
  id: Id,
  group: z.enum(['added', 'changed', 'refused', 'warned', 'unchanged']),
  cursor: Cursor.optional(),
})
export const ConfirmInput = z.strictObject({ id: Id })
/** Imports the next batch; called by the page while it is open, and by the scheduler when it is not. */
export const ContinueInput = z.strictObject({ id: Id })
export const StopInput = z.strictObject({ id: Id })
export const ListInput = z.strictObject({ communityId: Id })
export const DetailInput = z.strictObject({ id: Id })
