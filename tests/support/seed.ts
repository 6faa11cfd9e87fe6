import { withTokens } from '../../cloudfunctions/account/store/search-tokens'
import { db } from '../../cloudfunctions/shared/cloud'
import { SCOPES } from '../../cloudfunctions/shared/call/scopes'
import { keyedHash } from '../../cloudfunctions/shared/crypto'
import type { StaffRole } from '../../cloudfunctions/shared/call/roles'
import { addLogin } from '../../cloudfunctions/shared/people/persons'
import type { Community, Resident, Staff } from '../../cloudfunctions/shared/people/people'
import { sealResidentPhone, sealStaffPhone } from '../../cloudfunctions/shared/people/sealed-phone'

// Documents as the functions store them, for tests that start in the middle of a story.

const AT = new Date('2026-11-01T00:00:00Z')
const stored = (communityId: string) => ({
  communityId,
  schemaVersion: 2,
  version: 1,
  createdAt: AT,
  updatedAt: AT,
  outbox: [],
  outboxAt: null,
  outboxLane: null,
})

/** Ids of people are random in the product; here they tell who it is. */
export const personIdOf = (openid: string): string => `person-${openid}`

/** Somebody WeChat knows, tied to nothing yet. */
export const seedPerson = (openid: string): Promise<string> => addLogin(openid, personIdOf(openid), AT)

export async function seedCommunity(id = 'yunqili', patch: Partial<Community> = {}): Promise<Community> {
  const community: Community = {
    _id: id,
    ...stored(id),
    name: '云栖里',
    hotline: '0571-8666 2400',
    desk: { name: '陈思雨', phone: '0571-8666 2401', from: '08:00', to: '20:00' },
    acceptanceHours: 48,
    ...patch,
  }
  await db.collection('communities').add({ data: community })
  return community
}

export type SeedStaff = Pick<Staff, 'name'> &
  Partial<Staff> & { openid: string; roles: StaffRole[]; communityIds?: string[] }

/** The same roles in each of the communities. */
export async function seedStaff(seed: SeedStaff, communityId = 'yunqili'): Promise<Staff> {
  const { openid, roles, communityIds = [communityId], ...patch } = seed
  const staff: Staff = {
    _id: `staff_${openid}`,
    ...stored(communityId),
    personId: await seedPerson(openid),
    phone: sealStaffPhone(`staff_${openid}`, '13800000001'),
    title: '员工',
    posts: communityIds.map(id => ({ communityId: id, roles })),
    skills: [],
    buildings: [],
    duty: { from: '00:00', to: '24:00', weekdays: [0, 1, 2, 3, 4, 5, 6] },
    since: '2020-06',
    isActive: true,
    ...patch,
  }
  await db.collection('staff').add({ data: staff })
  return staff
}

export type SeedHome = Pick<Resident, 'name'> &
  Partial<Resident> & {
    openid: string
    building?: string
    unit?: string
    number?: string
    phoneNumber?: string
  }

/** An approved tie of a person to a room, as registration leaves it. */
export async function seedHome(seed: SeedHome, communityId = 'yunqili'): Promise<Resident> {
  const { openid, building = '3', unit = '2', number = '1802', phoneNumber = '13866204172', ...patch } = seed
  const personId = await seedPerson(openid)
  const roomId = `${communityId}:${building}-${unit}-${number}`
  const _id = `${roomId}:${personId}`
  const home: Resident = await withTokens<Omit<Resident, 'searchTokens'>>({
    _id,
    ...stored(communityId),
    personId,
    room: { roomId, building, unit, number, label: `${building} 栋 ${unit} 单元 ${number}` },
    areaCentiSqm: 14236,
    relation: 'owner',
    scopes: [...SCOPES],
    endsOn: null,
    endedAt: null,
    phone: sealResidentPhone(_id, phoneNumber),
    phoneHash: keyedHash('phone', phoneNumber),
    isPhoneVerified: false,
    status: 'approved',
    consent: { version: '2026-11', at: AT, activities: false },
    submittedAt: AT,
    attempt: 1,
    reviewDueAt: AT,
    decision: { by: 'system', reason: '与名册一致', at: AT },
    ...patch,
  })
  await db.collection('residents').add({ data: home })
  return home
}

/** Many documents in few trips; the SDK takes a list where the vendor's page shows one. */
export async function seedMany(collection: string, rows: object[]): Promise<void> {
  for (let from = 0; from < rows.length; from += 500) {
    await db.collection(collection).add({ data: rows.slice(from, from + 500) })
  }
}
