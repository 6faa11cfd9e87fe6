import { phoneNumberOf } from '../../shared/cloud'
import { AppError, badField } from '../../shared/call/errors'
import { SCOPES } from '../../shared/call/scopes'
import type { Community, Resident } from '../../shared/people/people'
import { sealResidentPhone } from '../../shared/people/sealed-phone'
import type { Fresh } from '../../shared/store/repository'
import { reviewDueAt } from '../rules/desk-hours'
import { isFullMatch } from '../rules/matching'
import { refOf } from '../../shared/people/rooms'
import type { Room } from '../../shared/people/room'
import { hashPhone } from '../../shared/people/phones'
import { registrationSteps } from '../rules/registration-steps'
import { residentIdOf } from './residents'

/** What somebody applies with, checked and ready to be compared. */
export interface Application {
  personId: string
  relation: Resident['relation']
  name: string
  phone: string
  isPhoneVerified: boolean
  consent: Resident['consent']
}

export const MATCHED = '与名册一致'

/** The typed number, or the one WeChat vouches for. @throws BAD_INPUT when there is neither */
export async function phoneOf(input: { phone?: string; phoneCode?: string }) {
  if (input.phoneCode) {
    const phone = await phoneNumberOf(input.phoneCode)
    if (phone) return { phone, isPhoneVerified: true }
    if (!input.phone) throw badField('phone', '微信没有给出手机号，请手动填写')
  }
  if (!input.phone) throw badField('phone', '还没填手机号')
  return { phone: input.phone, isPhoneVerified: false }
}

/**
 * What is stored of a first or a repeated application: approved at once when it matches the roster in full, else
 * waiting for the desk. Pure but for the cipher.
 */
export function decideApplication(
  application: Application,
  { room, community, before }: { room: Room; community: Community; before: Resident | null },
  now: Date,
): Omit<Fresh<Resident>, 'searchTokens'> {
  const phoneHash = hashPhone(application.phone)
  const { transition } = registrationSteps
  const pending = before ? transition(before.status, 'submit') : 'pending'
  const isMatch = isFullMatch({ ...application, phoneHash }, room)
  const { personId, relation, name, isPhoneVerified, consent } = application
  const _id = residentIdOf(room._id, personId)
  return {
    _id,
    communityId: room.communityId,
    personId,
    room: refOf(room),
    areaCentiSqm: room.areaCentiSqm ?? 0,
    relation,
    scopes: [...SCOPES],
    endsOn: null,
    endedAt: isMatch ? null : (before?.endedAt ?? null),
    name,
    phone: sealResidentPhone(_id, application.phone),
    phoneHash,
    isPhoneVerified,
    status: isMatch ? transition(pending, 'approve') : pending,
    consent,
    submittedAt: now,
    attempt: (before?.attempt ?? 0) + 1,
    reviewDueAt: reviewDueAt(now, community.desk),
    decision: isMatch ? { by: 'system', reason: MATCHED, at: now } : null,
  }
}

const isSame = (before: Resident, application: Application) =>
  before.relation === application.relation &&
  before.name === application.name &&
  before.phoneHash === hashPhone(application.phone)

/**
 * A second tap, or the same form again, is answered with what is there. @returns null when the application is to be
 * decided. @throws WRONG_STATUS when another one stands in the way
 */
export function answeredAlready(before: Resident | null, application: Application): Resident | null {
  if (before?.status !== 'pending' && before?.status !== 'approved') return null
  if (isSame(before, application)) return before
  if (before.status === 'approved') throw new AppError('WRONG_STATUS', '这套房您已经绑定，不用再申请')
  throw new AppError('WRONG_STATUS', '这套房的申请正在核对。要改内容，请先撤回再申请')
}
