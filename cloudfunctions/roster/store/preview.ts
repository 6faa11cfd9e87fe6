import { randomUUID } from 'node:crypto'
import { badField } from '../../shared/call/errors'
import { writeChunks } from './chunks'
import { NO_PROGRESS } from './new-import'
import { openRosterFile } from './roster-file'
import { linesOf } from '../present/lines'
import { mappingProblems, type Mapping } from '../rules/columns'
import { diffRoster } from '../rules/diff'
import { FIELD_NAMES, type Field } from '../rules/fields'
import { homeKey } from '../../shared/people/place'
import { parseRoster } from '../rules/parse-roster'
import { type RosterTable, withMapping } from '../rules/roster-table'
import { getRooms, roomIdOf } from '../../shared/people/rooms'
import type { RosterImport } from '../schema'
import { unseal } from './sealing'
import { stepRoster } from '../rules/statuses'

/** @throws BAD_INPUT for a column the file lacks or a field we do not know */
export function mappingOf(roster: RosterImport, choice: Record<string, string | null>): Mapping {
  const entries = Object.entries(choice).map(([index, field]) => {
    if (!roster.columns.some(column => column.index === Number(index)))
      throw badField('mapping', '文件里没有这一列，请刷新后重新对应')
    if (field !== null && !FIELD_NAMES.includes(field as Field))
      throw badField('mapping', `没有“${field.slice(0, 10)}”这一项，请重新选择`)
    return [Number(index), field as Field | null]
  })
  return Object.fromEntries(entries)
}

/** Columns as they were chosen last, then as they are chosen now. */
async function openTable(roster: RosterImport, mapping: Mapping): Promise<RosterTable> {
  const { table } = await openRosterFile(roster.fileId)
  const chosen = roster.columns
    .filter(({ isRecognised }) => isRecognised)
    .map(({ index, field }) => [index, field])
  return withMapping(table, { ...Object.fromEntries(chosen), ...mapping })
}

async function storedFacts(ids: readonly string[]) {
  const rooms = await getRooms(ids)
  return new Map([...rooms.values()].map(room => [homeKey(room), unseal(room)]))
}

/** What an import would do; its rows and lines are kept for the screen and the run. Rooms are only read. */
export async function previewRoster(roster: RosterImport, mapping: Mapping): Promise<Partial<RosterImport>> {
  const table = await openTable(roster, mapping)
  const problems = mappingProblems(table.columns)
  const { columns } = table
  if (problems.length) return { columns, problems, status: 'mapping' }

  const report = parseRoster(table)
  const { accepted: rows, refused, warnings, skipped } = report
  const ids = rows.map(row => roomIdOf(roster.communityId, row))
  const diff = diffRoster(rows, await storedFacts(ids))
  const generation = randomUUID().slice(0, 8)
  const lines = linesOf(report, diff)
  const rowChunks = await writeChunks({ importId: roster._id, generation }, { rows, lines })
  return {
    columns,
    problems,
    status: stepRoster(roster.status, 'preview'),
    generation,
    rowChunks,
    nextChunk: 0,
    progress: { ...NO_PROGRESS, total: rows.length },
    counts: {
      added: diff.added.length,
      changed: diff.changed.length,
      unchanged: diff.unchanged.length,
      refused: refused.length,
      warned: warnings.length,
      skipped: skipped.reduce((sum, { count }) => sum + count, 0),
    },
  }
}
