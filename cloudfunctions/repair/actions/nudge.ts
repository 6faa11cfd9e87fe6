import { defineAction } from '../../shared/call/action'
import { take } from '../../shared/call/limits'
import { NUDGE_LIMITS } from '../rules/nudging'
import { NudgeInput } from '../inputs'
import { nudged } from '../messages/messages'
import { rowView } from '../present/order'
import { see } from '../store/orders'
import { takeStep } from '../store/save-step'

/** The desk reminds the technician; how often is in rules/nudging.ts. */
export const nudge = defineAction({
  kind: 'write',
  permission: 'repair.dispatch',
  input: NudgeInput,
  async run(context) {
    const { input, caller, now } = context
    const sight = await see(caller, input.id, now)
    const taken = takeStep(context, sight, 'nudge')
    await take({ limits: NUDGE_LIMITS, subject: caller.personId }, now)

    const after = await taken.save({
      patch: { nudgedAt: now },
      lines: [taken.line('服务台催办')],
      tell: told => nudged(told, taken.by),
    })
    return rowView(after)
  },
})
