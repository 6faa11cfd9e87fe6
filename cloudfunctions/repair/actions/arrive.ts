import { defineAction } from '../../shared/call/action'
import { decide } from '../rules/decide'
import { finishDueAt } from '../rules/due'
import { ArriveInput } from '../inputs'
import { arrived } from '../messages/messages'
import { rowView } from '../present/order'
import { actorAs, see } from '../store/orders'
import { saveStep } from '../store/save-step'
import { said } from '../rules/timeline'
import { begun } from '../rules/work'

/** The technician is at the door; the time to finish runs from here (design 18a). */
export const arrive = defineAction({
  kind: 'write',
  permission: 'repair.work',
  input: ArriveInput,
  async run(context) {
    const { input, caller, now } = context
    const { order, asker } = await see(caller, input.id, now)
    const { status, side } = decide(order, 'arrive', asker)

    const actor = actorAs(side, caller, order)
    const work = begun(order.work, input.checks, now)
    const line = { at: now, step: 'arrive', by: actor.name, text: '师傅到场检查', photos: input.photos }

    const after = await saveStep(context, order, {
      actor,
      patch: { status, work, proposal: null, dueAt: finishDueAt(now) },
      lines: [said(line)],
      tell: told => [arrived(told, actor.name, now)],
    })
    return rowView(after)
  },
})
