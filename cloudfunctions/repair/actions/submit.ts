import { defineAction } from '../../shared/action'
import { dateOf } from '../../shared/calendar'
import { homeOf } from '../../shared/caller'
import { assertOwnFiles } from '../../shared/files'
import { effectsOf } from '../../shared/outbox'
import { loadCrew } from '../crew'
import { draftOf } from '../draft'
import { SubmitInput } from '../inputs'
import { alerted, placed } from '../messages'
import { latestSequence } from '../numbers'
import { assignBySystem } from '../place'
import { rowView } from '../present'
import { actorAs, addNumbered } from '../repository'
import { visitAt } from '../slots'

/** A resident reports a fault; the order has a number and, when somebody is suitable, a technician at once. */
export const submit = defineAction({
  kind: 'write',
  permission: 'repair.household',
  input: SubmitInput,
  async run(context) {
    const { input, caller, now } = context
    const home = homeOf(caller, input.roomId)
    assertOwnFiles('photos', input.photos, caller)
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
