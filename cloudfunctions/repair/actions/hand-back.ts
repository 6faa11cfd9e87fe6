import { defineAction } from '../../shared/call/action'
import { HandBackInput } from '../inputs'
import { assignedOrQueued } from '../messages/messages'
import { rowView } from '../present/order'
import { assigned, assignedLine } from '../rules/assigned'
import { assignBySystem } from '../rules/assigning'
import { see } from '../store/orders'
import { takeStep } from '../store/save-step'
import { loadTechnicians } from '../store/technicians'

/** A technician cannot take the job: the system asks somebody else, never the same again in this round. */
export const handBack = defineAction({
  kind: 'write',
  permission: 'repair.work',
  input: HandBackInput,
  async run(context) {
    const { input, caller, now } = context
    const sight = await see(caller, input.id, now)
    const taken = takeStep(context, sight, 'handBack')

    const { order } = sight
    const technicians = await loadTechnicians(order.communityId)
    const handedBackBy = [...order.handedBackBy, caller.staffIn(order.communityId).staff._id]
    const assignment = assignBySystem({ ...order, handedBackBy }, technicians, now)

    const after = await taken.save({
      patch: { ...assigned(order, assignment, now), handedBackBy },
      lines: [
        taken.line('师傅来不了，换一位'),
        taken.line(`转出原因：${input.reason}`, { isInternal: true }),
        assignedLine(assignment, now),
      ],
      tell: assignedOrQueued,
    })
    return rowView(after)
  },
})
