import { defineAction } from '../../shared/call/action'
import { notFound } from '../../shared/call/errors'
import { effectsOf } from '../../shared/effects/outbox'
import { WithdrawInput } from '../inputs'
import { registrationSteps } from '../rules/registration-steps'
import { getResident, residentIdOf, saveResident } from '../store/residents'

/** The applicant takes the application back before anybody has decided it. */
export const withdraw = defineAction({
  kind: 'write',
  permission: 'account.self',
  input: WithdrawInput,
  async run(context) {
    const { input, caller } = context
    const resident = await getResident(residentIdOf(input.roomId, caller.personId))
    if (!resident) throw notFound('份申请')
    const { status } = registrationSteps.decide(resident, 'withdraw', { sides: ['applicant'] })
    const actor = { personId: caller.personId, name: resident.name, as: resident.relation }
    await saveResident(resident, { status }, effectsOf(context, actor))
    return {}
  },
})
