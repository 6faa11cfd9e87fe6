import type { Address } from '../../shared/files/evidence'
import { maskPhone } from '../../shared/masking'
import { OPEN_BOARD } from '../rules/due'
import type { Row } from '../store/lists'
import { contactPhone, technicianPhone } from '../store/sealing'
import type { Repair, TimelineEntry, Work } from '../schema'
import { choicesOf, type Asker, type Side } from '../rules/steps'
import type { Photo, RepairDetail, RepairPage, RepairRow } from '../views'

/** File id → address; ids without one are gone. */
export type Urls = ReadonlyMap<string, Address>

export const rowView = (order: Row | Repair): RepairRow => ({
  id: order._id,
  number: order.number,
  title: order.title,
  status: order.status,
  category: order.category,
  urgency: order.urgency,
  roomLabel: order.room.label,
  place: order.place,
  technician: order.assignment?.name ?? null,
  appointment: order.appointment,
  proposalBy: order.proposal?.by ?? null,
  round: order.round,
  createdAt: order.createdAt,
  finishedAt: order.finishedAt,
  dueAt: order.dueAt,
})

export const pageView = ({ rows, next }: { rows: Row[]; next: string | null }): RepairPage => ({
  rows: rows.map(rowView),
  next,
})

const linesFor = (order: Repair, sides: readonly Side[]): TimelineEntry[] =>
  sides.some(side => side !== 'household') ? order.timeline : order.timeline.filter(line => !line.isInternal)

/** Every picture this person's detail page shows. */
export const filesIn = (order: Repair, { sides }: Asker): string[] => [
  ...order.photos,
  ...(order.work ? [...order.work.photosBefore, ...order.work.photosAfter] : []),
  ...(order.confirmation?.signature ? [order.confirmation.signature] : []),
  ...linesFor(order, sides).flatMap(line => line.photos),
]

const photosOf = (fileIds: readonly string[], urls: Urls): Photo[] =>
  fileIds.map(fileId => {
    const { url = null, isReplaced = false } = urls.get(fileId) ?? {}
    return { fileId, url, ...(isReplaced && { isReplaced }) }
  })

const workView = (work: Work, urls: Urls): RepairDetail['work'] => ({
  ...work,
  photosBefore: photosOf(work.photosBefore, urls),
  photosAfter: photosOf(work.photosAfter, urls),
})

/** The household knows its own number; a technician needs it while they have the job and it is not yet accepted. */
function contactFor(order: Repair, sides: readonly Side[]): RepairDetail['contact'] {
  const phone = contactPhone(order)
  const isAtWork = order.assigneeId !== null && (order.board === OPEN_BOARD || order.lapseAt !== null)
  const maySee = sides.some(side => side !== 'technician') || isAtWork
  return { name: order.contact.name, phone: maySee ? phone : maskPhone(phone) }
}

function technicianFor(order: Repair): RepairDetail['technicianCard'] {
  if (!order.assignment) return null
  const { staffId, name, title } = order.assignment
  return { staffId, name, title, phone: technicianPhone(order._id, order.assignment) }
}

function confirmationView(order: Repair, urls: Urls): RepairDetail['confirmation'] {
  if (!order.confirmation) return null
  const { signature, ...rest } = order.confirmation
  return { ...rest, signature: signature ? photosOf([signature], urls)[0]! : null }
}

const lineView = (
  { isInternal: _isInternal, photos, ...line }: TimelineEntry,
  urls: Urls,
): RepairDetail['timeline'][number] => ({ ...line, photos: photosOf(photos, urls) })

/** The whole order as this person may see it. */
export function detailView(order: Repair, asker: Asker, urls: Urls): RepairDetail {
  const { sides, now } = asker
  return {
    ...rowView(order),
    communityId: order.communityId,
    roomId: order.room.roomId,
    description: order.description,
    photos: photosOf(order.photos, urls),
    wish: order.wish,
    contact: contactFor(order, sides),
    technicianCard: technicianFor(order),
    assignmentReason: sides.includes('dispatcher') ? (order.assignment?.reason ?? null) : null,
    proposal: order.proposal,
    work: order.work && workView(order.work, urls),
    lapseAt: order.lapseAt,
    confirmation: confirmationView(order, urls),
    rating: order.rating,
    cancellation: order.cancellation,
    timeline: linesFor(order, sides)
      .map(line => lineView(line, urls))
      .reverse(),
    choices: choicesOf(order, asker),
    viewer: sides[0]!,
    now,
  }
}
