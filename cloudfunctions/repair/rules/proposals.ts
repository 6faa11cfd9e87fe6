import { AppError } from '../../shared/call/errors'
import type { Guard } from '../../shared/flow/machine'
import { hasRoom } from './history-size'
import { speakSlot } from './slots'
import type { Kinds, Side } from './steps'
import type { Repair, Slot } from '../schema'

// One side asks for another time of the visit, the other answers (REQ-5).

const refuse = (message: string) => new AppError('WRONG_STATUS', message)

/** The side a proposal came from, as a side of the order. */
const proposer = ({ proposal }: Repair): Side | null => {
  if (!proposal) return null
  return proposal.by === 'resident' ? 'household' : 'technician'
}

export const canPropose: Guard<Kinds> = (order, asker) => {
  const by = proposer(order)
  if (by && !asker.sides.includes(by)) return refuse('对方刚提出改约，请先答复')
  return hasRoom(order, asker)
}

export const canAnswer: Guard<Kinds> = (order, { sides }) => {
  const by = proposer(order)
  if (!by) return refuse('现在没有要答复的改约，请刷新看看')
  const other: Side = by === 'household' ? 'technician' : 'household'
  return sides.includes(other) ? null : refuse('对方还没答复，请等一等')
}

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
  if (proposal.endAt <= now) throw refuse('提出的时段已经过了，请先不同意，再约一个新时间')
  const { startAt, endAt } = proposal
  return { appointment: { startAt, endAt }, text: `同意改到 ${speakSlot(proposal)}` }
}
