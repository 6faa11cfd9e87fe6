import { AppError } from '../../shared/call/errors'
import type { Guard } from '../../shared/flow/machine'
import type { Kinds } from './steps'

/** Whoever did the job does not judge it, also when they live there; their family may, or silence does. */
export const isNotOwnWork: Guard<Kinds> = (_order, { isWorker }) =>
  isWorker ? new AppError('FORBIDDEN', '自己修的工单不能自己验收和评价，请家人来办，或等到期自动通过') : null
