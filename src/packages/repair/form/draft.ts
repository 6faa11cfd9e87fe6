import { isUploading, storedIds, type Photo } from '@/components/photo'
import type { VisitChoice } from '@/entries/repair/visit'
import { newId } from '@/lib/files'
import { isoDate, length, startOfDay } from '@/lib/format'
import type { Home } from '@/lib/session'
import type { FieldErrors, PlaceKind, Report } from './words'
import { MAX_NAME } from '../../../../cloudfunctions/shared/limits'
import {
  MAX_DESCRIPTION,
  MAX_SPOT,
  type Category,
  type Urgency,
} from '../../../../cloudfunctions/repair/limits'

/** What the form keeps until it is sent. What is undefined has not been touched. */
export interface ReportDraft {
  /** sending the same form twice makes one order */
  draftId: string
  category?: Category
  description: string
  photos: Photo[]
  roomId?: string
  placeKind: PlaceKind
  spot: string
  visit: VisitChoice
  urgency: Urgency
  contactName?: string
  contactPhone?: string
}

export const emptyDraft = (): ReportDraft => ({
  draftId: newId(),
  description: '',
  photos: [],
  placeKind: 'room',
  spot: '',
  visit: {},
  urgency: 'normal',
})

export const digitsOf = (typed: string): string => typed.replace(/\D/g, '')

/** A slot kept from yesterday is no choice any more. */
export function stillOpen({ date, slot }: VisitChoice, now: number): VisitChoice {
  if (!date || date < isoDate(now)) return {}
  const isOver = slot && startOfDay(date).getTime() + Number(slot.slice(-2)) * 3_600_000 <= now
  return isOver ? { date } : { date, slot }
}

/** The draft with what the house and the person fill in. */
export interface Filled extends ReportDraft {
  roomId: string
  contactName: string
  contactPhone: string
}

export const filledBy = (draft: ReportDraft, home: Home, now: number): Filled => ({
  ...draft,
  roomId: draft.roomId ?? home.room.roomId,
  visit: stillOpen(draft.visit, now),
  contactName: draft.contactName ?? home.name,
  contactPhone: draft.contactPhone ?? home.phone,
})

function phoneError(typed: string): string | undefined {
  const digits = digitsOf(typed)
  if (digits === '') return '还没填手机号，请填 11 位号码'
  if (digits.length < 11) return `手机号少 ${11 - digits.length} 位，请补全 11 位号码`
  return undefined
}

function textError(text: string, max: number, missing: string): string | undefined {
  const used = length(text.trim())
  if (used === 0) return missing
  return used > max ? `多了 ${used - max} 个字，最多 ${max} 个，请删减一些` : undefined
}

function photosError(photos: Photo[]): string | undefined {
  if (isUploading(photos)) return '照片还在上传，传好后再提交'
  return photos.some(({ status }) => status === 'failed') ? '有照片没传上，请再传一次或删掉' : undefined
}

/** What is missing or wrong, in the order of the page. */
export function errorsOf(draft: Filled, photos: Photo[]): FieldErrors {
  const all: FieldErrors = {
    category: draft.category ? undefined : '还没选哪里出了问题，请选一个',
    description: textError(draft.description, MAX_DESCRIPTION, '还没写问题，请说一句哪里坏了'),
    photos: photosError(photos),
    spot: textError(draft.spot, MAX_SPOT, '还没选具体位置，请选一个'),
    wish: draft.visit.slot ? undefined : '还没选上门时段，请选一个',
    contactName: textError(draft.contactName, MAX_NAME, '还没填联系人，请写师傅上门找谁'),
    contactPhone: phoneError(draft.contactPhone),
  }
  return Object.fromEntries(Object.entries(all).filter(([, text]) => text))
}

/** What is sent; only for a draft without errors. */
export const reportOf = (draft: Filled, photos: Photo[]): Report => ({
  draftId: draft.draftId,
  roomId: draft.roomId,
  category: draft.category!,
  placeKind: draft.placeKind,
  spot: draft.spot.trim(),
  description: draft.description.trim(),
  photos: storedIds(photos),
  wish: { date: draft.visit.date!, slot: draft.visit.slot! },
  urgency: draft.urgency,
  contactName: draft.contactName.trim(),
  contactPhone: digitsOf(draft.contactPhone),
})
