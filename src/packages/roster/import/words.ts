import type { RosterStatus } from '../../../../cloudfunctions/roster/views'
import type { Tone } from '@/components/tag'
import type { InputOf, OutputOf } from '@/lib/api'
import { count, monthDay } from '@/lib/format'

export type RosterView = OutputOf<'roster', 'detail'>
export type RosterLine = OutputOf<'roster', 'rows'>['rows'][number]
export type Group = InputOf<'roster', 'rows'>['group']

export const STEP_NAMES = ['上传', '对应列', '预览', '导入']

export const STATUS_TAGS: Record<RosterStatus, { text: string; tone?: Tone }> = {
  mapping: { text: '待对应列', tone: 'warn' },
  previewed: { text: '待导入', tone: 'warn' },
  running: { text: '导入中', tone: 'brand' },
  done: { text: '已生效', tone: 'ok' },
  stopped: { text: '已停止' },
  failed: { text: '已作废' },
}

/** 11 月 21 日 陈思雨，新增 12，变更 31 */
export function historyNote(roster: RosterView): string {
  const head = `${monthDay(roster.createdAt)} ${roster.by}`
  if (roster.status === 'mapping') return `${head}，${count(roster.totalRows)} 行`
  const { added, changed } = roster.status === 'previewed' ? roster.counts : roster.progress
  return `${head}，新增 ${count(added)}，变更 ${count(changed)}`
}

/** Lines that will be imported: those that change nothing are looked at and left. */
export const importable = ({ counts }: RosterView): number => counts.added + counts.changed + counts.unchanged

const cell = (text: string): string => {
  // a spreadsheet would run what begins like a formula
  const safe = /^[=+\-@\t]/.test(text) ? `'${text}` : text
  return `"${safe.replace(/"/g, '""')}"`
}

/** CSV for Excel, which needs the mark in front to read Chinese. */
export const csvOf = (rows: string[][]): string =>
  `\uFEFF${rows.map(row => row.map(cell).join(',')).join('\r\n')}\r\n`
