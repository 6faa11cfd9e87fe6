import { defineAction } from '../../shared/call/action'
import { loadCrew } from '../store/technicians'
import { decide } from '../rules/decide'
import { HandBackInput } from '../inputs'
import { placed } from '../messages/messages'
import { assignBySystem } from '../rules/assigning'
import { placing, placingLine } from '../rules/assigned'
import { rowView } from '../present/order'
import { actorAs, see } from '../store/orders'
import { saveStep } from '../store/save-step'
import { said } from '../rules/timeline'

/** A technician cannot take the job: the system asks somebody else, never him again in this round. */
export const handBack = defineAction({
  kind: 'write',
  permission: 'repair.work',
  input: HandBackInput,
  async run(context) {
    const { input, caller, now } = context
    const { order, asker } = await see(caller, input.id, now)
    const { side } = decide(order, 'handBack', asker)

    const crew = await loadCrew(order.communityId)
    const handedBackBy = [...order.handedBackBy, caller.staffIn(order.communityId).staff._id]
    const assignment = assignBySystem({ ...order, handedBackBy }, crew, now)
    const actor = actorAs(side, caller, order)
    const line = { at: now, step: 'handBack', by: actor.name }

    const after = await saveStep(context, order, {
      actor,
      patch: { ...placing(order, assignment, now), handedBackBy },
      lines: [
        said({ ...line, text: '师傅来不了，换一位' }),
        said({ ...line, text: `转出原因：${input.reason}`, isInternal: true }),
        placingLine(assignment, now),
      ],
      tell: told => placed(told, now),
    })
    return rowView(after)
  },
})
