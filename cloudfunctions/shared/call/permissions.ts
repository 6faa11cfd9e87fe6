import { RESIDENT_ROLES } from '../limits'
import type { ResidentRole, StaffRole } from './roles'
import type { Scope } from './scopes'

/** What an action needs of its caller. Whoever has one of the grounds may call it, and sees only what that ground shows. */
export interface Need {
  /** every WeChat user, also one without a home */
  anyone?: true
  /** a running tie to a home with this relation; the caller gives out only such homes */
  residents?: readonly ResidentRole[]
  /** which part of the home's life the tie must cover; an owner's covers all */
  scope?: Scope
  /** a post with one of these roles; the caller gives out only communities of such posts */
  staff?: readonly StaffRole[]
  /** also for what a person did here before the tie ended: own orders, own messages, frozen */
  own?: true
  /** also for whoever owes or paid a bill, tied to the home or not */
  payer?: true
}

const RESIDENTS = RESIDENT_ROLES

/** Who may do what, in one table. */
export const PERMISSIONS = {
  'account.self': { anyone: true },
  'account.review': { staff: ['desk', 'manager'] },
  'roster.import': { staff: ['desk', 'manager', 'admin'] },
  'repair.household': { residents: RESIDENTS, scope: 'repair' },
  'repair.look': { residents: RESIDENTS, scope: 'repair', own: true },
  'repair.see': {
    residents: RESIDENTS,
    scope: 'repair',
    own: true,
    staff: ['technician', 'desk', 'supervisor', 'manager'],
  },
  'repair.agree': { residents: RESIDENTS, scope: 'repair', staff: ['technician'] },
  'repair.work': { staff: ['technician'] },
  'repair.dispatch': { staff: ['desk', 'supervisor', 'manager'] },
  'repair.staff': { staff: ['technician', 'desk', 'supervisor', 'manager'] },
  'repair.cancel': { residents: RESIDENTS, scope: 'repair', staff: ['desk', 'supervisor', 'manager'] },
  'message.self': { anyone: true, own: true },
} as const satisfies Record<string, Need>

export type Permission = keyof typeof PERMISSIONS

export const needOf = (permission: Permission): Need => PERMISSIONS[permission]

/** Would one of these roles, held in one community, be enough? */
export const allows = (permission: Permission, roles: readonly StaffRole[]): boolean =>
  roles.some(role => needOf(permission).staff?.includes(role) ?? false)
