import type { InputOf, OutputOf } from '@/lib/api'
import type { Home } from '@/lib/session'
import { CONSENT_VERSION } from '../../../../cloudfunctions/account/limits'

export type Relation = Home['relation']
export type CommunityChoice = OutputOf<'account', 'communities'>[number]
type Rooms = OutputOf<'account', 'rooms'>
export type Unit = Rooms['units'][number]
export type RoomChoice = Rooms['rooms'][number]

/** Who applies. `phoneCode` is WeChat's word for the account's number; it can be used once. */
export interface Person {
  relation: Relation | ''
  name: string
  phone: string
}

export interface Application extends Person {
  roomId: string
  phoneCode: string
}

export type Errors = Record<string, string>

/** Fields from top to bottom, as the line above the button names them. */
const FIELDS: { key: keyof Application; name: string; missing: string }[] = [
  { key: 'roomId', name: '房号', missing: '还没选房号，请选一个' },
  { key: 'relation', name: '您是这套房的', missing: '还没选您是业主、家人还是租客' },
  { key: 'name', name: '姓名', missing: '还没填姓名' },
  { key: 'phone', name: '手机号', missing: '还没填手机号' },
]

/** What is still empty; whether the rest is right is for the function to say. */
export function missingOf(application: Application): Errors {
  const isEmpty = (key: keyof Application) =>
    !application[key].trim() && !(key === 'phone' && application.phoneCode)
  return Object.fromEntries(
    FIELDS.filter(({ key }) => isEmpty(key)).map(({ key, missing }) => [key, missing]),
  )
}

/** The field to scroll to. */
export const firstOf = (errors: Errors): string | undefined => FIELDS.find(({ key }) => errors[key])?.key

/** 还有 2 处要填：房号、姓名 */
export function hintOf(errors: Errors): string | undefined {
  const names = FIELDS.filter(({ key }) => errors[key]).map(({ name }) => name)
  return names.length ? `还有 ${names.length} 处要填：${names.join('、')}` : undefined
}

export const fieldId = (key: string): string => `register-${key}`

export const inputOf = ({ roomId, relation, name, phone, phoneCode }: Application) =>
  ({
    roomId,
    relation: relation || 'owner',
    name,
    consentVersion: CONSENT_VERSION,
    ...(phoneCode ? { phoneCode } : { phone }),
  }) satisfies InputOf<'account', 'register'>
