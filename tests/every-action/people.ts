import { RESIDENT_ROLES, STAFF_ROLES } from '../../cloudfunctions/shared/limits'
import type { Fixture, Relation } from './fixture'

/** Somebody of each relation to the home of 林静仪, and of each position, in 云栖里. */
export const HERE: Record<Relation, string> = {
  owner: 'lin',
  family: 'kid',
  tenant: 'lodger',
  desk: 'chen',
  technician: 'zhou',
  guard: 'guard',
  cleaner: 'cleaner',
  cashier: 'cash',
  supervisor: 'xu',
  quality: 'quality',
  manager: 'boss',
  admin: 'root',
}

/** The same in 兰亭 next door. */
export const FAR: Record<Relation, string> = {
  owner: 'he',
  family: 'far-family',
  tenant: 'far-tenant',
  desk: 'far-desk',
  technician: 'far-tech',
  guard: 'far-guard',
  cleaner: 'far-cleaner',
  cashier: 'far-cashier',
  supervisor: 'far-supervisor',
  quality: 'far-quality',
  manager: 'far-manager',
  admin: 'far-admin',
}

/** Of 云栖里, and none of the target’s: openid → why not. */
export const NOT_ANY_MORE = {
  song: 'lives in another home',
  'was-owner': 'has sold the home',
  'lease-over': 'rented it until yesterday',
  'no-scope': 'is family without any scope',
  applies: 'waits for the approval',
  'sent-back': 'was refused',
  'took-back': 'has taken the application back',
  left: 'worked here and has left',
  split: 'has every position that reviews, imports or repairs, in 兰亭; here a guard’s',
} as const

export const ALL_RELATIONS: readonly Relation[] = [...RESIDENT_ROLES, ...STAFF_ROLES]

const isIn = (may: Fixture['may'], relation: Relation) => may === 'anyone' || may.includes(relation)

/** Who may call it, a person for each ground. */
export const callersOf = ({ may, by = 'nobody' }: Fixture): readonly string[] =>
  may === 'anyone' ? [by] : may.map(relation => HERE[relation])

/** People of 云栖里 whose relation or position is not enough. */
export const wrongRoles = ({ may }: Fixture): readonly string[] =>
  ALL_RELATIONS.filter(relation => !isIn(may, relation)).map(relation => HERE[relation])

/** Whoever has nothing to do with the target: people of 兰亭, and those of 云栖里 who are none of its people. */
export const strangers = ({ by }: Fixture): readonly string[] =>
  [...Object.values(FAR), ...Object.keys(NOT_ANY_MORE), 'nobody'].filter(openid => openid !== by)

/** Of the strangers, those who have what the permission asks for, only elsewhere. */
export function hasItElsewhere({ may }: Fixture, openid: string): boolean {
  if (may === 'anyone') return true
  if (openid === 'split')
    return ['desk', 'technician', 'supervisor', 'manager', 'admin'].some(role => isIn(may, role as Relation))
  return ALL_RELATIONS.some(relation => FAR[relation] === openid && isIn(may, relation))
}
