import { defineAction } from '../../shared/call/action'
import { NoteInput } from '../inputs'
import { noted } from '../messages/messages'
import { rowView } from '../present/order'
import { isSaidAlready } from '../rules/repeated'
import { speakParts, withParts } from '../rules/work'
import { see } from '../store/orders'
import { takeStep } from '../store/save-step'

/** Progress in words, photos and parts, which the resident sees at once (REQ-6). */
export const note = defineAction({
  kind: 'write',
  permission: 'repair.work',
  input: NoteInput,
  async run(context) {
    const { input, caller, now } = context
    const sight = await see(caller, input.id, now)
    const taken = takeStep(context, sight, 'note')

    const { order } = sight
    const { parts, photos } = input
    const text = parts.length ? `${input.text}。用料 ${speakParts(parts)}` : input.text
    const line = taken.line(text, { photos })
    if (isSaidAlready(order, line)) return rowView(order)

    const after = await taken.save({
      patch: { work: parts.length ? withParts(order.work, parts) : order.work },
      lines: [line],
      tell: told => [noted(told, text)],
    })
    return rowView(after)
  },
})
