import { encryptField, keyedHash } from '../crypto'

/** Keyed, so that a stolen database names nobody's openid. */
export const loginIdOf = (openid: string): string => keyedHash('login', openid)

/** How the person with this openid comes in, as it is stored. */
export const loginOf = (openid: string, personId: string, createdAt: Date) => ({
  _id: loginIdOf(openid),
  personId,
  openid: encryptField(openid),
  createdAt,
})
