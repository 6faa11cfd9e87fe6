import { EMPTY_NAME, maskName, maskOwners, maskPhone } from '../../shared/masking'
import type { Resident } from '../../shared/people/people'
import { residentPhone } from '../../shared/people/sealed-phone'
import { ROLE_NAMES } from '../../shared/words'
import { decisionView } from './home-view'
import { comparableName, compare, type RosterSide } from '../rules/matching'
import { adviceOf, flagsOf, summaryOf } from '../rules/review-words'
import { roomPhones } from '../../shared/people/phones'
import type { Room } from '../../shared/people/room'
import type { ReviewDetail, ReviewRow } from '../views'

type Comparison = ReviewDetail['comparison'][number]

/** A room that has gone from the database compares like one nobody is known of. */
const NOBODY: RosterSide = { owners: [], phones: [] }

const caseOf = (resident: Resident, room: RosterSide) => ({
  relation: resident.relation,
  isPhoneVerified: resident.isPhoneVerified,
  ...compare(resident, room),
})

const SHOWN = { pending: 'pending', approved: 'approved', refused: 'refused' } as const

export function reviewRow(resident: Resident, room: RosterSide = NOBODY): ReviewRow {
  const review = caseOf(resident, room)
  return {
    id: resident._id,
    name: resident.name,
    relation: resident.relation,
    roomLabel: resident.room.label,
    status: SHOWN[resident.status as keyof typeof SHOWN] ?? 'refused',
    summary: summaryOf(review),
    flags: flagsOf(review),
    submittedAt: resident.submittedAt,
    reviewDueAt: resident.reviewDueAt,
  }
}

const rosterPhones = (room: Room | null) =>
  (room ? roomPhones(room) : []).map(maskPhone).join('、') || EMPTY_NAME

/** Family members and tenants are not in the roster: their names and numbers are compared with nothing. */
function comparison(resident: Resident, room: Room | null): Comparison[] {
  const { owners } = room ?? NOBODY
  const { nameDistance, phone } = compare(resident, room ?? NOBODY)
  const isOwner = resident.relation === 'owner'
  const verdict = (isSame: boolean): Comparison['verdict'] =>
    isSame ? 'same' : isOwner ? 'different' : 'uncompared'
  return [
    {
      label: '姓名',
      applicant: resident.name,
      roster: maskOwners(owners),
      verdict: nameDistance === null ? 'uncompared' : verdict(nameDistance === 0),
    },
    {
      label: '手机号',
      applicant: maskPhone(residentPhone(resident)),
      roster: rosterPhones(room),
      verdict: phone === 'unknown' ? 'uncompared' : verdict(phone === 'same'),
    },
    { label: '房屋', applicant: resident.room.label, roster: resident.room.label, verdict: 'same' },
    {
      label: '关系',
      applicant: ROLE_NAMES[resident.relation],
      roster: ROLE_NAMES.owner,
      verdict: isOwner ? 'same' : 'uncompared',
    },
  ]
}

/** Owners of the roster first, then whoever else is tied to the room; all masked. */
function householdOf(others: readonly Resident[], room: RosterSide): ReviewDetail['residents'] {
  const bound = others.filter(({ status, relation }) => status === 'approved' && relation === 'owner')
  const isBound = (owner: string) => bound.some(({ name }) => comparableName(name) === comparableName(owner))
  const isListed = ({ name }: Resident) =>
    room.owners.some(owner => comparableName(owner) === comparableName(name))
  const listed = room.owners.map(owner => ({
    name: maskName(owner),
    relation: 'owner' as const,
    note: isBound(owner) ? '名册登记，已绑定微信' : '名册登记，未绑定微信',
  }))
  const rest = others
    .filter(other => other.status !== 'refused' && !(bound.includes(other) && isListed(other)))
    .map(({ name, relation, status }) => ({
      name: maskName(name),
      relation,
      note: status === 'approved' ? '已绑定微信' : '申请中',
    }))
  return [...listed, ...rest]
}

export function reviewDetail(
  { application, others, room }: { application: Resident; others: Resident[]; room: Room | null },
  now: Date,
): ReviewDetail {
  const side = room ?? NOBODY
  return {
    ...reviewRow(application, side),
    attempt: application.attempt,
    comparison: comparison(application, room),
    advice: adviceOf(caseOf(application, side)),
    residents: householdOf(others, side),
    isPhoneVerified: application.isPhoneVerified,
    decision: decisionView(application),
    now,
  }
}
