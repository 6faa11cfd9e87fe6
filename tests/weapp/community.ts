import { SKILLS } from '../../cloudfunctions/shared/people'
import { openCloud, type TestCloud, type TestPerson } from '../support/cloud'
import { seedCommunity, seedHome, seedStaff } from '../support/seed'

// Who lives and works in the community of these tests.
export const OWNER = 'o-lin'
export const TECHNICIAN = 'o-zhou'
export const DESK = 'o-chen'

export interface TestCommunity extends TestCloud {
  owner: TestPerson
  technician: TestPerson
  desk: TestPerson
}

/** One owner, one technician who can do everything, and the service desk, on a cloud of their own. */
export async function openCommunity(): Promise<TestCommunity> {
  const cloud = await openCloud()
  await seedCommunity()
  await seedHome({ openid: OWNER, name: '林静仪' })
  const skills = [...SKILLS]
  await seedStaff({ openid: TECHNICIAN, name: '周建国', roles: ['technician'], title: '维修师傅', skills })
  await seedStaff({ openid: DESK, name: '陈思雨', roles: ['desk'], title: '客服专员' })
  return { ...cloud, owner: cloud.as(OWNER), technician: cloud.as(TECHNICIAN), desk: cloud.as(DESK) }
}

const DAY_MS = 86_400_000
const dayOf = (now: Date) => new Date(now.getTime() + DAY_MS + 8 * 3_600_000).toISOString().slice(0, 10)

let drafts = 0

/** Reports a leaking tap as the owner does. @returns the id of the work order */
export async function submitRepair({ local, owner }: TestCommunity, change: object = {}): Promise<string> {
  const { id } = await owner.call<{ id: string }>('repair', 'submit', {
    draftId: `weapp-draft-${++drafts}`,
    roomId: 'yunqili:3-2-1802',
    category: 'plumbing',
    placeKind: 'room',
    spot: '厨房水槽下',
    description: '水槽下面的角阀一直在滴水',
    photos: [],
    wish: { date: dayOf(local.now()), slot: '14-16' },
    urgency: 'normal',
    contactName: '林静仪',
    contactPhone: '13866204172',
    ...change,
  })
  return id
}
