import { defineAction } from '../../shared/call/action'
import { RequestReworkInput } from '../inputs'
import { assignedOrQueued, reworkRequested } from '../messages/messages'
import { rowView } from '../present/order'
import { assigned, assignedLine } from '../rules/assigned'
import { assignRework, reopened } from '../rules/rework'
import { visitAt } from '../rules/slots'
import { see } from '../store/orders'
import { takeStep } from '../store/save-step'
import { loadTechnicians } from '../store/technicians'

/** Not satisfied: the same order reopens with its history, for whoever did the job (REQ-9). */
export const requestRework = defineAction({
  kind: 'write',
  permission: 'repair.household',
  input: RequestReworkInput,
  async run(context) {
    const { input, caller, now } = context
    const wish = visitAt('wish', input.wish, now)
    const sight = await see(caller, input.id, now)
    const taken = takeStep(context, sight, 'requestRework')

    const { order } = sight
    const technicians = await loadTechnicians(order.communityId)
    const assignment = assignRework(order, technicians, now)
    const reasons = [input.reasons.join('、'), input.text].filter(Boolean).join('。')

    const after = await taken.save({
      patch: { ...assigned(order, assignment, now), ...reopened(order), wish },
      lines: [taken.line(`要求返工：${reasons}`, { photos: input.photos }), assignedLine(assignment, now)],
      tell: told => [reworkRequested(told, reasons), ...assignedOrQueued(told)],
    })
    return rowView(after)
  },
})
