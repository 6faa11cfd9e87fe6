import { defineAction } from '../../shared/call/action'
import { ANSWERED } from '../rules/closing'
import { decide } from '../rules/decide'
import { RateInput } from '../inputs'
import { rated } from '../messages/messages'
import { rowView } from '../present/order'
import { actorAs, see } from '../store/orders'
import { saveStep } from '../store/save-step'
import { said } from '../rules/timeline'
import type { RatedRow } from '../views'

/** As many stars or fewer are a complaint: the screen offers a rework, the desk hears of it. */
const LOW_STARS = 2

/** One rating a round; rating an order that was not accepted yet accepts it too (design 03). */
export const rate = defineAction({
  kind: 'write',
  permission: 'repair.household',
  input: RateInput,
  async run(context): Promise<RatedRow> {
    const { input, caller, now } = context
    const { order, asker } = await see(caller, input.id, now)
    const { status, side } = decide(order, 'rate', asker)

    const { stars, tags, text } = input
    const isLow = stars <= LOW_STARS
    const actor = actorAs(side, caller, order)
    const accepted = { by: actor.name, at: now, signature: null, isByLapse: false }
    const patch = {
      ...{ status, rating: { stars, tags, text, at: now } },
      ...{ confirmation: order.confirmation ?? accepted, ...ANSWERED },
    }

    const after = await saveStep(context, order, {
      actor,
      patch,
      lines: [said({ at: now, step: 'rate', by: actor.name, text: `评了 ${stars} 星` })],
      tell: told => rated(told, { stars, isLow, at: now }),
    })
    return { ...rowView(after), offerRework: isLow }
  },
})
