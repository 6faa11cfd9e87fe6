import { later, timeOf, weekdayOf, DAY_MS } from '../../shared/time/calendar'
import type { Staff } from '../../shared/people/people'
import { communityView } from './community-view'
import { homeView } from './home-view'
import { CONSENT_VERSION } from '../limits'
import type { HomeRow, StaffRow } from '../store/me'
import type { Me } from '../views'

/** On duty by Beijing's wall clock; a shift past midnight belongs to the weekday it began on. */
export function isOnDuty({ from, to, weekdays }: Staff['duty'], now: Date): boolean {
  const time = timeOf(now)
  const isToday = weekdays.includes(weekdayOf(now))
  if (from < to) return isToday && from <= time && time < to
  const wasYesterday = weekdays.includes(weekdayOf(later(now, -DAY_MS)))
  return (isToday && time >= from) || (wasYesterday && time < to)
}

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
