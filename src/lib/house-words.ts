import type { ResidentRole } from '../../cloudfunctions/shared/roles'
import type { Home } from './session'

export const RELATION_NAMES = {
  owner: '业主',
  family: '家人',
  tenant: '租客',
} satisfies Record<ResidentRole, string>

/** What stands before the number on the door: 3 栋 2 单元 of 3 栋 2 单元 1802 */
export const blockOf = ({ label, number }: Pick<Home['room'], 'label' | 'number'>): string =>
  label.endsWith(number) ? label.slice(0, -number.length).trim() : label
