import { defineAction } from '../../shared/call/action'
import { take } from '../../shared/call/limits'
import { decide } from '../rules/decide'
import { NUDGE_LIMITS } from '../rules/nudge-limits'
import { NudgeInput } from '../inputs'
import { nudged } from '../messages/messages'
import { rowView } from '../present/order'
import { actorAs, see } from '../store/orders'
import { saveStep } from '../store/save-step'
import { said } from '../rules/timeline'

/** The desk reminds the technician, at most every ten minutes. */
export const nudge = defineAction({
  kind: 'write',
  permission: 'repair.dispatch',
  input: NudgeInput,
  async run(context) {
    const { input, caller, now } = context
    const { order, asker } = await see(caller, input.id, now)
    const { status, side } = decide(order, 'nudge', asker)
    await take({ limits: NUDGE_LIMITS, subject: caller.personId }, now)

    const actor = actorAs(side, caller, order)
    const after = await saveStep(context, order, {
      actor,
      patch: { status, nudgedAt: now },
      lines: [said({ at: now, step: 'nudge', by: actor.name, text: '服务台催办' })],
      tell: told => nudged(told, actor.name, now),
    })
    return rowView(after)
  },
})
