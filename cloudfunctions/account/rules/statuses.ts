import { AppError } from '../../shared/call/errors'
import type { Resident } from '../../shared/people/people'

type Table<Status extends string, Step extends string> = Record<Step, Partial<Record<Status, Status>>>

/** submit also starts anew after a refusal, a withdrawal, or the end of an earlier tie. */
export const REGISTRATION_STEPS = {
  submit: { refused: 'pending', withdrawn: 'pending', ended: 'pending' },
  withdraw: { pending: 'withdrawn' },
  approve: { pending: 'approved' },
  refuse: { pending: 'refused' },
} as const satisfies Table<Resident['status'], string>

const REGISTRATION_NAMES: Record<Resident['status'], string> = {
  pending: '正在核对',
  approved: '已经通过',
  refused: '已经退回',
  withdrawn: '已经撤回',
  ended: '已经结束',
}

/** @returns the status after the step. @throws WRONG_STATUS when the application does not allow it */
export function stepRegistration(status: Resident['status'], step: keyof typeof REGISTRATION_STEPS) {
  const next = (REGISTRATION_STEPS[step] as Partial<Record<Resident['status'], Resident['status']>>)[status]
  if (!next) throw new AppError('WRONG_STATUS', `这份申请${REGISTRATION_NAMES[status]}，请刷新看看`)
  return next
}
