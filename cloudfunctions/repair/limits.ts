// Lists and numbers of repairs, for the function and the mini program. Pure: the client imports the values.

/** What can break, in the order of the form (design page 02). */
export const CATEGORIES = [
  'plumbing',
  'electric',
  'hardware',
  'hvac',
  'network',
  'masonry',
  'public',
  'other',
] as const
export type Category = (typeof CATEGORIES)[number]

export const URGENCIES = ['normal', 'soon', 'urgent'] as const
export type Urgency = (typeof URGENCIES)[number]

/**
 * pending nobody suitable yet · confirmed accepted by the resident, or by silence; the others say themselves.
 * What they are called is in words.ts, what leads from one to another in rules/statuses.ts.
 */
export const STATUSES = [
  'pending',
  'assigned',
  'accepted',
  'working',
  'finished',
  'confirmed',
  'rated',
  'cancelled',
] as const
export type Status = (typeof STATUSES)[number]

/** Orders somebody still has to work on; those that a technician has are his or her load. */
export const OPEN_STATUSES = [
  'pending',
  'assigned',
  'accepted',
  'working',
] as const satisfies readonly Status[]

export const PLACE_KINDS = ['room', 'public'] as const

/** Whose desk the workbench shows: the dispatcher's or the technician's; a person may be both. */
export const POSTS = ['desk', 'technician'] as const

/** Tabs of 我的工单 (design 14). */
export const OWNER_TABS = ['all', 'open', 'finished', 'confirmed', 'closed'] as const
export type OwnerTab = (typeof OWNER_TABS)[number]

/**
 * Tabs of 我的任务. For a technician `pending` is the queue of orders that ask for what he or she can do, from which
 * one may be taken, and the others are the technician's own; `open` is what has been accepted. For the desk `open`
 * is everything that somebody has.
 */
export const STAFF_TABS = ['pending', 'assigned', 'open', 'rework', 'done'] as const
export type StaffTab = (typeof STAFF_TABS)[number]

/** Visiting slots of a day in hours of Beijing, as the form and the technician's sheet offer them. */
export const SLOTS = ['09-11', '11-13', '14-16', '16-18', '18-20'] as const
export type SlotName = (typeof SLOTS)[number]

/** How far ahead a visit can be agreed. */
export const MAX_DAYS_AHEAD = 14

/** Promised time from report to visit, in hours; the form says so next to each choice. */
export const VISIT_HOURS: Record<Urgency, number> = { normal: 24, soon: 4, urgent: 1 }

/** Time a technician has to take an order, in minutes; urgent faults have their own limit (REQ-4, REQ-5). */
export const ACCEPT_MINUTES: Record<Urgency, number> = { normal: 30, soon: 30, urgent: 15 }

/** A finished job can be sent back this long (design 03). */
export const REWORK_DAYS = 7

/** Open orders at which the system stops giving somebody more; a dispatcher may (design 08b). */
export const MAX_LOAD = 5

export const MAX_PHOTOS = 9

/** Letters of what is typed, by the field. */
export const MAX_DESCRIPTION = 500
export const MAX_SPOT = 30
export const MAX_REASON = 200
/** what is added to a reason that was chosen */
export const MAX_ADDED = 100
export const MAX_NOTE = 300
export const MAX_SUMMARY = 300
export const MAX_REWORK_TEXT = 200
export const MAX_RATING_TEXT = 200

export const MAX_CHECKS = 8
export const MAX_CHECK = 40

export const MAX_PARTS = 30
export const MAX_PART_NAME = 40
export const MAX_PART_QUANTITY = 999

export const REWORK_REASONS = [
  '还在漏',
  '修坏了别处',
  '现场没收拾',
  '和说好的不一样',
  '配件不合适',
  '其他',
] as const

export const MAX_STARS = 5
export const RATING_TAGS = ['准时上门', '手艺好', '说明清楚', '收费透明', '现场干净'] as const
