import type { RESIDENT_ROLES, STAFF_ROLES } from '../limits'

export type ResidentRole = (typeof RESIDENT_ROLES)[number]
export type StaffRole = (typeof STAFF_ROLES)[number]
export type Role = ResidentRole | StaffRole
