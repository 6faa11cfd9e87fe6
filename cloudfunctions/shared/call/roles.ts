/** Relations of a resident to a room, and positions of staff (requirements, first page). */
export const RESIDENT_ROLES = ['owner', 'family', 'tenant'] as const
export const STAFF_ROLES = [
  'desk',
  'technician',
  'guard',
  'cleaner',
  'cashier',
  'supervisor',
  'quality',
  'manager',
  'admin',
] as const

export type ResidentRole = (typeof RESIDENT_ROLES)[number]
export type StaffRole = (typeof STAFF_ROLES)[number]
export type Role = ResidentRole | StaffRole

/** How people call it, on every screen and in every message. */
export const ROLE_NAMES: Record<Role, string> = {
  owner: '业主',
  family: '家人',
  tenant: '租客',
  desk: '服务台',
  technician: '技师',
  guard: '安保',
  cleaner: '保洁',
  cashier: '收费员',
  supervisor: '主管',
  quality: '品质监督',
  manager: '项目经理',
  admin: '系统管理员',
}
