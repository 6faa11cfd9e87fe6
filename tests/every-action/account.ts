import { CONSENT_VERSION } from '../../cloudfunctions/account/limits'
import { seedRoom } from '../roster/seed-room'
import { personIdOf, seedHome } from '../support/seed'
import { next, type Fixtures, type Target } from './fixture'

const MATCHING = { name: '秘密业主', phone: '13911112222' }

/** A home of the roster that nobody has applied for. */
async function freeHome(): Promise<Target> {
  const number = next()
  const room = await seedRoom({ number, owners: [MATCHING.name], phones: [MATCHING.phone] })
  return { roomId: room._id }
}

/** Somebody waits to be let into a home of the roster. */
async function application(openid = `applicant-${next()}`): Promise<Target> {
  const { roomId } = await freeHome()
  const number = roomId!.slice(roomId!.lastIndexOf('-') + 1)
  await seedHome({ openid, name: '宋敏', number, status: 'pending', decision: null })
  return { roomId: roomId!, id: `${roomId}:${personIdOf(openid)}` }
}

const OWN = 'everybody may look at themselves and at what there is to choose from'
const REVIEWERS = ['desk', 'manager'] as const

export const account: Fixtures = {
  me: { may: 'anyone', ownOnly: OWN, input: () => ({}), changes: [] },
  communities: { may: 'anyone', ownOnly: OWN, input: () => ({}), changes: [] },
  rooms: {
    may: 'anyone',
    ownOnly: OWN,
    input: () => ({ communityId: 'yunqili', building: '3', unit: '2' }),
    changes: [],
  },
  register: {
    may: 'anyone',
    ownOnly: 'who matches the roster lives there',
    target: freeHome,
    input: ({ roomId }) => ({
      ...{ roomId, relation: 'owner', ...MATCHING, phoneCode: 'used-up' },
      ...{ consentVersion: CONSENT_VERSION, consentActivities: true },
    }),
    changes: ['residents'],
    trips: {
      most: 7,
      why: 'room, community and an earlier application are compared, and an attempt that was no guess is given back',
    },
  },
  withdraw: {
    may: 'anyone',
    ownOnly: 'the room says which of the caller’s own applications',
    target: () => application('nobody'),
    input: ({ roomId }) => ({ roomId }),
    changes: ['residents'],
  },
  listReviews: {
    may: REVIEWERS,
    input: () => ({ communityId: 'yunqili', tab: 'pending', search: '宋' }),
    changes: [],
  },
  review: { may: REVIEWERS, target: () => application(), input: ({ id }) => ({ id }), changes: [] },
  revealPhone: {
    may: REVIEWERS,
    target: () => application(),
    input: ({ id }) => ({ id, which: 'applicant' }),
    changes: ['audits'],
    repeats: 'each reading is recorded',
  },
  approve: {
    may: REVIEWERS,
    target: () => application(),
    input: ({ id }) => ({ id }),
    changes: ['residents'],
  },
  refuse: {
    may: REVIEWERS,
    target: () => application(),
    input: ({ id }) => ({ id, reason: 'other', message: '请带上证件到服务台' }),
    changes: ['residents'],
  },
}
