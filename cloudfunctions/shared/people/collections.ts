import * as z from 'zod'
import { SCOPES } from '../call/scopes'
import { EncryptedField } from '../crypto'
import { migrateOutbox } from '../effects/old-outbox'
import { defineCollection, personal } from '../store/collection'
import { Community, Resident, Staff } from './people'
import { Room } from './room'

type Row = Record<string, unknown>

/** Release 1 kept the openid here, and every tie covered everything without an end. */
function residentOf1({ openid: _openid, ...row }: Row): Row {
  return { ...migrateOutbox(row), scopes: [...SCOPES], endsOn: null, endedAt: null }
}

/** Release 1 had one list of roles for all communities. */
function staffOf1({ openid: _openid, roles, communityIds, ...row }: Row): Row {
  const posts = (communityIds as string[]).map(communityId => ({ communityId, roles }))
  return { ...migrateOutbox(row), posts }
}

export const residents = defineCollection({
  name: 'residents',
  scope: 'community',
  subjects: ['personId'],
  schema: Resident,
  audit: 'full',
  relay: true,
  indexes: {
    person: { keys: { personId: 1, status: 1 }, for: 'the ties of a person, with every call' },
    arrival: {
      keys: { communityId: 1, status: 1, submittedAt: -1, _id: -1 },
      for: 'applications of a community in the order they came',
    },
    search: {
      keys: { communityId: 1, status: 1, searchTokens: 1, submittedAt: -1, _id: -1 },
      for: 'applications by parts of names, rooms and numbers',
    },
    room: { keys: { 'room.roomId': 1, status: 1 }, for: 'who is tied to a home' },
    audience: {
      keys: { communityId: 1, status: 1, _id: 1 },
      for: 'everybody who lives in a community, page by page',
    },
    pending: {
      keys: { communityId: 1, status: 1, relation: 1, _id: 1 },
      for: 'owners who wait, compared with a new roster',
    },
  },
  erase: { name: 'alias', phone: 'remove', phoneHash: 'remove' },
  schemaVersion: 2,
  migrations: { 2: residentOf1 },
})

export const staff = defineCollection({
  name: 'staff',
  scope: 'company',
  subjects: ['personId'],
  schema: Staff,
  audit: 'full',
  relay: true,
  indexes: {
    person: { keys: { personId: 1, isActive: 1 }, for: 'the post of a person, with every call' },
    community: {
      keys: { 'posts.communityId': 1, isActive: 1 },
      for: 'who works in a community, by position',
    },
  },
  erase: { name: 'alias', phone: 'remove' },
  schemaVersion: 2,
  migrations: { 2: staffOf1 },
})

export const communities = defineCollection({
  name: 'communities',
  scope: 'community',
  subjects: [],
  schema: Community,
  audit: 'full',
  relay: true,
  indexes: {},
  schemaVersion: 2,
  migrations: { 2: migrateOutbox },
})

/** Who somebody is, apart from how that person comes in; choices of channels and quiet hours come with their messages. */
export const persons = defineCollection({
  name: 'persons',
  scope: 'person',
  subjects: ['_id'],
  schema: z.object({
    _id: z.string(),
    /** who this person turned out to be; followed when a login is read */
    mergedInto: z.string().nullable(),
  }),
  indexes: {},
})

/** How somebody comes in: the only place with an openid, sealed. A person may have none, one, or several in time. */
export const logins = defineCollection({
  name: 'logins',
  scope: 'person',
  subjects: ['personId'],
  schema: z.object({
    /** keyed hash of the openid */
    _id: z.string(),
    personId: z.string(),
    openid: personal(EncryptedField),
    createdAt: z.date(),
  }),
  indexes: { person: { keys: { personId: 1, createdAt: -1 }, for: 'where a person is reached in WeChat' } },
  erase: { openid: 'remove' },
})

export const rooms = defineCollection({
  name: 'rooms',
  scope: 'community',
  subjects: [],
  schema: Room,
  audit: 'full',
  relay: true,
  indexes: { unit: { keys: { communityId: 1, building: 1, unit: 1 }, for: 'choosing a room' } },
  schemaVersion: 2,
  migrations: { 2: migrateOutbox },
})
