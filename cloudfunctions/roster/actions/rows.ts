import { defineAction } from '../../shared/call/action'
import { badField } from '../../shared/call/errors'
import { LINES_PER_PAGE, readLines } from '../store/chunks'
import { seeImport } from '../store/imports'
import { RowsInput } from '../inputs'
import type { RosterLine } from '../views'

/** The cursor is the number of the next page. */
function pageNumber(cursor: string | undefined): number {
  if (cursor === undefined) return 0
  if (!/^\d{1,4}$/.test(cursor)) throw badField('cursor', '列表已经变了，请下拉刷新')
  return Number(cursor)
}

/** A page of one list of the preview, people masked. */
export const rows = defineAction({
  kind: 'read',
  permission: 'roster.import',
  input: RowsInput,
  async run({ input, caller }): Promise<{ rows: RosterLine[]; next: string | null }> {
    const { group } = input
    const page = pageNumber(input.cursor)
    const { _id: importId, generation, counts } = await seeImport(caller, input.id)
    const rows = generation ? await readLines({ importId, generation }, group, page) : []
    const hasMore = rows.length > 0 && counts[group] > (page + 1) * LINES_PER_PAGE
    return { rows, next: hasMore ? String(page + 1) : null }
  },
})
