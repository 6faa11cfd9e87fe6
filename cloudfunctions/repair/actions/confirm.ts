import { defineAction } from '../../shared/call/action'
import { ANSWERED } from '../rules/closing'
import { decide } from '../rules/decide'
import { ConfirmInput } from '../inputs'
import { confirmed } from '../messages/messages'
import { rowView } from '../present/order'
import { actorAs, see } from '../store/orders'
import { saveStep } from '../store/save-step'
import { said } from '../rules/timeline'

/** The resident accepts the work and signs on the screen (REQ-8). */
export const confirm = defineAction({
  kind: 'write',
  permission: 'repair.household',
  input: ConfirmInput,
  async run(context) {
    const { input, caller, now } = context
    const { order, asker } = await see(caller, input.id, now)
    const { status, side } = decide(order, 'confirm', asker)

    const actor = actorAs(side, caller, order)
    const confirmation = { by: actor.name, at: now, signature: input.signature, isByLapse: false }

    const after = await saveStep(context, order, {
      actor,
      patch: { status, confirmation, ...ANSWERED },
      lines: [said({ at: now, step: 'confirm', by: actor.name, text: '验收通过，已签名' })],
      tell: told => confirmed(told, actor.name, now),
    })
    return rowView(after)
  },
})
