import { openCloud, type TestCloud, type TestPerson } from '../support/cloud'
import { DESK, OWNER, seedPeople, submitTo, TECHNICIAN } from './seed-people'

export { DESK, OWNER, TECHNICIAN }

export interface TestCommunity extends TestCloud {
  owner: TestPerson
  technician: TestPerson
  desk: TestPerson
}

/** A small community on a cloud of its own. */
export async function openCommunity(): Promise<TestCommunity> {
  const cloud = await openCloud()
  await seedPeople()
  return { ...cloud, owner: cloud.as(OWNER), technician: cloud.as(TECHNICIAN), desk: cloud.as(DESK) }
}

/** Reports a leaking tap as the owner does. @returns the id of the work order */
export const submitRepair = ({ local }: TestCommunity, change: object = {}): Promise<string> =>
  submitTo(local, change)
