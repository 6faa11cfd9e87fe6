import { decryptField, encryptField, type EncryptedField, type Place } from '../../shared/crypto'
import { staffPhone } from '../../shared/people/sealed-phone'
import type { Assignment, Repair } from '../schema'

// Numbers inside an order. They open in that order only, so a technician's number is sealed anew for it.

const placeIn = (id: string, field: 'contact.phone' | 'assignment.phone'): Place => ({
  collection: 'repairs',
  id,
  field,
})

export const sealContactPhone = (id: string, phone: string): EncryptedField =>
  encryptField(phone, placeIn(id, 'contact.phone'))

export const contactPhone = ({ _id, contact }: Pick<Repair, '_id' | 'contact'>): string =>
  decryptField(contact.phone, placeIn(_id, 'contact.phone'))

export const technicianPhone = (id: string, { phone }: Assignment): string =>
  decryptField(phone, placeIn(id, 'assignment.phone'))

type Assigned = { assignment?: Assignment | null }

/**
 * What is to be stored of an order `id`: a new assignment still holds the number as the technician's own document
 * does; one that the order had already stays as it is.
 */
export function withOwnNumber<Change extends Assigned>(
  id: string,
  change: Change,
  before: Assigned = {},
): Change {
  const { assignment } = change
  if (!assignment || assignment.phone === before.assignment?.phone) return change
  const number = staffPhone({ _id: assignment.staffId, phone: assignment.phone })
  const phone = encryptField(number, placeIn(id, 'assignment.phone'))
  return { ...change, assignment: { ...assignment, phone } }
}
