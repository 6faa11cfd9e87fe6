import type { Status } from '../../cloudfunctions/repair/limits'
import { form, orderIn, people, photoOf, ROOM, tomorrow } from '../repair/support'
import type { TestCloud } from '../support/cloud'
import { next, type Fixtures } from './fixture'
import { FAR, HERE } from './people'

const HOUSEHOLD = ['owner', 'family', 'tenant'] as const
const DISPATCH = ['desk', 'supervisor', 'manager'] as const
const WORK = ['technician'] as const

/** An order of 林静仪 that 周建国 has, unless nobody does yet. */
const order = (status: Status) => async (cloud: TestCloud) => ({ id: await orderIn(cloud, status) })

/** The other side wants another time. */
async function proposed(cloud: TestCloud, openid: string) {
  const id = await orderIn(cloud, 'accepted')
  const visit = tomorrow(cloud, '18-20')
  const other = openid === HERE.technician ? HERE.owner : HERE.technician
  await people(cloud).step(other, 'proposeTime', { id, visit, reason: '车坏了' })
  return { id }
}

const photos = (openid: string) => [photoOf(openid)]
const parts = [{ name: '软管', quantity: 2 }]
const checks = ['铺好地垫']
const reason = '有事'

/** Whose desk somebody opens. */
const deskOf = (openid: string) =>
  [HERE.technician, FAR.technician].includes(openid) ? 'technician' : 'desk'

export const repair: Fixtures = {
  submit: {
    may: HOUSEHOLD,
    target: async () => ({ draftId: `draft-every-${next()}` }),
    input: ({ draftId }, openid, cloud) => form(cloud, { draftId, photos: photos(openid) }),
    changes: ['repairs', 'sequences'],
  },
  listMine: {
    may: HOUSEHOLD,
    input: () => ({ tab: 'all', roomId: ROOM, search: '漏' }),
    changes: [],
  },
  detail: {
    may: [...HOUSEHOLD, ...WORK, ...DISPATCH],
    target: order('working'),
    input: ({ id }) => ({ id }),
    changes: [],
  },
  workbench: {
    may: [...WORK, ...DISPATCH],
    input: (_target, openid) => ({ communityId: 'yunqili', as: deskOf(openid) }),
    changes: [],
  },
  listTasks: {
    may: [...WORK, ...DISPATCH],
    input: (_target, openid) => ({
      ...{ communityId: 'yunqili', as: deskOf(openid) },
      ...{ tab: 'open', search: '漏' },
    }),
    changes: [],
  },
  candidates: { may: DISPATCH, target: order('pending'), input: ({ id }) => ({ id }), changes: [] },
  assign: {
    may: DISPATCH,
    target: order('pending'),
    input: ({ id }) => ({ id, staffId: 'staff_sun' }),
    changes: ['repairs'],
  },
  accept: {
    may: WORK,
    target: order('assigned'),
    input: ({ id }, _openid, cloud) => ({ id, visit: tomorrow(cloud) }),
    changes: ['repairs'],
  },
  handBack: {
    may: WORK,
    target: order('assigned'),
    input: ({ id }) => ({ id, reason }),
    changes: ['repairs'],
  },
  proposeTime: {
    may: [...HOUSEHOLD, ...WORK],
    target: order('accepted'),
    input: ({ id }, _openid, cloud) => ({ id, visit: tomorrow(cloud, '18-20'), reason }),
    changes: ['repairs'],
  },
  answerTime: {
    may: [...HOUSEHOLD, ...WORK],
    target: proposed,
    input: ({ id }) => ({ id, isAgreed: true }),
    changes: ['repairs'],
  },
  arrive: {
    may: WORK,
    target: order('accepted'),
    input: ({ id }, openid) => ({ id, checks, photos: photos(openid) }),
    changes: ['repairs'],
  },
  note: {
    may: WORK,
    target: order('working'),
    input: ({ id }, openid) => ({ id, text: '换好了软管', photos: photos(openid), parts }),
    changes: ['repairs'],
  },
  finish: {
    may: WORK,
    target: order('working'),
    input: ({ id }, openid) => ({
      ...{ id, photosBefore: photos(openid), photosAfter: photos(openid) },
      ...{ parts, checks, summary: '好了' },
    }),
    changes: ['repairs'],
  },
  confirm: {
    may: HOUSEHOLD,
    target: order('finished'),
    input: ({ id }, openid) => ({ id, signature: photoOf(openid) }),
    changes: ['repairs'],
  },
  requestRework: {
    may: HOUSEHOLD,
    target: order('finished'),
    input: ({ id }, openid, cloud) => ({
      ...{ id, reasons: ['还在漏'], text: '根部还在渗' },
      ...{ photos: photos(openid), wish: tomorrow(cloud) },
    }),
    changes: ['repairs'],
  },
  rate: {
    may: HOUSEHOLD,
    target: order('finished'),
    input: ({ id }) => ({ id, stars: 5, tags: ['手艺好'], text: '谢谢' }),
    changes: ['repairs'],
  },
  cancel: {
    may: [...HOUSEHOLD, ...DISPATCH],
    target: order('assigned'),
    input: ({ id }) => ({ id, reason }),
    changes: ['repairs'],
  },
  nudge: { may: DISPATCH, target: order('assigned'), input: ({ id }) => ({ id }), changes: ['repairs'] },
}
