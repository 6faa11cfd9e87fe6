import type { Resident, Staff } from '../../cloudfunctions/shared/people/people'
import type { Loaded } from '../../cloudfunctions/shared/people/persons'

// People as they are loaded, with only what the binding of a caller looks at.

/** A Monday morning in Beijing. */
export const MONDAY = new Date('2026-11-23T10:00:00+08:00')

export type Community = 'here' | 'there'
export type Tie = Partial<Pick<Resident, 'relation' | 'scopes' | 'endsOn' | 'endedAt' | 'status'>>

export const roomIn = (communityId: Community): string => `${communityId}:3-2-1802`

/** A running tie to the home of that community, of an owner unless it says otherwise. */
export const tieOf = (communityId: Community, tie: Tie = {}): Resident =>
  ({
    _id: `${roomIn(communityId)}:me`,
    communityId,
    personId: 'me',
    room: { roomId: roomIn(communityId) },
    relation: 'owner',
    scopes: ['repair'],
    endsOn: null,
    endedAt: null,
    status: 'approved',
    ...tie,
  }) as Resident

interface Person {
  ties?: Resident[]
  posts?: Staff['posts']
  isActive?: boolean
}

export const personOf = ({ ties = [], posts, isActive = true }: Person): Loaded => ({
  personId: 'me',
  ties,
  staff: posts ? ({ _id: 'staff_me', personId: 'me', posts, isActive } as Staff) : null,
})

/** People who are one thing in one community and another in the next. */
export const ACROSS = {
  ownsHereRentsThere: personOf({
    ties: [tieOf('here'), tieOf('there', { relation: 'tenant', endsOn: '2026-12-31' })],
  }),
  technicianHereManagerThere: personOf({
    posts: [
      { communityId: 'here', roles: ['technician'] },
      { communityId: 'there', roles: ['manager'] },
    ],
  }),
  deskHereOwnsThere: personOf({
    ties: [tieOf('there')],
    posts: [{ communityId: 'here', roles: ['desk'] }],
  }),
}
