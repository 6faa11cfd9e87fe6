import { defineAction } from '../../shared/action'
import { decide } from '../decide'
import { visitDueAt } from '../due'
import { AcceptInput } from '../inputs'
import { accepted } from '../messages'
import { assignmentOf } from '../place'
import { rowView } from '../present'
import { orWhoTookIt, seeJob } from '../race'
import { actorAs } from '../repository'
import { saveStep } from '../save-step'
import { speakSlot, visitAt } from '../slots'
import { said } from '../timeline'

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
    const assignment = order.assignment ?? assignmentOf(caller.staff!, ground)
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
