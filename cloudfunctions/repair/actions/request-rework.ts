import { defineAction } from '../../shared/call/action'
import { REOPENED } from '../rules/closing'
import { loadCrew } from '../store/technicians'
import { decide } from '../rules/decide'
import { RequestReworkInput } from '../inputs'
import { placed, reworkRequested } from '../messages/messages'
import { assignRework } from '../rules/assigning'
import { placing, placingLine } from '../rules/assigned'
import { rowView } from '../present/order'
import { actorAs, see } from '../store/orders'
import { saveStep } from '../store/save-step'
import { visitAt } from '../rules/slots'
import { said } from '../rules/timeline'
import { roundOf } from '../rules/work'

/** Not satisfied: the same order reopens with its history, for whoever did the job (REQ-9). */
export const requestRework = defineAction({
  kind: 'write',
  permission: 'repair.household',
  input: RequestReworkInput,
  async run(context) {
    const { input, caller, now } = context
    const wish = visitAt('wish', input.wish, now)
    const { order, asker } = await see(caller, input.id, now)
    const { side } = decide(order, 'requestRework', asker)

    const assignment = assignRework(order, await loadCrew(order.communityId), now)
    const actor = actorAs(side, caller, order)
    const reasons = [input.reasons.join('、'), input.text].filter(Boolean).join('。')
    const round = { round: order.round + 1, pastWork: [...order.pastWork, roundOf(order)] }
    const line = { at: now, step: 'requestRework', by: actor.name, photos: input.photos }

    const after = await saveStep(context, order, {
      actor,
      patch: { ...placing(order, assignment, now), ...REOPENED, ...round, wish },
      lines: [said({ ...line, text: `要求返工：${reasons}` }), placingLine(assignment, now)],
      tell: told => [reworkRequested(told, reasons, now), ...placed(told, now)],
    })
    return rowView(after)
  },
})
