import { db, isDuplicate } from '../../cloudfunctions/shared/cloud'
import { Community, Staff } from '../../cloudfunctions/shared/people/people'
import { sealStaffPhone } from '../../cloudfunctions/shared/people/sealed-phone'
import { addLogin, newPersonId } from '../../cloudfunctions/shared/people/persons'
import { COMMUNITY, STAFF, type DemoStaff } from './people'

// A new company's community and staff are written by its operator, straight into the database; everything
// after that goes through the functions.

const EVERY_DAY = [0, 1, 2, 3, 4, 5, 6]

const stored = (now: Date) => ({
  communityId: COMMUNITY.id,
  schemaVersion: 2,
  version: 1,
  createdAt: now,
  updatedAt: now,
  outbox: [],
  outboxAt: null,
  outboxLane: null,
})

export const hasCommunities = async (): Promise<boolean> =>
  (await db.collection('communities').limit(1).get()).data.length > 0

async function addOnce(collection: string, row: object): Promise<void> {
  try {
    await db.collection(collection).add({ data: row })
  } catch (error) {
    if (!isDuplicate(error)) throw error
  }
}

const communityOf = (now: Date): Community => {
  const { id, ...rest } = COMMUNITY
  return { _id: id, ...stored(now), ...rest, acceptanceHours: 48 }
}

const staffOf = async ({ openid, phone, duty, roles, ...rest }: DemoStaff, now: Date): Promise<Staff> => ({
  _id: `staff_${openid}`,
  ...stored(now),
  ...rest,
  personId: await addLogin(openid, newPersonId(), now),
  phone: sealStaffPhone(`staff_${openid}`, phone),
  posts: [{ communityId: COMMUNITY.id, roles }],
  duty: { ...duty, weekdays: EVERY_DAY },
  isActive: true,
})

/** Safe to repeat: a demo that was stopped in the middle goes on from where it was. */
export async function seedStaff(now: Date): Promise<void> {
  await addOnce('communities', Community.parse(communityOf(now)))
  for (const person of STAFF) await addOnce('staff', Staff.parse(await staffOf(person, now)))
}
