import * as z from 'zod'
import { Photo, Signature } from '../shared/files/kinds'
import { CalendarDate, Id, MobilePhone } from '../shared/call/input'
import { Line, Name, Text } from '../shared/call/text'
import { Cursor } from '../shared/store/paging'
import { MAX_SEARCH } from '../shared/limits'
import {
  CATEGORIES,
  MAX_CHECK,
  MAX_CHECKS,
  MAX_DESCRIPTION,
  MAX_NOTE,
  MAX_PART_NAME,
  MAX_PART_QUANTITY,
  MAX_PARTS,
  MAX_PHOTOS,
  MAX_RATING_TEXT,
  MAX_REASON,
  MAX_REWORK_TEXT,
  MAX_SPOT,
  MAX_STARS,
  MAX_SUMMARY,
  OWNER_TABS,
  PLACE_KINDS,
  POSTS,
  RATING_TAGS,
  REWORK_REASONS,
  SLOTS,
  STAFF_TABS,
  URGENCIES,
} from './limits'

const photos = (label: string) => z.array(Photo).max(MAX_PHOTOS).describe(label)

export const VisitSlot = z.strictObject({
  date: CalendarDate.describe('上门日期'),
  slot: z.enum(SLOTS).describe('上门时段'),
})

export const SubmitInput = z.strictObject({
  /** made by the client once per form; sending the same form twice makes one order */
  draftId: z.string().regex(/^[\w-]{8,64}$/),
  roomId: Id.describe('房屋'),
  category: z.enum(CATEGORIES).describe('问题类别'),
  placeKind: z.enum(PLACE_KINDS).describe('位置'),
  spot: Line('具体位置', MAX_SPOT),
  description: Text('问题描述', MAX_DESCRIPTION),
  photos: photos('照片'),
  wish: VisitSlot.describe('上门时段'),
  urgency: z.enum(URGENCIES).describe('紧急程度'),
  contactName: Name('联系人'),
  contactPhone: MobilePhone,
})

export const ListMineInput = z.strictObject({
  tab: z.enum(OWNER_TABS).default('all'),
  /** one room, or all of the caller's */
  roomId: Id.optional(),
  /** whatever the tab: number, words of the title, name, room, end of the phone */
  search: z.string().max(MAX_SEARCH).default(''),
  cursor: Cursor.optional(),
})

export const DetailInput = z.strictObject({ id: Id })

export const WorkbenchInput = z.strictObject({
  communityId: Id,
  as: z.enum(POSTS),
})

export const ListTasksInput = z.strictObject({
  communityId: Id,
  as: z.enum(POSTS),
  tab: z.enum(STAFF_TABS),
  search: z.string().max(MAX_SEARCH).default(''),
  cursor: Cursor.optional(),
})

const reason = Text('原因', MAX_REASON)
const checks = z.array(Line('检查项', MAX_CHECK)).max(MAX_CHECKS).default([])

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
  name: Line('材料名称', MAX_PART_NAME),
  quantity: z.int().min(1).max(MAX_PART_QUANTITY).describe('数量'),
})
export const NoteInput = z.strictObject({
  id: Id,
  text: Text('进展', MAX_NOTE),
  photos: photos('照片').default([]),
  parts: z.array(PartInput).max(MAX_PARTS).default([]),
})
export const FinishInput = z.strictObject({
  id: Id,
  photosBefore: photos('维修前照片').default([]),
  photosAfter: photos('维修后照片').min(1),
  parts: z.array(PartInput).max(MAX_PARTS).default([]),
  checks,
  summary: Text('处理说明', MAX_SUMMARY),
})
export const ConfirmInput = z.strictObject({ id: Id, signature: Signature })
export const RequestReworkInput = z.strictObject({
  id: Id,
  reasons: z.array(z.enum(REWORK_REASONS)).min(1).max(REWORK_REASONS.length).describe('哪里还没修好'),
  text: Text('说明', MAX_REWORK_TEXT, 0),
  photos: photos('照片').default([]),
  wish: VisitSlot,
})
export const RateInput = z.strictObject({
  id: Id,
  stars: z.int().min(1).max(MAX_STARS).describe('星级'),
  tags: z.array(z.enum(RATING_TAGS)).max(RATING_TAGS.length).default([]),
  text: Text('评价', MAX_RATING_TEXT, 0).default(''),
})
export const CancelInput = z.strictObject({ id: Id, reason })
export const NudgeInput = z.strictObject({ id: Id })
