import type { TestCloud } from '../support/cloud'
import { seedHome, seedStaff } from '../support/seed'
import { openVictims } from '../security/victims'
import { FAR, HERE } from './people'

const MORNING_BEFORE = new Date('2026-11-22T02:00:00Z')

async function seedTies(): Promise<void> {
  await seedHome({ openid: 'lodger', name: '罗租客', relation: 'tenant', endsOn: '2026-11-23' })
  await seedHome({ openid: 'was-owner', name: '老业主', status: 'ended', endedAt: MORNING_BEFORE })
  await seedHome({ openid: 'lease-over', name: '前租客', relation: 'tenant', endsOn: '2026-11-22' })
  await seedHome({ openid: 'no-scope', name: '亲戚', relation: 'family', scopes: [] })
  await seedHome({ openid: 'applies', name: '申请人', status: 'pending', decision: null })
  await seedHome({ openid: 'took-back', name: '撤回人', status: 'withdrawn', decision: null })
  await seedHome({ openid: 'sent-back', name: '被退回', status: 'refused' })
}

async function seedPosts(): Promise<void> {
  for (const role of ['guard', 'cleaner', 'quality', 'manager', 'admin'] as const)
    await seedStaff({ openid: HERE[role], name: `云${role}`, roles: [role] })
  for (const role of ['guard', 'cleaner', 'cashier', 'quality'] as const)
    await seedStaff({ openid: FAR[role], name: `兰${role}`, roles: [role] }, 'lanting')
  await seedStaff({
    openid: 'split',
    name: '两处',
    roles: [],
    posts: [
      { communityId: 'yunqili', roles: ['guard'] },
      { communityId: 'lanting', roles: ['desk', 'technician', 'supervisor', 'manager', 'admin'] },
    ],
  })
}

/** The victims of tests/security, with people of every kind added. */
export async function openTown(): Promise<TestCloud> {
  const cloud = await openVictims()
  await seedTies()
  await seedPosts()
  return cloud
}
