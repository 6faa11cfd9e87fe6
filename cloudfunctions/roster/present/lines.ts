import { LOOK_LABELS, type ChangedRow, type RosterDiff } from '../rules/diff'
import { maskOwners } from '../../shared/masking'
import { formatArea } from '../rules/normalise/area'
import { homeLabel } from '../../shared/people/place'
import type { RosterReport } from '../rules/parse-roster'
import type { RosterRow } from '../rules/roster-row'
import type { LineGroup } from '../schema'
import type { RosterLine } from '../views'

// What the preview shows (design 17c), people masked.

const UNSOLD = '未售'

const lineOf = (home: RosterRow, text: string, tag: string): RosterLine => ({
  row: home.row,
  room: homeLabel(home),
  owner: home.owners.length ? maskOwners(home.owners) : UNSOLD,
  text,
  tag,
})

const addedLine = (home: RosterRow) =>
  lineOf(home, home.areaCentiSqm ? `${formatArea(home.areaCentiSqm)} ㎡` : '没有面积', '新增')

function changedLine({ row, changes, looks }: ChangedRow): RosterLine {
  const text = changes.map(({ label, before, after }) => `${label} ${before} → ${after}`).join('；')
  return lineOf(row, text, looks.length ? looks.map(look => LOOK_LABELS[look]).join('、') : '变更')
}

/** A new owner, number or area comes first: somebody has to look at those. */
const looksFirst = (a: ChangedRow, b: ChangedRow) =>
  Number(b.looks.length > 0) - Number(a.looks.length > 0) || a.row.row - b.row.row

/** Lines of each list, in the order they are read. */
export function linesOf(report: RosterReport, diff: RosterDiff): Record<LineGroup, RosterLine[]> {
  const homes = new Map(report.accepted.map(home => [home.row, home]))
  const warned = report.warnings.map(({ row, reason }): RosterLine => {
    const home = homes.get(row)
    return home ? lineOf(home, reason, '提醒') : { row, room: '', owner: '', text: reason, tag: '提醒' }
  })
  return {
    added: diff.added.map(addedLine),
    changed: [...diff.changed].sort(looksFirst).map(changedLine),
    refused: report.refused.map(({ row, room, owner, reason }) => ({
      row,
      room,
      owner,
      text: reason,
      tag: '退回',
    })),
    warned,
    unchanged: diff.unchanged.map(home => lineOf(home, '没有变化', '不变')),
  }
}
