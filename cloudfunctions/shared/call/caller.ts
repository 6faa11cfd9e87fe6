import { db } from '../cloud'
import { personIdOf } from '../crypto'
import { AppError, notFound } from './errors'
import { Resident, Staff } from '../people/people'
import { rolesFor, type Permission } from './permissions'
import { RESIDENT_ROLES, STAFF_ROLES } from '../limits'
import type { Role } from './roles'

/** Most rooms one person can hold; also the limit of the query. */
const MAX_HOMES = 50

/** Who calls, from the platform's context, with the rows this action's permission needs. */
export interface Caller {
  openid: string
  personId: string
  /** approved ties to rooms */
  homes: Resident[]
  staff: Staff | null
}

async function loadHomes(personId: string): Promise<Resident[]> {
  const { data } = await db
    .collection('residents')
    .where({ personId, status: 'approved' })
    .limit(MAX_HOMES)
    .get()
  return data.map(row => Resident.parse(row))
}

async function loadStaff(personId: string): Promise<Staff | null> {
  const { data } = await db.collection('staff').where({ personId, isActive: true }).limit(1).get()
  return data.length ? Staff.parse(data[0]) : null
}

/**
 * Loads what the permission can be granted by, once per call.
 * @throws FORBIDDEN when the person has none of the roles
 */
export async function loadCaller(openid: string, permission: Permission): Promise<Caller> {
  const personId = personIdOf(openid)
  const roles = rolesFor(permission)
  const needs = (wanted: readonly Role[]) => wanted.some(role => roles.includes(role))
  const [homes, staff] = await Promise.all([
    needs(RESIDENT_ROLES) ? loadHomes(personId) : [],
    needs(STAFF_ROLES) ? loadStaff(personId) : null,
  ])
  const caller = { openid, personId, homes, staff }
  if (!roles.includes('anyone') && !rolesOf(caller).some(role => roles.includes(role)))
    throw forbidden(permission)
  return caller
}

const rolesOf = (caller: Caller): Role[] => [
  ...caller.homes.map(home => home.relation),
  ...(caller.staff?.roles ?? []),
]

function forbidden(permission: Permission): AppError {
  const isForResidents = rolesFor(permission).some(role => role === 'owner')
  const message = isForResidents
    ? '您还没有绑定房屋。请先绑定，通过后再来'
    : '这里只对岗位人员开放。需要权限请联系项目经理'
  return new AppError('FORBIDDEN', message)
}

/** The caller's own room. @throws NOT_FOUND for any other */
export function homeOf(caller: Caller, roomId: string): Resident {
  const home = caller.homes.find(each => each.room.roomId === roomId)
  if (!home) throw notFound('套房屋')
  return home
}

/** The caller as staff of that community, in a role of the permission. @throws NOT_FOUND otherwise */
export function staffIn(caller: Caller, communityId: string, permission: Permission): Staff {
  const { staff } = caller
  const roles = rolesFor(permission)
  if (
    !staff ||
    !staff.communityIds.includes(communityId) ||
    !staff.roles.some(role => roles.includes(role))
  ) {
    throw notFound('个小区')
  }
  return staff
}
