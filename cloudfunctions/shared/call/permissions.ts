import type { Role } from './roles'

/**
 * Who may do what, in one table. A row scope (which household, which community) is not said here:
 * the repositories hold it. `anyone` is every WeChat user, also one without a room.
 */
export const PERMISSIONS = {
  'account.self': ['anyone'],
  'account.review': ['desk', 'manager'],
  'roster.import': ['desk', 'manager', 'admin'],
  'repair.household': ['owner', 'family', 'tenant'],
  'repair.see': ['owner', 'family', 'tenant', 'technician', 'desk', 'supervisor', 'manager'],
  'repair.agree': ['owner', 'family', 'tenant', 'technician'],
  'repair.work': ['technician'],
  'repair.dispatch': ['desk', 'supervisor', 'manager'],
  'repair.staff': ['technician', 'desk', 'supervisor', 'manager'],
  'repair.cancel': ['owner', 'family', 'tenant', 'desk', 'supervisor', 'manager'],
  'message.self': ['anyone'],
} as const satisfies Record<string, readonly (Role | 'anyone')[]>

export type Permission = keyof typeof PERMISSIONS

export const rolesFor = (permission: Permission): readonly (Role | 'anyone')[] => PERMISSIONS[permission]

export const allows = (permission: Permission, roles: readonly Role[]): boolean =>
  rolesFor(permission).some(role => role === 'anyone' || roles.includes(role))
