import type { Category, StaffTab, Status, Urgency } from './limits'
import type { CandidateScore, Slot } from './schema'
import type { Choice } from './rules/steps'

// What clients see of an order. Instants are Date here and arrive as ISO strings on the wire.

/** A picture with an address that opens for ten minutes; null when the file is gone. */
export interface Photo {
  fileId: string
  url: string | null
  /** somebody changed it after it was accepted, so that it is shown to nobody */
  isReplaced?: boolean
}

/** One row of a list; every write answers the order's row as it is afterwards. */
export interface RepairRow {
  id: string
  number: string
  title: string
  status: Status
  category: Category
  urgency: Urgency
  roomLabel: string
  place: { kind: 'room' | 'public'; spot: string }
  technician: string | null
  appointment: Slot | null
  /** an open wish to move the visit, and whose */
  proposalBy: 'resident' | 'technician' | null
  round: number
  createdAt: Date
  finishedAt: Date | null
  /** limit of the current step */
  dueAt: Date | null
}

export interface RepairDetail extends RepairRow {
  communityId: string
  roomId: string
  description: string
  photos: Photo[]
  wish: Slot
  /** masked for a technician who does not have the order, or no longer needs to call */
  contact: { name: string; phone: string }
  /** `phone` is there for those who may call: the household and the dispatcher */
  technicianCard: { staffId: string; name: string; title: string; phone: string } | null
  /** for dispatchers only */
  assignmentReason: string | null
  proposal: (Slot & { by: 'resident' | 'technician'; reason: string; at: Date }) | null
  work: {
    arrivedAt: Date | null
    finishedAt: Date | null
    photosBefore: Photo[]
    photosAfter: Photo[]
    parts: { name: string; quantity: number }[]
    checks: string[]
    summary: string
  } | null
  lapseAt: Date | null
  confirmation: { by: string; at: Date; signature: Photo | null; isByLapse: boolean } | null
  rating: { stars: number; tags: string[]; text: string; at: Date } | null
  cancellation: { by: string; reason: string; at: Date } | null
  /** newest first; lines for staff only are left out for the household */
  timeline: { at: Date; step: string; by: string; text: string; photos: Photo[] }[]
  /** what the caller may do now: the same table that the function enforces */
  choices: Choice[]
  /** who looks: decides wording only */
  viewer: 'household' | 'technician' | 'dispatcher'
  now: Date
}

/** What a low rating answers with: the screen then offers a rework (design 14d). */
export interface RatedRow extends RepairRow {
  offerRework: boolean
}

export interface RepairPage {
  rows: RepairRow[]
  next: string | null
}

/**
 * First screen of the workbench, in one call. `warnings` are sorted by time left.
 * Keys of `counts`: desk pending, open, warned, doneToday; technician pending (orders to take from the queue),
 * assigned, open, rework, warned, doneToday.
 */
export interface Workbench {
  counts: Record<string, number>
  warnings: RepairRow[]
  /** first page of the tab that `tab` names */
  tasks: RepairPage
  tab: StaffTab
  /** the technician's 下一单; null for the desk */
  nextJob: (RepairRow & { description: string; contactName: string }) | null
  now: Date
}

export interface Candidate extends CandidateScore {
  title: string
  skills: string[]
  isSuggested: boolean
  /** why, in one sentence */
  reason: string
}
