import type { Resident } from '../../shared/people/people'
import { residentPhone } from '../../shared/people/sealed-phone'
import type { HomeView } from '../views'

/** Statuses a person sees at the doors of the app; what was withdrawn or has ended is history. */
export const SHOWN_STATUSES = ['pending', 'approved', 'refused'] as const

const SYSTEM_NAME = '系统'

export const decisionView = ({ decision }: Pick<Resident, 'decision'>): HomeView['decision'] =>
  decision && {
    by: decision.by === 'system' ? SYSTEM_NAME : decision.by.name,
    reason: decision.reason,
    at: decision.at,
  }

/** The caller's own tie, so the number is shown in full. */
export const homeView = (home: Resident, communityName: string): HomeView => ({
  id: home._id,
  communityId: home.communityId,
  communityName,
  room: home.room,
  // the roster's word, so nobody reads it before they are known to belong there
  areaCentiSqm: home.status === 'approved' ? home.areaCentiSqm : 0,
  relation: home.relation,
  status: SHOWN_STATUSES.find(status => status === home.status) ?? 'refused',
  name: home.name,
  phone: residentPhone(home),
  submittedAt: home.submittedAt,
  reviewDueAt: home.reviewDueAt,
  decision: decisionView(home),
})
