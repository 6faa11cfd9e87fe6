import { defineAction } from '../../shared/call/action'
import { decide } from '../rules/decide'
import { visitDueAt } from '../rules/due'
import { AcceptInput } from '../inputs'
import { accepted } from '../messages/messages'
import { assignmentOf } from '../rules/assigning'
import { rowView } from '../present/order'
import { orWhoTookIt, seeJob } from '../store/race'
import { actorAs } from '../store/orders'
import { saveStep } from '../store/save-step'
import { speakSlot, visitAt } from '../rules/slots'
import { said } from '../rules/timeline'

/** A technician takes an order given to him, or one from the queue, and says when he comes (REQ-5). */
export const accept = defineAction({
  kind: 'write',
  permission: 'repair.work',
  input: AcceptInput,
  async run(context) {
    const { input, caller, now } = context
    const appointment = visitAt('visit', input.visit, now)
    const { order, asker } = await seeJob(caller, input.id, now)
    const { status, side } = decide(order, 'accept', asker)

    const actor = actorAs(side, caller, order)
    const ground = { by: actor.name, reason: '从待派单里自己接的', candidates: [], at: now }
    const assignment = order.assignment ?? assignmentOf(caller.staffIn(order.communityId).staff, ground)
    const dueAt = visitDueAt({ ...order, appointment })
    const patch = { status, assignment, assigneeId: assignment.staffId, appointment, dueAt }
    const text = `师傅接单，${speakSlot(appointment)}上门`

    const saving = saveStep(context, order, {
      actor,
      patch,
      lines: [said({ at: now, step: 'accept', by: actor.name, text })],
      tell: told => [accepted(told, assignment, { slot: appointment, at: now })],
    })
    return rowView(await orWhoTookIt(saving, caller, input.id))
  },
})
