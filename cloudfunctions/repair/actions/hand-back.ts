import { defineAction } from '../../shared/action'
import { loadCrew } from '../crew'
import { decide } from '../decide'
import { HandBackInput } from '../inputs'
import { placed } from '../messages'
import { assignBySystem } from '../place'
import { placing, placingLine } from '../placing'
import { rowView } from '../present'
import { actorAs, see } from '../repository'
import { saveStep } from '../save-step'
import { said } from '../timeline'

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
    const handedBackBy = [...order.handedBackBy, caller.staff!._id]
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
