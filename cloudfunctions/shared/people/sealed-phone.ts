import { decryptField, encryptField, type EncryptedField, type Place } from '../crypto'
import type { Resident, Staff } from './people'

// The number of a person in the documents that are that person's own.

const placeIn = (collection: 'residents' | 'staff', id: string): Place => ({ collection, id, field: 'phone' })

export const sealResidentPhone = (id: string, phone: string): EncryptedField =>
  encryptField(phone, placeIn('residents', id))

export const sealStaffPhone = (id: string, phone: string): EncryptedField =>
  encryptField(phone, placeIn('staff', id))

export const residentPhone = ({ _id, phone }: Pick<Resident, '_id' | 'phone'>): string =>
  decryptField(phone, placeIn('residents', _id))

export const staffPhone = ({ _id, phone }: Pick<Staff, '_id' | 'phone'>): string =>
  decryptField(phone, placeIn('staff', _id))
