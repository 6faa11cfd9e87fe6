import { defineAction } from '../../shared/call/action'
import { badField, notFound } from '../../shared/call/errors'
import { loadCrew } from '../store/technicians'
import { decide } from '../rules/decide'
import { AssignInput } from '../inputs'
import { placed, taken } from '../messages/messages'
import { assignByHand } from '../rules/assigning'
import { placing, placingLine } from '../rules/assigned'
import { rowView } from '../present/order'
import { actorAs, see } from '../store/orders'
import { saveStep } from '../store/save-step'

/** The dispatcher gives the order to somebody, suitable or not; whoever had it is told. */
export const assign = defineAction({
  kind: 'write',
  permission: 'repair.dispatch',
  input: AssignInput,
  async run(context) {
    const { input, caller, now } = context
    const { order, asker } = await see(caller, input.id, now)
    const { side } = decide(order, 'assign', asker)
    const former = order.assignment
    if (former?.staffId === input.staffId)
      throw badField('staffId', `这单已经在${former.name}手上，请选别的师傅`)

    const crew = await loadCrew(order.communityId)
    const actor = actorAs(side, caller, order)
    const assignment = assignByHand(order, crew, { staffId: input.staffId, by: actor.name, at: now })
    if (!assignment) throw notFound('位师傅')

    const after = await saveStep(context, order, {
      actor,
      patch: placing(order, assignment, now),
      lines: [placingLine(assignment, now)],
      tell: told => [...placed(told, now), ...(former ? [taken(told, former, now)] : [])],
    })
    return rowView(after)
  },
})
