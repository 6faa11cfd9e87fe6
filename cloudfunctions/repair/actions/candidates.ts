import { defineAction } from '../../shared/call/action'
import { choose, reasonOf } from '../rules/choose-technician'
import { see } from '../store/orders'
import { loadTechnicians } from '../store/technicians'
import { decide } from '../rules/steps'
import { CandidatesInput } from '../inputs'
import { jobOf, ranked } from '../rules/assigning'
import type { Candidate } from '../views'

/** Everybody the dispatcher could give the order to, best first, with the reason (REQ-3). */
export const candidates = defineAction({
  kind: 'read',
  permission: 'repair.dispatch',
  input: CandidatesInput,
  async run({ input, caller, now }): Promise<Candidate[]> {
    const { order, asker } = await see(caller, input.id, now)
    decide(order, 'assign', asker)

    const technicians = await loadTechnicians(order.communityId)
    const people = new Map(technicians.map(({ staff }) => [staff._id, staff]))
    const scores = ranked(order, technicians, now)
    const best = choose(scores, order.handedBackBy)
    return scores.map(score => ({
      ...score,
      title: people.get(score.staffId)!.title,
      skills: people.get(score.staffId)!.skills,
      isSuggested: score === best,
      reason: reasonOf(jobOf(order), score),
    }))
  },
})
