import type { REFUSE_REASONS, REVIEW_TABS } from './limits'

// What people read for the codes of registration. Pure.

/** Tabs of the list of applications (design 16). */
export const REVIEW_NAMES: Record<(typeof REVIEW_TABS)[number], string> = {
  pending: '待审核',
  approved: '已通过',
  refused: '已退回',
}

/** Why an application is sent back, as the desk chooses it. */
export const REFUSE_REASON_NAMES: Record<(typeof REFUSE_REASONS)[number], string> = {
  name: '姓名和登记的对不上',
  phone: '手机号对不上',
  ownerConsent: '需要业主确认',
  other: '其他原因',
}
