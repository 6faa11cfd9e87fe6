import { defineAction } from '../../shared/call/action'
import { decide } from '../rules/decide'
import { boardOf } from '../rules/due'
import { CancelInput } from '../inputs'
import { cancelled } from '../messages/messages'
import { rowView } from '../present/order'
import { actorAs, see } from '../store/orders'
import { saveStep } from '../store/save-step'
import { said } from '../rules/timeline'

/** The household until the technician is there, the desk until the job is done. */
export const cancel = defineAction({
  kind: 'write',
  permission: 'repair.cancel',
  input: CancelInput,
  async run(context) {
    const { input, caller, now } = context
    const { order, asker } = await see(caller, input.id, now)
    const { status, side } = decide(order, 'cancel', asker)

    const actor = actorAs(side, caller, order)
    const cancellation = { by: actor.name, reason: input.reason, at: now }
    const line = { at: now, step: 'cancel', by: actor.name, text: `取消工单：${input.reason}` }

    const after = await saveStep(context, order, {
      actor,
      patch: { status, cancellation, proposal: null, board: boardOf(now), dueAt: null },
      lines: [said(line)],
      tell: told => cancelled(told, { isByDesk: side === 'dispatcher', at: now }),
    })
    return rowView(after)
  },
})
