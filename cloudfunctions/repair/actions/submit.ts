import { defineAction } from '../../shared/call/action'
import { dateOf } from '../../shared/time/calendar'
import { homeOf } from '../../shared/call/caller'
import { effectsOf } from '../../shared/effects/outbox'
import { loadCrew } from '../store/technicians'
import { draftOf } from '../store/new-order'
import { SubmitInput } from '../inputs'
import { alerted, placed } from '../messages/messages'
import { latestSequence } from '../store/numbers'
import { assignBySystem } from '../rules/assigning'
import { rowView } from '../present/order'
import { actorAs, addNumbered } from '../store/orders'
import { visitAt } from '../rules/slots'

/** A resident reports a fault; the order has a number and, when somebody is suitable, a technician at once. */
export const submit = defineAction({
  kind: 'write',
  permission: 'repair.household',
  input: SubmitInput,
  async run(context) {
    const { input, caller, now } = context
    const home = homeOf(caller, input.roomId)
    const wish = visitAt('wish', input.wish, now)

    const { communityId, room } = home
    const [crew, latest] = await Promise.all([
      loadCrew(communityId),
      latestSequence(communityId, dateOf(now)),
    ])

    const assignment = assignBySystem({ category: input.category, room, handedBackBy: [] }, crew, now)
    const draft = draftOf({ input, home, wish, assignment, sequence: latest + 1 }, now)

    const messages = [...placed(draft, now), ...alerted(draft, now)]
    const actor = actorAs('household', caller, draft)
    return rowView(await addNumbered(draft, { ...effectsOf(context, actor), messages }))
  },
})
