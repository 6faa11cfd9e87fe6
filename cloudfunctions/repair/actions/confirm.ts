import { defineAction } from '../../shared/call/action'
import { ConfirmInput } from '../inputs'
import { confirmed } from '../messages/messages'
import { rowView } from '../present/order'
import { acceptedBy } from '../rules/acceptance'
import { see } from '../store/orders'
import { takeStep } from '../store/save-step'

/** The resident accepts the work and signs on the screen (REQ-8). */
export const confirm = defineAction({
  kind: 'write',
  permission: 'repair.household',
  input: ConfirmInput,
  async run(context) {
    const { input, caller, now } = context
    const sight = await see(caller, input.id, now)
    const taken = takeStep(context, sight, 'confirm')

    const after = await taken.save({
      patch: acceptedBy(taken.by, now, input.signature),
      lines: [taken.line('验收通过，已签名')],
      tell: told => confirmed(told, taken.by),
    })
    return rowView(after)
  },
})
