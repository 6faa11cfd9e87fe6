import { defineAction } from '../../shared/call/action'
import { acceptanceHoursOf } from '../store/communities'
import { decide } from '../rules/decide'
import { closing } from '../rules/closing'
import { FinishInput } from '../inputs'
import { finished } from '../messages/messages'
import { rowView } from '../present/order'
import { actorAs, see } from '../store/orders'
import { saveStep } from '../store/save-step'
import { said } from '../rules/timeline'
import { completed } from '../rules/work'

/** The job is done: the resident is asked to accept it, and told when silence will count (REQ-8). */
export const finish = defineAction({
  kind: 'write',
  permission: 'repair.work',
  input: FinishInput,
  async run(context) {
    const { input, caller, now } = context
    const { order, asker } = await see(caller, input.id, now)
    const { status, side } = decide(order, 'finish', asker)

    const hours = await acceptanceHoursOf(order.communityId)
    const actor = actorAs(side, caller, order)
    const work = completed(order.work, input, now)
    const text = `已完工，${input.summary}`
    const line = { at: now, step: 'finish', by: actor.name, text, photos: input.photosAfter }

    const after = await saveStep(context, order, {
      actor,
      patch: { status, work, ...closing(now, hours) },
      lines: [said(line)],
      tell: told => [finished(told, hours, now)],
    })
    return rowView(after)
  },
})
