import { defineAction } from '../../shared/call/action'
import { CancelInput } from '../inputs'
import { cancelled } from '../messages/messages'
import { rowView } from '../present/order'
import { boardOf } from '../rules/due'
import { see } from '../store/orders'
import { takeStep } from '../store/save-step'

/** The household until the technician is there, the desk until the job is done. */
export const cancel = defineAction({
  kind: 'write',
  permission: 'repair.cancel',
  input: CancelInput,
  async run(context) {
    const { input, caller, now } = context
    const sight = await see(caller, input.id, now)
    const taken = takeStep(context, sight, 'cancel')

    const cancellation = { by: taken.by, reason: input.reason, at: now }

    const after = await taken.save({
      patch: { cancellation, proposal: null, board: boardOf(now), dueAt: null },
      lines: [taken.line(`取消工单：${input.reason}`)],
      tell: told => cancelled(told, { isByDesk: taken.side === 'dispatcher' }),
    })
    return rowView(after)
  },
})
