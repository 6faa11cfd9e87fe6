import { SKILLS } from '../../cloudfunctions/shared/limits'
import type { Cloud } from '../../local-cloud/cloud'
import { seedCommunity, seedHome, seedStaff } from '../support/seed'

// Who lives and works in the community of these tests.
export const OWNER = 'o-lin'
export const TECHNICIAN = 'o-zhou'
export const DESK = 'o-chen'

/** One owner, one technician who can do everything, and the service desk. */
export async function seedPeople(): Promise<void> {
  await seedCommunity()
  await seedHome({ openid: OWNER, name: '林静仪' })
  const skills = [...SKILLS]
  await seedStaff({ openid: TECHNICIAN, name: '周建国', roles: ['technician'], title: '维修师傅', skills })
  await seedStaff({ openid: DESK, name: '陈思雨', roles: ['desk'], title: '客服专员' })
}

const EIGHT_HOURS_MS = 8 * 3_600_000
const DAY_MS = 24 * 3_600_000
const tomorrow = (now: Date) => new Date(now.getTime() + DAY_MS + EIGHT_HOURS_MS).toISOString().slice(0, 10)

let drafts = 0

/** Reports a leaking tap as the owner does. @returns the id of the work order */
export async function submitTo(cloud: Cloud, change: object = {}): Promise<string> {
  const input = {
    draftId: `weapp-draft-${++drafts}`,
    roomId: 'yunqili:3-2-1802',
    category: 'plumbing',
    placeKind: 'room',
    spot: '厨房水槽下',
    description: '水槽下面的角阀一直在滴水',
    photos: [],
    wish: { date: tomorrow(cloud.now()), slot: '14-16' },
    urgency: 'normal',
    contactName: '林静仪',
    contactPhone: '13866204172',
    ...change,
  }
  const { result } = await cloud.call({ openid: OWNER }, 'repair', { action: 'submit', input })
  const answer = result as { ok: true; data: { id: string } } | { ok: false; message: string }
  if (!answer.ok) throw new Error(answer.message)
  return answer.data.id
}
