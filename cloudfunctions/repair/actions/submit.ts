import { defineAction } from '../../shared/call/action'
import { dateOf } from '../../shared/time/calendar'
import { effectsOf } from '../../shared/effects/outbox'
import { loadTechnicians } from '../store/technicians'
import { draftOf, orderIdOf } from '../store/new-order'
import { SubmitInput } from '../inputs'
import { alerted, assignedOrQueued } from '../messages/messages'
import { takeNumber } from '../store/numbers'
import { reportTakes } from '../rules/report-limits'
import { assignBySystem } from '../rules/assigning'
import { rowView } from '../present/order'
import { actorAs, addOrder } from '../store/orders'
import { visitAt } from '../rules/slots'

/** A resident reports a fault; the order has a number and, when somebody is suitable, a technician at once. */
export const submit = defineAction({
  kind: 'write',
  permission: 'repair.household',
  input: SubmitInput,
  async run(context) {
    const { input, caller, now } = context
    const home = caller.home(input.roomId)
    const wish = visitAt('wish', input.wish, now)

    const { communityId, room } = home
    const orderId = orderIdOf(caller.personId, input.draftId)
    const takes = reportTakes({ personId: caller.personId, roomId: room.roomId, urgency: input.urgency })
    const [technicians, sequence] = await Promise.all([
      loadTechnicians(communityId),
      takeNumber({ communityId, date: dateOf(now), orderId, takes }, now),
    ])

    const job = { category: input.category, room, handedBackBy: [] }
    const assignment = assignBySystem(job, technicians, now)
    const draft = draftOf({ input, home, wish, assignment, sequence }, now)

    const told = { ...draft, at: now }
    const messages = [...assignedOrQueued(told), ...alerted(told)]
    const actor = actorAs('household', caller, draft)
    return rowView(await addOrder(draft, { ...effectsOf(context, actor), messages }))
  },
})
