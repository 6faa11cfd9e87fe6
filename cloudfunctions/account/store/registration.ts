import { phoneNumberOf } from '../../shared/cloud'
import { AppError, badField } from '../../shared/call/errors'
import type { Community, Resident } from '../../shared/people/people'
import { sealResidentPhone } from '../../shared/people/sealed-phone'
import type { Fresh } from '../../shared/store/repository'
import { reviewDueAt } from '../rules/desk-hours'
import { isFullMatch } from '../rules/matching'
import { refOf } from './rooms'
import type { Room } from '../schema'
import { hashPhone } from './sealing'
import { withTokens } from './search-tokens'
import { stepRegistration } from '../rules/statuses'
import { residentIdOf } from './residents'

/** What somebody applies with, checked and ready to be compared. */
export interface Application {
  personId: string
  openid: string
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
): Fresh<Resident> {
  const phoneHash = hashPhone(application.phone)
  const pending = before ? stepRegistration(before.status, 'submit') : 'pending'
  const isMatch = isFullMatch({ ...application, phoneHash }, room)
  const { personId, openid, relation, name, isPhoneVerified, consent } = application
  const _id = residentIdOf(room._id, personId)
  return withTokens({
    _id,
    communityId: room.communityId,
    personId,
    openid,
    room: refOf(room),
    areaCentiSqm: room.areaCentiSqm ?? 0,
    relation,
    name,
    phone: sealResidentPhone(_id, application.phone),
    phoneHash,
    isPhoneVerified,
    status: isMatch ? stepRegistration(pending, 'approve') : pending,
    consent,
    submittedAt: now,
    attempt: (before?.attempt ?? 0) + 1,
    reviewDueAt: reviewDueAt(now, community.desk),
    decision: isMatch ? { by: 'system', reason: MATCHED, at: now } : null,
  })
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
