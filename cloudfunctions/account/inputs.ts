import * as z from 'zod'
import { Id, MobilePhone } from '../shared/call/input'
import { Name, Text } from '../shared/call/text'
import { Cursor } from '../shared/store/paging'
import { MAX_SEARCH, RESIDENT_ROLES } from '../shared/limits'
import { CONSENT_VERSION, MAX_REFUSAL, MIN_NAME, REFUSE_REASONS, REVIEW_TABS } from './limits'

/** Who am I: homes of any status, staff post, communities; the first call of the app. */
export const MeInput = z.strictObject({})

/** Communities to choose from when binding a room. */
export const CommunitiesInput = z.strictObject({})

/** Buildings and units of a community, then rooms of one unit; names nobody who lives there. */
export const RoomsInput = z.strictObject({
  communityId: Id.describe('小区'),
  building: z.string().max(20).optional(),
  unit: z.string().max(20).optional(),
})

export const RegisterInput = z.strictObject({
  roomId: Id.describe('房号'),
  relation: z.enum(RESIDENT_ROLES).describe('您是这套房的'),
  name: Name('姓名', MIN_NAME),
  /** typed, or from WeChat's phone button (`phoneCode`), which counts as verified */
  phone: MobilePhone.optional(),
  phoneCode: z.string().max(200).optional(),
  consentVersion: z.literal(CONSENT_VERSION, { error: '请先阅读并同意用户协议和个人信息说明' }),
  /** may send news of community activities; free to refuse */
  consentActivities: z.boolean().default(false),
})

/** Takes back an application that nobody has decided yet. */
export const WithdrawInput = z.strictObject({ roomId: Id })

export const ListReviewsInput = z.strictObject({
  communityId: Id,
  tab: z.enum(REVIEW_TABS).default('pending'),
  search: z.string().max(MAX_SEARCH).default(''),
  cursor: Cursor.optional(),
})

export const ReviewInput = z.strictObject({ id: Id })

/** Shows one number in full and records who looked, whose, and why (ACC-8). */
export const RevealPhoneInput = z.strictObject({ id: Id, which: z.enum(['applicant', 'roster']) })

export const ApproveInput = z.strictObject({ id: Id })
export const RefuseInput = z.strictObject({
  id: Id,
  reason: z.enum(REFUSE_REASONS).describe('退回原因'),
  /** what the applicant reads; may not repeat what the roster says */
  message: Text('给业主的话', MAX_REFUSAL),
})
