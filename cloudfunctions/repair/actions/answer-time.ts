import { defineAction } from '../../shared/action'
import { decide } from '../decide'
import { visitDueAt } from '../due'
import { AnswerTimeInput } from '../inputs'
import { timeAnswered } from '../messages'
import { moved } from '../appointments'
import { rowView } from '../present'
import { actorAs, see } from '../repository'
import { saveStep } from '../save-step'
import { said } from '../timeline'

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
