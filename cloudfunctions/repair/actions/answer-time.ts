import { defineAction } from '../../shared/call/action'
import { AnswerTimeInput } from '../inputs'
import { timeAnswered } from '../messages/messages'
import { rowView } from '../present/order'
import { visitDueAt } from '../rules/due'
import { moved } from '../rules/proposals'
import { see } from '../store/orders'
import { takeStep } from '../store/save-step'

/** The other side agrees, and the appointment moves; or not, and the old one stays. */
export const answerTime = defineAction({
  kind: 'write',
  permission: 'repair.agree',
  input: AnswerTimeInput,
  async run(context) {
    const { input, caller, now } = context
    const sight = await see(caller, input.id, now)
    const taken = takeStep(context, sight, 'answerTime')

    const { order } = sight
    const { isAgreed } = input
    const { appointment, text } = moved(order, isAgreed, now)
    const to = order.proposal!.by

    const after = await taken.save({
      patch: { appointment, dueAt: visitDueAt({ ...order, appointment }), proposal: null },
      lines: [taken.line(text)],
      tell: told => timeAnswered(told, { to, isAgreed }),
    })
    return rowView(after)
  },
})
