import type { Status } from '../limits'
import type { Repair } from '../schema'
import { orderSteps, type Step } from './steps'

// What somebody still sees of an order of their own after the tie to the home has ended: what was there until then.

const isStep = (step: string): step is Step => (orderSteps.steps as readonly string[]).includes(step)

/** The status that these lines of history led to. */
function statusAfter(lines: Repair['timeline']): Status {
  const { transitions } = orderSteps.declaration
  return lines.reduce<Status>(
    (status, { step }) => (isStep(step) ? (transitions[status][step] ?? status) : status),
    'pending',
  )
}

/** Who works on it, what was agreed and what is due belongs to the time after. */
const NOBODY = {
  assignment: null,
  assigneeId: null,
  loadOf: null,
  appointment: null,
  proposal: null,
  work: null,
  pastWork: [],
  dueAt: null,
  lapseAt: null,
} satisfies Partial<Repair>

/** The order as it stood at `until`; unchanged when nothing has happened since. */
export function frozenAt(order: Repair, until: Date): Repair {
  const lines = order.timeline.filter(({ at }) => at <= until)
  if (lines.length === order.timeline.length) return order
  const before = <Part extends { at: Date }>(part: Part | null) => (part && part.at <= until ? part : null)
  return {
    ...order,
    ...NOBODY,
    status: statusAfter(lines),
    timeline: lines,
    finishedAt: order.finishedAt && order.finishedAt <= until ? order.finishedAt : null,
    confirmation: before(order.confirmation),
    rating: before(order.rating),
    cancellation: before(order.cancellation),
  }
}
