import { defineAction } from '../../shared/call/action'
import { FinishInput } from '../inputs'
import { finished } from '../messages/messages'
import { rowView } from '../present/order'
import { closing } from '../rules/acceptance'
import { completed } from '../rules/work'
import { acceptanceHoursOf } from '../store/communities'
import { see } from '../store/orders'
import { takeStep } from '../store/save-step'

/** The job is done: the resident is asked to accept it, and told when silence will count (REQ-8). */
export const finish = defineAction({
  kind: 'write',
  permission: 'repair.work',
  input: FinishInput,
  async run(context) {
    const { input, caller, now } = context
    const sight = await see(caller, input.id, now)
    const taken = takeStep(context, sight, 'finish')

    const { order } = sight
    const hours = await acceptanceHoursOf(order.communityId)
    const work = completed(order.work, input, now)

    const after = await taken.save({
      patch: { work, ...closing(now, hours) },
      lines: [taken.line(`已完工，${input.summary}`, { photos: input.photosAfter })],
      tell: told => [finished(told, hours)],
    })
    return rowView(after)
  },
})
