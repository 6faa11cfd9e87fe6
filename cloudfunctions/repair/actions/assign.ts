import { defineAction } from '../../shared/call/action'
import { badField, notFound } from '../../shared/call/errors'
import { AssignInput } from '../inputs'
import { assignedOrQueued, takenAway } from '../messages/messages'
import { rowView } from '../present/order'
import { assigned, assignedLine } from '../rules/assigned'
import { assignByHand } from '../rules/assigning'
import { see } from '../store/orders'
import { takeStep } from '../store/save-step'
import { loadTechnicians } from '../store/technicians'

/** The dispatcher gives the order to somebody, suitable or not; whoever had it is told. */
export const assign = defineAction({
  kind: 'write',
  permission: 'repair.dispatch',
  input: AssignInput,
  async run(context) {
    const { input, caller, now } = context
    const sight = await see(caller, input.id, now)
    const taken = takeStep(context, sight, 'assign')

    const { order } = sight
    const former = order.assignment
    if (former?.staffId === input.staffId)
      throw badField('staffId', `这单已经在${former.name}手上，请选别的师傅`)
    const technicians = await loadTechnicians(order.communityId)
    const choice = { staffId: input.staffId, by: taken.by, at: now }
    const assignment = assignByHand(order, technicians, choice)
    if (!assignment) throw notFound('位师傅')

    const after = await taken.save({
      patch: assigned(order, assignment, now),
      lines: [assignedLine(assignment, now)],
      tell: told => [...assignedOrQueued(told), ...(former ? [takenAway(told, former)] : [])],
    })
    return rowView(after)
  },
})
