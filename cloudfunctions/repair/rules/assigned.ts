import type { Patch } from '../../shared/store/repository'
import { acceptDueAt } from './due'
import { transition } from './steps'
import type { Assignment, Repair, TimelineEntry } from '../schema'
import { said } from './timeline'

type Waiting = Pick<Repair, 'urgency' | 'wish' | 'appointment' | 'work'>

/**
 * A waiting order goes to somebody, or stays in the dispatcher's queue. The time the resident had agreed to becomes
 * the wish; of a visit that had begun, parts and photos stay, the arrival does not.
 */
export const assigned = (order: Waiting, assignment: Assignment | null, now: Date) =>
  ({
    status: assignment ? transition('pending', 'assign') : 'pending',
    assignment,
    assigneeId: assignment?.staffId ?? null,
    wish: order.appointment ?? order.wish,
    appointment: null,
    proposal: null,
    work: order.work && { ...order.work, arrivedAt: null },
    dueAt: acceptDueAt(order.urgency, now),
  }) satisfies Patch<Repair>

export const assignedLine = (assignment: Assignment | null, now: Date): TimelineEntry =>
  said({
    at: now,
    step: 'assign',
    by: assignment?.by ?? '系统',
    text: assignment ? `${whoAssigned(assignment)}派给${assignment.name}` : '服务台正在派单',
  })

const whoAssigned = ({ by }: Assignment): string => (by === '系统' ? '系统' : '服务台')
