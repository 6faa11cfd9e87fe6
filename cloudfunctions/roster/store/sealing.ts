import { decryptField, encryptField, keyedHash, type EncryptedField, type Place } from '../../shared/crypto'
import { roomPhones, sealPhone } from '../../shared/people/phones'
import { homeLabel } from '../../shared/people/place'
import type { Room } from '../../shared/people/room'
import type { FactName } from '../rules/diff'
import type { RosterFacts } from '../rules/roster-row'

type Sealed = 'idNumbers.value' | 'emergencyContact.phone' | 'note'

const placeIn = (id: string, field: Sealed): Place => ({ collection: 'rooms', id, field })

const sealIdNumber = (id: string, idNumber: string) => ({
  value: encryptField(idNumber, placeIn(id, 'idNumbers.value')),
  hash: keyedHash('idNumber', idNumber),
})

/** What a room holds besides its bookkeeping. */
export type RoomFacts = Pick<
  Room,
  | 'building'
  | 'unit'
  | 'number'
  | 'label'
  | 'areaCentiSqm'
  | 'owners'
  | 'phones'
  | 'idNumbers'
  | 'moveInDate'
  | 'occupancy'
  | 'parkingSpaces'
  | 'plates'
  | 'emergencyContact'
  | 'note'
  | 'isUnsold'
>

/** A row as it is stored in the room `id`: numbers and remarks encrypted, what the file does not name empty. */
export function seal(id: string, facts: RosterFacts): RoomFacts {
  const { building, unit, number, owners, emergencyContact, note } = facts
  return {
    building,
    unit,
    number,
    label: homeLabel(facts),
    areaCentiSqm: facts.areaCentiSqm ?? null,
    owners,
    phones: (facts.phones ?? []).map(phone => sealPhone(id, phone)),
    idNumbers: (facts.idNumbers ?? []).map(idNumber => sealIdNumber(id, idNumber)),
    moveInDate: facts.moveInDate ?? null,
    occupancy: facts.occupancy ?? null,
    parkingSpaces: facts.parkingSpaces ?? [],
    plates: facts.plates ?? [],
    emergencyContact: emergencyContact
      ? {
          name: emergencyContact.name,
          phone: encryptField(emergencyContact.phone, placeIn(id, 'emergencyContact.phone')),
        }
      : null,
    note: note ? encryptField(note, placeIn(id, 'note')) : null,
    isUnsold: owners.length === 0,
  }
}

/** The numbers that the roster names for a room, in its order. */
/** The same room as a roster would say it. */
export function unseal(room: RoomFacts & Pick<Room, '_id'>): RosterFacts {
  const open = (value: EncryptedField, field: Sealed) => decryptField(value, placeIn(room._id, field))
  const { building, unit, number, owners, moveInDate, occupancy, parkingSpaces, plates, emergencyContact } =
    room
  return {
    building,
    unit,
    number,
    owners,
    areaCentiSqm: room.areaCentiSqm,
    phones: roomPhones(room),
    idNumbers: room.idNumbers.map(({ value }) => open(value, 'idNumbers.value')),
    moveInDate,
    occupancy,
    parkingSpaces,
    plates,
    emergencyContact: emergencyContact && {
      name: emergencyContact.name,
      phone: open(emergencyContact.phone, 'emergencyContact.phone'),
    },
    note: room.note && open(room.note, 'note'),
  }
}

/** Only the fields that change; encrypting the others anew would make every import look like a change. */
export function sealChanges(
  id: string,
  facts: RosterFacts,
  changed: readonly FactName[],
): Partial<RoomFacts> {
  const sealed = seal(id, facts)
  const patch: Partial<RoomFacts> = Object.fromEntries(changed.map(name => [name, sealed[name]]))
  if (changed.includes('owners')) patch.isUnsold = sealed.isUnsold
  if (changed.includes('number')) patch.label = sealed.label
  return patch
}
