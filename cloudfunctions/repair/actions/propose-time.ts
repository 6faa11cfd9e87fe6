import { defineAction } from '../../shared/call/action'
import { ProposeTimeInput } from '../inputs'
import { timeProposed } from '../messages/messages'
import { rowView } from '../present/order'
import { isProposedAlready } from '../rules/repeated'
import { speakSlot, visitAt } from '../rules/slots'
import { see } from '../store/orders'
import { takeStep } from '../store/save-step'

/** Either side asks for another time; until the other agrees, the old one stays, also for the limit (REQ-5). */
export const proposeTime = defineAction({
  kind: 'write',
  permission: 'repair.agree',
  input: ProposeTimeInput,
  async run(context) {
    const { input, caller, now } = context
    const slot = visitAt('visit', input.visit, now)
    const sight = await see(caller, input.id, now)
    const taken = takeStep(context, sight, 'proposeTime')

    const by: 'resident' | 'technician' = taken.side === 'household' ? 'resident' : 'technician'
    const proposal = { ...slot, by, reason: input.reason, at: now }
    if (isProposedAlready(sight.order, proposal)) return rowView(sight.order)

    const after = await taken.save({
      patch: { proposal },
      lines: [taken.line(`想改到 ${speakSlot(slot)}：${input.reason}`)],
      tell: told => timeProposed(told, proposal),
    })
    return rowView(after)
  },
})
