import { isOnDuty } from '../../shared/people/duty'
import { communityView } from './community-view'
import { homeView } from './home-view'
import { CONSENT_VERSION } from '../inputs'
import type { HomeRow, StaffRow } from '../store/me'
import type { Me } from '../views'

function staffView(post: StaffRow, now: Date): Me['staff'] {
  return {
    staffId: post._id,
    name: post.name,
    title: post.title,
    roles: post.roles,
    skills: post.skills,
    communities: post.communities.map(community => communityView(community, now)),
    duty: { ...post.duty, isOn: isOnDuty(post.duty, now) },
  }
}

const byStatus = (home: HomeRow) => (home.status === 'approved' ? 0 : 1)

/** The answer of `me`, from what was loaded. Pure but for the cipher of the person's own number. */
export function meView(
  { homes, post, unread }: { homes: HomeRow[]; post: StaffRow | null; unread: number },
  now: Date,
): Pick<Me, 'homes' | 'staff' | 'communities' | 'consentNeeded' | 'unread'> {
  const sorted = [...homes].sort(
    (a, b) => byStatus(a) - byStatus(b) || b.submittedAt.getTime() - a.submittedAt.getTime(),
  )
  const all = [...sorted.flatMap(home => home.communities), ...(post?.communities ?? [])]
  const unique = [...new Map(all.map(community => [community._id, community])).values()]
  const hasConsented = homes.some(home => home.consent.version === CONSENT_VERSION)
  return {
    homes: sorted.map(home => homeView(home, home.communities[0]?.name ?? '')),
    staff: post && staffView(post, now),
    communities: unique.map(community => communityView(community, now)),
    consentNeeded: hasConsented ? null : CONSENT_VERSION,
    unread,
  }
}
