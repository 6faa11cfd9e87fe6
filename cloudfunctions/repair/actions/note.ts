import { defineAction } from '../../shared/call/action'
import { decide } from '../rules/decide'
import { NoteInput } from '../inputs'
import { noted } from '../messages/messages'
import { rowView } from '../present/order'
import { isSaidAlready } from '../rules/repeated'
import { actorAs, see } from '../store/orders'
import { saveStep } from '../store/save-step'
import { said } from '../rules/timeline'
import { speakParts, withParts } from '../rules/work'

/** Progress in words, photos and parts, which the resident sees at once (REQ-6). */
export const note = defineAction({
  kind: 'write',
  permission: 'repair.work',
  input: NoteInput,
  async run(context) {
    const { input, caller, now } = context
    const { order, asker } = await see(caller, input.id, now)
    const { status, side } = decide(order, 'note', asker)

    const { parts, photos } = input
    const actor = actorAs(side, caller, order)
    const text = parts.length ? `${input.text}。用料 ${speakParts(parts)}` : input.text
    const work = parts.length ? withParts(order.work, parts) : order.work

    const line = said({ at: now, step: 'note', by: actor.name, text, photos })
    if (isSaidAlready(order, line)) return rowView(order)

    const after = await saveStep(context, order, {
      actor,
      patch: { status, work },
      lines: [line],
      tell: told => [noted(told, text, now)],
    })
    return rowView(after)
  },
})
