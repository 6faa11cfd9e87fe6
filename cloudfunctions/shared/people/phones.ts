import { encryptField, keyedHash } from '../crypto'
import type { SealedPhone } from './room'

/** Equal numbers have equal hashes, so that a number is found without being read. */
export const hashPhone = (phone: string): string => keyedHash('phone', phone)

export const sealPhone = (phone: string): SealedPhone => ({
  phone: encryptField(phone),
  phoneHash: hashPhone(phone),
  tail: phone.slice(-4),
})
