import { addLogin, loadPerson, newPersonId, type Loaded } from '../people/persons'
import type { Resident, Staff } from '../people/people'
import { isRunning, overSince } from '../people/ties'
import { AppError, notFound } from './errors'
import { needOf, type Need, type Permission } from './permissions'
import type { StaffRole } from './roles'

/** A member of staff as one community sees that person. */
export interface Post {
  communityId: string
  roles: readonly StaffRole[]
  staff: Staff
}

/**
 * Who calls, bound to the permission of the action: homes and posts that it does not cover are not given out, whatever
 * else the person owns or does elsewhere.
 */
export interface Caller {
  personId: string
  /** running ties that the permission, the relation, its scope and the end of the lease cover */
  homes(): Resident[]
  /** @throws NOT_FOUND for any other room */
  home(roomId: string): Resident
  /** posts with a role of the permission */
  posts(): Post[]
  /** the post in a community, null when the permission does not cover one there */
  postIn(communityId: string): Post | null
  /** @throws NOT_FOUND where `postIn` is null */
  staffIn(communityId: string): Post
  /** ties that are over, where the permission lets people see their own after they have left; [] where not */
  formerTies(): FormerTie[]
  /** a bill of this person, and the permission lets people see and pay what they owe wherever they live now */
  pays(personId: string): boolean
  /** every tie to a home, whatever its status or end: for what people see of themselves */
  ties: readonly Resident[]
  /** the person as staff, whatever the permission: for what people see of themselves */
  staff: Staff | null
}

/** An owner may do everything for the home; others what their tie covers. */
const covers = (tie: Resident, { residents, scope }: Need): boolean =>
  (residents?.includes(tie.relation) ?? false) &&
  (scope === undefined || tie.relation === 'owner' || tie.scopes.includes(scope))

/** A tie that is over, and since when: what was the person's own until then stays readable, frozen. */
export interface FormerTie {
  tie: Resident
  until: Date
}

function formerTie(tie: Resident, now: Date): FormerTie[] {
  const until = overSince(tie, now)
  return until ? [{ tie, until }] : []
}

/** Pure: what of a person's ties and posts a permission's need gives out at `now`. */
export function bind({ personId, ties, staff }: Loaded, need: Need, now: Date): Caller {
  const homes = ties.filter(tie => isRunning(tie, now) && covers(tie, need))
  const former = need.own ? ties.flatMap(tie => formerTie(tie, now)) : []
  const isCovered = (role: StaffRole) => need.staff?.includes(role) ?? false
  const posts = staff?.isActive
    ? staff.posts.filter(({ roles }) => roles.some(isCovered)).map(post => ({ ...post, staff }))
    : []
  const postIn = (communityId: string) => posts.find(post => post.communityId === communityId) ?? null
  return {
    personId,
    ties,
    staff: staff?.isActive ? staff : null,
    homes: () => homes,
    home(roomId) {
      const home = homes.find(each => each.room.roomId === roomId)
      if (!home) throw notFound('套房屋')
      return home
    },
    posts: () => posts,
    postIn,
    staffIn(communityId) {
      const post = postIn(communityId)
      if (!post) throw notFound('个小区')
      return post
    },
    formerTies: () => former,
    pays: other => need.payer === true && other === personId,
  }
}

/**
 * Pure: may this person call at all? Those who have left may still look at what was their own, and whoever owes pays,
 * where the permission says so.
 */
export const hasGround = (caller: Caller, need: Need): boolean =>
  need.anyone === true ||
  caller.homes().length > 0 ||
  caller.posts().length > 0 ||
  (need.payer === true && caller.personId !== '') ||
  caller.formerTies().length > 0

/** Somebody unknown so far gets a login at the first write; reading leaves no trace. */
async function newcomer(openid: string, kind: 'read' | 'write', now: Date): Promise<Loaded> {
  const personId = newPersonId()
  const mine = kind === 'write' ? await addLogin(openid, personId, now) : personId
  return { personId: mine, ties: [], staff: null }
}

interface Call {
  openid: string
  permission: Permission
  kind: 'read' | 'write'
  now: Date
}

/**
 * Loads who calls, once per call and in one trip.
 * @throws FORBIDDEN when nothing the person is gives the permission
 */
export async function loadCaller({ openid, permission, kind, now }: Call): Promise<Caller> {
  const known = await loadPerson(openid)
  const unknown: Loaded = { personId: '', ties: [], staff: null }
  const need = needOf(permission)
  if (!hasGround(bind(known ?? unknown, need, now), need)) throw forbidden(need)
  return bind(known ?? (await newcomer(openid, kind, now)), need, now)
}

function forbidden(need: Need): AppError {
  const message = need.residents
    ? '您还没有绑定房屋。请先绑定，通过后再来'
    : '这里只对岗位人员开放。需要权限请联系项目经理'
  return new AppError('FORBIDDEN', message)
}
