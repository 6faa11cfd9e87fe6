import { defineAction } from '../../shared/call/action'
import { AcceptInput } from '../inputs'
import { accepted } from '../messages/messages'
import { rowView } from '../present/order'
import { assignmentOf } from '../rules/assigning'
import { visitDueAt } from '../rules/due'
import { speakSlot, visitAt } from '../rules/slots'
import { orWhoTookIt, seeJob } from '../store/race'
import { takeStep } from '../store/save-step'

/** A technician takes the order, given or out of the queue, and says when the visit is (REQ-5). */
export const accept = defineAction({
  kind: 'write',
  permission: 'repair.work',
  input: AcceptInput,
  async run(context) {
    const { input, caller, now } = context
    const appointment = visitAt('visit', input.visit, now)
    const sight = await seeJob(caller, input.id, now)
    const taken = takeStep(context, sight, 'accept')

    const { order } = sight
    const ground = { by: taken.by, reason: '从待派单里自己接的', candidates: [], at: now }
    const assignment = order.assignment ?? assignmentOf(caller.staffIn(order.communityId).staff, ground)
    const dueAt = visitDueAt({ ...order, appointment })

    const saving = taken.save({
      patch: { assignment, assigneeId: assignment.staffId, appointment, dueAt },
      lines: [taken.line(`师傅接单，${speakSlot(appointment)}上门`)],
      tell: told => [accepted(told, assignment, appointment)],
    })
    return rowView(await orWhoTookIt(saving, caller, input.id))
  },
})
