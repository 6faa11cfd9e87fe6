import { defineAction } from '../../shared/call/action'
import { ArriveInput } from '../inputs'
import { arrived } from '../messages/messages'
import { rowView } from '../present/order'
import { finishDueAt } from '../rules/due'
import { begun } from '../rules/work'
import { see } from '../store/orders'
import { takeStep } from '../store/save-step'

/** The technician is at the door; the time to finish runs from here (design 18a). */
export const arrive = defineAction({
  kind: 'write',
  permission: 'repair.work',
  input: ArriveInput,
  async run(context) {
    const { input, caller, now } = context
    const sight = await see(caller, input.id, now)
    const taken = takeStep(context, sight, 'arrive')

    const work = begun(sight.order.work, input.checks, now)

    const after = await taken.save({
      patch: { work, proposal: null, dueAt: finishDueAt(now) },
      lines: [taken.line('师傅到场检查', { photos: input.photos })],
      tell: told => [arrived(told, taken.by)],
    })
    return rowView(after)
  },
})
