import { defineAction } from '../../shared/action'
import { assertOwnFiles } from '../../shared/files'
import { REOPENED } from '../closing'
import { loadCrew } from '../crew'
import { decide } from '../decide'
import { RequestReworkInput } from '../inputs'
import { placed, reworkRequested } from '../messages'
import { assignRework } from '../place'
import { placing, placingLine } from '../placing'
import { rowView } from '../present'
import { actorAs, see } from '../repository'
import { saveStep } from '../save-step'
import { visitAt } from '../slots'
import { said } from '../timeline'
import { roundOf } from '../work'

/** Not satisfied: the same order reopens with its history, for whoever did the job (REQ-9). */
export const requestRework = defineAction({
  kind: 'write',
  permission: 'repair.household',
  input: RequestReworkInput,
  async run(context) {
    const { input, caller, now } = context
    assertOwnFiles('photos', input.photos, caller)
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
