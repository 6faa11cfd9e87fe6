import { defineAction } from '../../shared/call/action'
import { badField } from '../../shared/call/errors'
import { actorIn } from '../../shared/call/actor'
import { effectsOf } from '../../shared/effects/outbox'
import { residentPhone } from '../../shared/people/sealed-phone'
import { RefuseInput } from '../inputs'
import { refused } from '../messages/messages'
import { leaksRoster } from '../rules/refuse-check'
import { roomOf, saveResident, seeToDecide } from '../store/residents'
import { getRoom } from '../../shared/people/rooms'

/** Sends an application back; the applicant reads the message, so it may not tell what the roster says. */
export const refuse = defineAction({
  kind: 'write',
  permission: 'account.review',
  input: RefuseInput,
  async run(context) {
    const { input, caller, now } = context
    const [{ application, status }, room] = await Promise.all([
      seeToDecide(caller, input.id, 'refuse'),
      getRoom(roomOf(input.id)),
    ])
    const applicant = { name: application.name, tail: residentPhone(application).slice(-4) }
    if (room && leaksRoster(input.message, room, applicant))
      throw badField('message', '这句话写出了名册上的姓名或号码，请改掉，防止冒名试探')

    const actor = actorIn(caller, application.communityId)
    const by = { personId: actor.personId, name: actor.name }
    const decision = { by, reason: input.message, at: now }
    const messages = [refused(application, input.message, now)]
    await saveResident(application, { status, decision }, { ...effectsOf(context, actor), messages })
    return {}
  },
})
