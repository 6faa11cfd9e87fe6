import { defineAction } from '../../shared/call/action'
import { badField, notFound } from '../../shared/call/errors'
import { actorIn } from '../../shared/call/actor'
import { recordReading } from '../../shared/effects/record-reading'
import { effectsOf } from '../../shared/effects/outbox'
import type { Resident } from '../../shared/people/people'
import { residentPhone } from '../../shared/people/sealed-phone'
import { SHOWN_STATUSES } from '../present/home-view'
import { RevealPhoneInput } from '../inputs'
import { roomOf, seeApplication } from '../store/residents'
import { roomPhones } from '../../shared/people/phones'
import { getRoom } from '../../shared/people/rooms'

/** What was taken back, or has ended, is nobody's to read any more. */
const isShown = ({ status }: Resident): boolean => SHOWN_STATUSES.some(shown => shown === status)

/** The number is shown only after the reading is recorded (ACC-8). */
export const revealPhone = defineAction({
  kind: 'write',
  permission: 'account.review',
  input: RevealPhoneInput,
  async run(context): Promise<{ phone: string }> {
    const { input, caller } = context
    const isRoster = input.which === 'roster'
    const [application, room] = await Promise.all([
      seeApplication(caller, input.id),
      isRoster ? getRoom(roomOf(input.id)) : null,
    ])
    if (!isShown(application)) throw notFound('份申请')
    const phones = isRoster ? (room ? roomPhones(room) : []) : [residentPhone(application)]
    if (!phones.length) throw badField('which', '名册上没有这套房的手机号')

    const { communityId, _id: targetId } = application
    const detail = { whose: isRoster ? roomOf(input.id) : targetId, field: 'phone', why: '核对房屋登记' }
    const effects = effectsOf(context, actorIn(caller, communityId))
    await recordReading(effects, { communityId, targetId, detail })
    return { phone: phones.join('、') }
  },
})
