import * as z from 'zod'
import { Photo, Signature } from '../shared/files/kinds'
import { CalendarDate, Id, MobilePhone } from '../shared/call/input'
import { Line, Name, Text } from '../shared/call/text'
import { Cursor } from '../shared/store/paging'
import { CATEGORIES, URGENCIES } from './categories'

export const MAX_PHOTOS = 9
export const MAX_DESCRIPTION = 500

const photos = (label: string) => z.array(Photo).max(MAX_PHOTOS).describe(label)

/** Visiting slots of a day (Beijing time), as the form and the technician's sheet offer them. */
export const SLOTS = ['09-11', '11-13', '14-16', '16-18', '18-20'] as const
export const VisitSlot = z.strictObject({
  date: CalendarDate.describe('上门日期'),
  slot: z.enum(SLOTS).describe('上门时段'),
})

export const SubmitInput = z.strictObject({
  /** made by the client once per form; sending the same form twice makes one order */
  draftId: z.string().regex(/^[\w-]{8,64}$/),
  roomId: Id.describe('房屋'),
  category: z.enum(CATEGORIES).describe('问题类别'),
  placeKind: z.enum(['room', 'public']).describe('位置'),
  spot: Line('具体位置', 30),
  description: Text('问题描述', MAX_DESCRIPTION),
  photos: photos('照片'),
  wish: VisitSlot.describe('上门时段'),
  urgency: z.enum(URGENCIES).describe('紧急程度'),
  contactName: Name('联系人'),
  contactPhone: MobilePhone,
})

/**
 * A search looks at numbers and titles of the newest orders of the same list, this many, whatever the tab; a whole
 * number is found however old it is. The answer is one page.
 */
export const SEARCH_ROWS = 200

/** Tabs of 我的工单 (design 14). */
export const OWNER_TABS = ['all', 'open', 'finished', 'confirmed', 'closed'] as const
export type OwnerTab = (typeof OWNER_TABS)[number]
export const ListMineInput = z.strictObject({
  tab: z.enum(OWNER_TABS).default('all'),
  /** one room, or all of the caller's */
  roomId: Id.optional(),
  search: z.string().max(40).default(''),
  cursor: Cursor.optional(),
})

export const DetailInput = z.strictObject({ id: Id })

export const WorkbenchInput = z.strictObject({
  communityId: Id,
  /** whose desk: the dispatcher's or the technician's; a person may be both */
  as: z.enum(['desk', 'technician']),
})

/**
 * Tabs of 我的任务: pending/assigned/open/rework/done. For a technician `pending` is the queue of his skills, from
 * which he may take an order, and the others are his own; `open` is what he has accepted. For the desk `open` is
 * everything that somebody has.
 */
export const STAFF_TABS = ['pending', 'assigned', 'open', 'rework', 'done'] as const
export type StaffTab = (typeof STAFF_TABS)[number]
export const ListTasksInput = z.strictObject({
  communityId: Id,
  as: z.enum(['desk', 'technician']),
  tab: z.enum(STAFF_TABS),
  search: z.string().max(40).default(''),
  cursor: Cursor.optional(),
})

const reason = Text('原因', 200)
const checks = z.array(Line('检查项', 40)).max(8).default([])

export const CandidatesInput = z.strictObject({ id: Id })
export const AssignInput = z.strictObject({ id: Id, staffId: Id.describe('师傅') })
export const AcceptInput = z.strictObject({ id: Id, visit: VisitSlot })
export const HandBackInput = z.strictObject({ id: Id, reason })
export const ProposeTimeInput = z.strictObject({ id: Id, visit: VisitSlot, reason })
export const AnswerTimeInput = z.strictObject({ id: Id, isAgreed: z.boolean() })
export const ArriveInput = z.strictObject({
  id: Id,
  checks,
  photos: photos('门牌照片').default([]),
})
export const PartInput = z.strictObject({
  name: Line('材料名称', 40),
  quantity: z.int().min(1).max(999).describe('数量'),
})
export const NoteInput = z.strictObject({
  id: Id,
  text: Text('进展', 300),
  photos: photos('照片').default([]),
  parts: z.array(PartInput).max(30).default([]),
})
export const FinishInput = z.strictObject({
  id: Id,
  photosBefore: photos('维修前照片').default([]),
  photosAfter: photos('维修后照片').min(1),
  parts: z.array(PartInput).max(30).default([]),
  checks,
  summary: Text('处理说明', 300),
})
export const ConfirmInput = z.strictObject({ id: Id, signature: Signature })
export const REWORK_REASONS = [
  '还在漏',
  '修坏了别处',
  '现场没收拾',
  '和说好的不一样',
  '配件不合适',
  '其他',
] as const
export const RequestReworkInput = z.strictObject({
  id: Id,
  reasons: z.array(z.enum(REWORK_REASONS)).min(1).max(6).describe('哪里还没修好'),
  text: Text('说明', 200, 0),
  photos: photos('照片').default([]),
  wish: VisitSlot,
})
export const RATING_TAGS = ['准时上门', '手艺好', '说明清楚', '收费透明', '现场干净'] as const
export const RateInput = z.strictObject({
  id: Id,
  stars: z.int().min(1).max(5).describe('星级'),
  tags: z.array(z.enum(RATING_TAGS)).max(5).default([]),
  text: Text('评价', 200, 0).default(''),
})
export const CancelInput = z.strictObject({ id: Id, reason })
export const NudgeInput = z.strictObject({ id: Id })
