import type { Caller } from '../../shared/call/caller'
import type { Community, Resident, Staff } from '../../shared/people/people'
import { isOnDuty } from '../../shared/people/duty'
import { communityView } from './community-view'
import { homeView, SHOWN_STATUSES } from './home-view'
import { CONSENT_VERSION } from '../limits'
import type { Me } from '../views'

const isShown = ({ status }: Resident): boolean => SHOWN_STATUSES.some(shown => shown === status)

function staffView(staff: Staff, communities: ReadonlyMap<string, Community>, now: Date): Me['staff'] {
  const { _id, name, title, skills, posts, duty } = staff
  return {
    staffId: _id,
    name,
    title,
    skills,
    communities: posts.flatMap(({ communityId, roles }) => {
      const community = communities.get(communityId)
      return community ? [{ ...communityView(community, now), roles }] : []
    }),
    duty: { ...duty, isOn: isOnDuty(duty, now) },
  }
}

const byStatus = (home: Resident) => (home.status === 'approved' ? 0 : 1)

/** The answer of `me`, from what was loaded. Pure but for the cipher of the person's own number. */
export function meView(
  { ties, staff }: Pick<Caller, 'ties' | 'staff'>,
  communities: readonly Community[],
  now: Date,
): Pick<Me, 'homes' | 'staff' | 'communities' | 'consentNeeded'> {
  const byId = new Map(communities.map(community => [community._id, community]))
  const homes = ties
    .filter(isShown)
    .sort((a, b) => byStatus(a) - byStatus(b) || b.submittedAt.getTime() - a.submittedAt.getTime())
  const used = [...homes, ...(staff?.posts ?? [])].map(({ communityId }) => communityId)
  const shown = [...new Set(used)].flatMap(id => byId.get(id) ?? [])
  const hasConsented = homes.some(home => home.consent.version === CONSENT_VERSION)
  return {
    homes: homes.map(home => homeView(home, byId.get(home.communityId)?.name ?? '')),
    staff: staff && staffView(staff, byId, now),
    communities: shown.map(community => communityView(community, now)),
    consentNeeded: hasConsented ? null : CONSENT_VERSION,
  }
}
