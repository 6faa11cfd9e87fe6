import type { RoomRef } from '../shared/people/people'
import type { ResidentRole, StaffRole } from '../shared/call/roles'

// What clients see. Instants are Date here and arrive as ISO strings on the wire.

export interface CommunityView {
  id: string
  name: string
  hotline: string
  desk: { name: string; phone: string; from: string; to: string; isOpen: boolean }
  acceptanceHours: number
}

/** One tie of the caller to a room, whatever its status. */
export interface HomeView {
  id: string
  communityId: string
  communityName: string
  room: RoomRef
  areaCentiSqm: number
  relation: ResidentRole
  status: 'pending' | 'approved' | 'refused'
  name: string
  /** the caller's own number, in full */
  phone: string
  submittedAt: Date
  reviewDueAt: Date
  /** who refused or approved, when and why; null while pending */
  decision: { by: string; reason: string; at: Date } | null
}

export interface Me {
  personId: string
  /** cloud path prefix this person may upload to */
  uploadPrefix: string
  homes: HomeView[]
  staff: {
    staffId: string
    name: string
    title: string
    skills: string[]
    /** where the person works, and as what there */
    communities: (CommunityView & { roles: StaffRole[] })[]
    duty: { from: string; to: string; weekdays: number[]; isOn: boolean }
  } | null
  /** those of the homes and of the staff post */
  communities: CommunityView[]
  /** version the person has to agree to before the next registration; null when it already did */
  consentNeeded: string | null
  /** unread rows of the inbox */
  unread: number
  now: Date
}

export interface RoomChoice {
  roomId: string
  building: string
  unit: string
  number: string
  label: string
}

/** `units` when no unit was asked for, else `rooms`. */
export interface RoomsView {
  units: { building: string; unit: string; label: string; rooms: number }[]
  rooms: RoomChoice[]
}

/** How an application compares with the roster; people are masked (design 16b). */
export interface ReviewRow {
  id: string
  name: string
  relation: ResidentRole
  roomLabel: string
  status: 'pending' | 'approved' | 'refused'
  /** one sentence: 姓名差 1 字，手机号一致 */
  summary: string
  flags: ('name' | 'phone' | 'missing')[]
  submittedAt: Date
  reviewDueAt: Date
}

export interface ReviewDetail extends ReviewRow {
  attempt: number
  comparison: {
    label: string
    applicant: string
    roster: string
    verdict: 'same' | 'different' | 'uncompared'
  }[]
  advice: string
  /** people already tied to the room, masked */
  residents: { name: string; relation: ResidentRole; note: string }[]
  isPhoneVerified: boolean
  decision: { by: string; reason: string; at: Date } | null
  now: Date
}
