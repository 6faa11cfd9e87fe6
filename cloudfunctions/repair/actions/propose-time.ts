import { defineAction } from '../../shared/call/action'
import { decide } from '../rules/decide'
import { ProposeTimeInput } from '../inputs'
import { timeProposed } from '../messages/messages'
import { rowView } from '../present/order'
import { isProposedAlready } from '../rules/repeated'
import { actorAs, see } from '../store/orders'
import { saveStep } from '../store/save-step'
import { speakSlot, visitAt } from '../rules/slots'
import { said } from '../rules/timeline'

/** Either side asks for another time; until the other agrees, the old one stays, also for the limit (REQ-5). */
export const proposeTime = defineAction({
  kind: 'write',
  permission: 'repair.agree',
  input: ProposeTimeInput,
  async run(context) {
    const { input, caller, now } = context
    const slot = visitAt('visit', input.visit, now)
    const { order, asker } = await see(caller, input.id, now)
    const { status, side } = decide(order, 'proposeTime', asker)

    const by: 'resident' | 'technician' = side === 'household' ? 'resident' : 'technician'
    const proposal = { ...slot, by, reason: input.reason, at: now }
    if (isProposedAlready(order, proposal)) return rowView(order)

    const actor = actorAs(side, caller, order)
    const text = `想改到 ${speakSlot(slot)}：${input.reason}`

    const after = await saveStep(context, order, {
      actor,
      patch: { status, proposal },
      lines: [said({ at: now, step: 'proposeTime', by: actor.name, text })],
      tell: told => timeProposed(told, proposal),
    })
    return rowView(after)
  },
})
