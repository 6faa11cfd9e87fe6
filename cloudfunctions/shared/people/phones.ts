import { decryptField, encryptField, keyedHash, type Place } from '../crypto'
import type { Room, SealedPhone } from './room'

/** Equal numbers have equal hashes, so that a number is found without being read. */
export const hashPhone = (phone: string): string => keyedHash('phone', phone)

const placeIn = (id: string): Place => ({ collection: 'rooms', id, field: 'phones.phone' })

/** A number as the room `id` keeps it. */
export const sealPhone = (id: string, phone: string): SealedPhone => ({
  phone: encryptField(phone, placeIn(id)),
  phoneHash: hashPhone(phone),
  tail: phone.slice(-4),
})

export const roomPhones = ({ _id, phones }: Pick<Room, '_id' | 'phones'>): string[] =>
  phones.map(({ phone }) => decryptField(phone, placeIn(_id)))
