import { AppError } from '../../shared/call/errors'
import type { Repair, Slot } from '../schema'
import { speakSlot } from './slots'

/**
 * Where the visit is after the answer to an open proposal, and the line that says so.
 * @throws WRONG_STATUS when the proposed time has passed meanwhile and nobody can keep it any more
 */
export function moved(
  { proposal, appointment }: Pick<Repair, 'proposal' | 'appointment'>,
  isAgreed: boolean,
  now: Date,
): { appointment: Slot | null; text: string } {
  if (!proposal || !isAgreed) {
    const stays = appointment ? `，还按 ${speakSlot(appointment)}上门` : ''
    return { appointment, text: `没同意改约${stays}` }
  }
  if (proposal.endAt <= now)
    throw new AppError('WRONG_STATUS', '提出的时段已经过了，请先不同意，再约一个新时间')
  const { startAt, endAt } = proposal
  return { appointment: { startAt, endAt }, text: `同意改到 ${speakSlot(proposal)}` }
}
