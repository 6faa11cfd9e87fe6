import { AppError } from '../../shared/call/errors'
import type { RosterImport } from '../schema'

type Status = RosterImport['status']
type Steps = Partial<Record<Status, Status>>

export const ROSTER_STEPS = {
  preview: { mapping: 'previewed', previewed: 'previewed' },
  confirm: { previewed: 'running', stopped: 'running' },
  stop: { running: 'stopped' },
  finish: { running: 'done' },
  fail: { mapping: 'failed', previewed: 'failed', running: 'failed', stopped: 'failed' },
} as const satisfies Record<string, Steps>

const ROSTER_NAMES: Record<Status, string> = {
  mapping: '还没有预览，请先对应好列',
  previewed: '还没有开始导入',
  running: '正在导入',
  done: '已经导入完成',
  stopped: '已经停止',
  failed: '已经作废，请重新上传',
}

/** @returns the status after the step. @throws WRONG_STATUS when the import does not allow it */
export function stepRoster(status: Status, step: keyof typeof ROSTER_STEPS): Status {
  const next = (ROSTER_STEPS[step] as Steps)[status]
  if (!next) throw new AppError('WRONG_STATUS', `这次导入${ROSTER_NAMES[status]}`)
  return next
}

/** A file is deleted a day after its import, or a week after it was left; what had not finished cannot go on then. */
export const statusWhenCleaned = (status: Status): Status => (ROSTER_STEPS.fail as Steps)[status] ?? status
