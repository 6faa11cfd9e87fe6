import { defineAction } from '../../shared/call/action'
import { decide } from '../rules/decide'
import { visitDueAt } from '../rules/due'
import { AnswerTimeInput } from '../inputs'
import { timeAnswered } from '../messages/messages'
import { moved } from '../rules/appointments'
import { rowView } from '../present/order'
import { actorAs, see } from '../store/orders'
import { saveStep } from '../store/save-step'
import { said } from '../rules/timeline'

/** The other side agrees, and the appointment moves; or not, and the old one stays. */
export const answerTime = defineAction({
  kind: 'write',
  permission: 'repair.agree',
  input: AnswerTimeInput,
  async run(context) {
    const { input, caller, now } = context
    const { order, asker } = await see(caller, input.id, now)
    const { status, side } = decide(order, 'answerTime', asker)

    const { isAgreed } = input
    const { appointment, text } = moved(order, isAgreed, now)
    const dueAt = visitDueAt({ ...order, appointment })
    const actor = actorAs(side, caller, order)
    const to = order.proposal!.by

    const after = await saveStep(context, order, {
      actor,
      patch: { status, appointment, dueAt, proposal: null },
      lines: [said({ at: now, step: 'answerTime', by: actor.name, text })],
      tell: told => timeAnswered(told, { to, isAgreed, at: now }),
    })
    return rowView(after)
  },
})
