import { AppError } from '../../shared/call/errors'
import type { RosterImport } from '../schema'

type Table<Status extends string, Step extends string> = Record<Step, Partial<Record<Status, Status>>>

export const ROSTER_STEPS = {
  preview: { mapping: 'previewed', previewed: 'previewed' },
  confirm: { previewed: 'running', stopped: 'running' },
  stop: { running: 'stopped' },
  finish: { running: 'done' },
  fail: { mapping: 'failed', previewed: 'failed', running: 'failed', stopped: 'failed' },
} as const satisfies Table<RosterImport['status'], string>

const ROSTER_NAMES: Record<RosterImport['status'], string> = {
  mapping: '还没有预览，请先对应好列',
  previewed: '还没有开始导入',
  running: '正在导入',
  done: '已经导入完成',
  stopped: '已经停止',
  failed: '已经作废，请重新上传',
}

/** @returns the status after the step. @throws WRONG_STATUS when the import does not allow it */
export function stepRoster(status: RosterImport['status'], step: keyof typeof ROSTER_STEPS) {
  const next = (ROSTER_STEPS[step] as Partial<Record<RosterImport['status'], RosterImport['status']>>)[status]
  if (!next) throw new AppError('WRONG_STATUS', `这次导入${ROSTER_NAMES[status]}`)
  return next
}

/** A file is deleted a day after its import, or a week after it was left; what had not finished cannot go on then. */
export const statusWhenCleaned = (status: RosterImport['status']): RosterImport['status'] =>
  (ROSTER_STEPS.fail as Partial<Record<RosterImport['status'], RosterImport['status']>>)[status] ?? status
