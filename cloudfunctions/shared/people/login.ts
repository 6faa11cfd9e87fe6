import { decryptField, encryptField, keyedHash, type EncryptedField, type Place } from '../crypto'

/** Keyed, so that a stolen database names nobody's openid. */
export const loginIdOf = (openid: string): string => keyedHash('login', openid)

const placeOf = (id: string): Place => ({ collection: 'logins', id, field: 'openid' })

/** How the person with this openid comes in, as it is stored. */
export function loginOf(openid: string, personId: string, createdAt: Date) {
  const _id = loginIdOf(openid)
  return { _id, personId, openid: encryptField(openid, placeOf(_id)), createdAt }
}

/** @throws when the key is unknown or the value was tampered with */
export const openidOf = ({ _id, openid }: { _id: string; openid: EncryptedField }): string =>
  decryptField(openid, placeOf(_id))
