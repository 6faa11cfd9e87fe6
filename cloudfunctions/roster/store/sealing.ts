import { decryptField, encryptField, keyedHash } from '../../shared/crypto'
import type { FactName } from '../rules/diff'
import { homeLabel } from '../../shared/people/place'
import type { RosterFacts } from '../rules/roster-row'
import type { Room } from '../../shared/people/room'
import { sealPhone } from '../../shared/people/phones'

const sealId = (id: string) => ({ value: encryptField(id), hash: keyedHash('idNumber', id) })

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

/** A row as it is stored: numbers and remarks encrypted, what the file does not name empty. */
export function seal(facts: RosterFacts): RoomFacts {
  const { building, unit, number, owners, emergencyContact, note } = facts
  return {
    building,
    unit,
    number,
    label: homeLabel(facts),
    areaCentiSqm: facts.areaCentiSqm ?? null,
    owners,
    phones: (facts.phones ?? []).map(sealPhone),
    idNumbers: (facts.idNumbers ?? []).map(sealId),
    moveInDate: facts.moveInDate ?? null,
    occupancy: facts.occupancy ?? null,
    parkingSpaces: facts.parkingSpaces ?? [],
    plates: facts.plates ?? [],
    emergencyContact: emergencyContact
      ? { name: emergencyContact.name, phone: encryptField(emergencyContact.phone) }
      : null,
    note: note ? encryptField(note) : null,
    isUnsold: owners.length === 0,
  }
}

/** The same room as a roster would say it. */
export function unseal(room: RoomFacts): RosterFacts {
  const { building, unit, number, owners, moveInDate, occupancy, parkingSpaces, plates, emergencyContact } =
    room
  return {
    building,
    unit,
    number,
    owners,
    areaCentiSqm: room.areaCentiSqm,
    phones: room.phones.map(({ phone }) => decryptField(phone)),
    idNumbers: room.idNumbers.map(({ value }) => decryptField(value)),
    moveInDate,
    occupancy,
    parkingSpaces,
    plates,
    emergencyContact: emergencyContact && {
      name: emergencyContact.name,
      phone: decryptField(emergencyContact.phone),
    },
    note: room.note && decryptField(room.note),
  }
}

/** Only the fields that change; encrypting the others anew would make every import look like a change. */
export function sealChanges(facts: RosterFacts, changed: readonly FactName[]): Partial<RoomFacts> {
  const sealed = seal(facts)
  const patch: Partial<RoomFacts> = Object.fromEntries(changed.map(name => [name, sealed[name]]))
  if (changed.includes('owners')) patch.isUnsold = sealed.isUnsold
  if (changed.includes('number')) patch.label = sealed.label
  return patch
}
