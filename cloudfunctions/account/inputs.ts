import * as z from 'zod'
import { Table } from '../shared/files/kinds'
import { Id, MobilePhone } from '../shared/call/input'
import { Line, Name, Text } from '../shared/call/text'
import { Cursor } from '../shared/store/paging'
import { RESIDENT_ROLES } from '../shared/call/roles'

/** Terms and personal-information notice; a new version asks everybody again (ACC-1). */
export const CONSENT_VERSION = '2026-11'

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
  name: Name('姓名', 2),
  /** typed, or from WeChat's phone button (`phoneCode`), which counts as verified */
  phone: MobilePhone.optional(),
  phoneCode: z.string().max(200).optional(),
  consentVersion: z.literal(CONSENT_VERSION, { error: '请先阅读并同意用户协议和个人信息说明' }),
  /** may send news of community activities; free to refuse */
  consentActivities: z.boolean().default(false),
})

/** Takes back an application that nobody has decided yet. */
export const WithdrawInput = z.strictObject({ roomId: Id })

export const REVIEW_TABS = ['pending', 'approved', 'refused'] as const
export const ListReviewsInput = z.strictObject({
  communityId: Id,
  tab: z.enum(REVIEW_TABS).default('pending'),
  search: z.string().max(40).default(''),
  cursor: Cursor.optional(),
})

export const ReviewInput = z.strictObject({ id: Id })

/** Shows one number in full and records who looked, whose, and why (ACC-8). */
export const RevealPhoneInput = z.strictObject({ id: Id, which: z.enum(['applicant', 'roster']) })

export const ApproveInput = z.strictObject({ id: Id })
export const REFUSE_REASONS = ['name', 'phone', 'ownerConsent', 'other'] as const
export const RefuseInput = z.strictObject({
  id: Id,
  reason: z.enum(REFUSE_REASONS).describe('退回原因'),
  /** what the applicant reads; may not repeat what the roster says */
  message: Text('给业主的话', 100),
})

// Roster import (ACC-9): upload → columns → preview → run. Nothing is written to rooms before `confirmRoster`.
export const OpenRosterInput = z.strictObject({
  communityId: Id,
  fileId: Table,
  fileName: Line('文件名', 120),
})
export const PreviewRosterInput = z.strictObject({
  id: Id,
  /** column index → field, or null for 不导入; left out = as recognised */
  mapping: z.record(z.string().regex(/^\d{1,3}$/), z.string().max(30).nullable()).optional(),
})
export const RosterRowsInput = z.strictObject({
  id: Id,
  group: z.enum(['added', 'changed', 'refused', 'warned', 'unchanged']),
  cursor: Cursor.optional(),
})
export const ConfirmRosterInput = z.strictObject({ id: Id })
/** Imports the next batch; called by the page while it is open, and by the scheduler when it is not. */
export const ContinueRosterInput = z.strictObject({ id: Id })
export const StopRosterInput = z.strictObject({ id: Id })
export const ListRostersInput = z.strictObject({ communityId: Id })
export const RosterInput = z.strictObject({ id: Id })
