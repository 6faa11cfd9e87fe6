import { defineAction } from '../../shared/call/action'
import { actorIn } from '../../shared/call/actor'
import { effectsOf } from '../../shared/effects/outbox'
import { ApproveInput } from '../inputs'
import { approved } from '../messages/messages'
import { saveResident, seeToDecide } from '../store/residents'

/** Of two who decide at once one wins, the other is told. */
export const approve = defineAction({
  kind: 'write',
  permission: 'account.review',
  input: ApproveInput,
  async run(context) {
    const { input, caller, now } = context
    const { application, status } = await seeToDecide(caller, input.id, 'approve')
    const actor = actorIn(caller, application.communityId)
    const by = { personId: actor.personId, name: actor.name }
    const decision = { by, reason: '服务台核对通过', at: now }
    const messages = [approved(application, now)]
    await saveResident(
      application,
      { status, decision, endedAt: null },
      { ...effectsOf(context, actor), messages },
    )
    return {}
  },
})
