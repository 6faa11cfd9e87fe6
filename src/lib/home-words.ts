import type { ResidentRole } from '../../cloudfunctions/shared/call/roles'
import type { Home } from './session'

export const RELATION_NAMES = { owner: '业主', family: '家人', tenant: '租客' } satisfies Record<
  ResidentRole,
  string
>

type Room = Pick<Home['room'], 'label' | 'number'>

/** 3 栋 2 单元: what stands before the number; nothing for a house that has only a number. */
export const unitOf = ({ label, number }: Room): string =>
  label.endsWith(number) ? label.slice(0, -number.length).trim() : label
