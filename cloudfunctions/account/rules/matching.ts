import type { ResidentRole } from '../../shared/call/roles'
import { cleanText } from '../../shared/people/clean-text'
import type { Room } from '../../shared/people/room'

/** What an applicant says, as far as a roster can know it. */
export interface Claim {
  relation: ResidentRole
  name: string
  phoneHash: string
}

export type RosterSide = Pick<Room, 'owners' | 'phones'>

/** Names are equal when people read them so: no spaces, one kind of dot, Latin letters in any case. */
export const comparableName = (name: string): string =>
  cleanText(name)
    .replace(/[\s·•・‧∙.]/g, '')
    .toLowerCase()

const hasOwner = (room: RosterSide, name: string) =>
  room.owners.some(owner => comparableName(owner) === comparableName(name))
const hasPhone = (room: RosterSide, phoneHash: string) =>
  room.phones.some(phone => phone.phoneHash === phoneHash)

/** Room, name and reserved number all agree (ACC-3). Only an owner can match: a roster lists nobody else. */
export const isFullMatch = (claim: Claim, room: RosterSide): boolean =>
  claim.relation === 'owner' && hasOwner(room, claim.name) && hasPhone(room, claim.phoneHash)

/** Letters to change, add or drop to make one name of the other. */
export function nameDistance(one: string, other: string): number {
  const [a, b] = [[...comparableName(one)], [...comparableName(other)]]
  let row = b.map((_, index) => index + 1)
  a.forEach((letter, at) => {
    let diagonal = at
    let left = at + 1
    row = row.map((above, index) => {
      left = Math.min(left + 1, above + 1, diagonal + (b[index] === letter ? 0 : 1))
      diagonal = above
      return left
    })
  })
  return row.at(-1) ?? a.length
}

export interface Comparison {
  /** differing letters to the most similar owner; null when the room has none */
  nameDistance: number | null
  phone: 'same' | 'different' | 'unknown'
}

export const compare = (claim: Claim, room: RosterSide): Comparison => ({
  nameDistance: room.owners.length
    ? Math.min(...room.owners.map(owner => nameDistance(claim.name, owner)))
    : null,
  phone: !room.phones.length ? 'unknown' : hasPhone(room, claim.phoneHash) ? 'same' : 'different',
})
