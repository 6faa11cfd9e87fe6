import { defineAction } from '../../shared/call/action'
import { RateInput } from '../inputs'
import { rated } from '../messages/messages'
import { rowView } from '../present/order'
import { acceptedBy } from '../rules/acceptance'
import { see } from '../store/orders'
import { takeStep } from '../store/save-step'
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
    const sight = await see(caller, input.id, now)
    const taken = takeStep(context, sight, 'rate')

    const { stars, tags, text } = input
    const isLow = stars <= LOW_STARS
    const accepted = acceptedBy(taken.by, now, null)
    const confirmation = sight.order.confirmation ?? accepted.confirmation

    const after = await taken.save({
      patch: { ...accepted, confirmation, rating: { stars, tags, text, at: now } },
      lines: [taken.line(`评了 ${stars} 星`)],
      tell: told => rated(told, { stars, isLow }),
    })
    return { ...rowView(after), offerRework: isLow }
  },
})
