import { RosterImport } from '../../cloudfunctions/roster/schema'
import { command, db } from '../../cloudfunctions/shared/cloud'
import { sealResidentPhone } from '../../cloudfunctions/shared/people/sealed-phone'
import type { Stored } from '../../cloudfunctions/shared/store/stored'
import { seedRoom } from '../roster/seed-room'
import { csvOf, upload } from '../roster/upload-roster'
import { openTown, orderIn, photoOf } from '../repair/support'
import type { TestCloud } from '../support/cloud'
import { seedHome, seedPerson, seedStaff } from '../support/seed'
import type { Pools } from './inputs'

// 云栖里 is full of records of every kind and status; 兰亭 next door is where the attackers live and work.

/** Words that stand in records of 云栖里 only, and that nobody outside may ever read. */
export const SECRETS = [
  '林静仪',
  '林小满',
  '宋敏',
  '周建国',
  '13866204172',
  '软管接口',
  '秘密业主',
  '13911112222',
  '业主台账机密',
]

/** Nobody at all, and everybody a community has, of the one next door. */
export const OUTSIDERS = [
  'nobody',
  'he',
  'far-family',
  'far-tenant',
  'far-tech',
  'far-desk',
  'far-supervisor',
  'far-manager',
  'far-admin',
  'left',
]

async function importOf(cloud: TestCloud): Promise<string> {
  const file = csvOf('楼栋,单元,房号,业主姓名,手机号', '3,2,1803,秘密业主,13911112222')
  const fileId = await upload('chen', file, 'csv')
  const open = { communityId: 'yunqili', fileId, fileName: '业主台账机密.csv' }
  const { id } = await cloud.as('chen').call<{ id: string }>('roster', 'open', open)
  await cloud.as('chen').call('roster', 'preview', { id })
  return id
}

export async function openVictims(): Promise<TestCloud> {
  const cloud = await openTown()
  // so that what the person called nobody writes is known as their own
  await seedPerson('nobody')
  await seedRoom({ owners: ['秘密业主'], phones: ['13911112222'] })
  await seedRoom({ number: '1101', owners: ['何远'], phones: ['13711112222'] }, 'lanting')
  await seedHome({ openid: 'far-family', name: '何家人', relation: 'family', number: '101' }, 'lanting')
  await seedHome({ openid: 'far-tenant', name: '何租客', relation: 'tenant', number: '101' }, 'lanting')
  await seedStaff({ openid: 'far-supervisor', name: '远主管', roles: ['supervisor'] }, 'lanting')
  await seedStaff({ openid: 'far-manager', name: '远经理', roles: ['manager'] }, 'lanting')
  await seedStaff({ openid: 'far-admin', name: '远管理', roles: ['admin'] }, 'lanting')
  await seedStaff({
    openid: 'left',
    name: '已离职',
    roles: ['desk', 'technician', 'manager'],
    isActive: false,
  })
  await cloud.as('waiting').call('account', 'register', {
    roomId: 'yunqili:3-2-1802',
    relation: 'owner',
    name: '宋敏敏',
    phone: '13611112222',
    consentVersion: '2026-11',
  })
  // the town gives everybody the same number
  const { data } = await db.collection('residents').where({ communityId: 'lanting' }).limit(100).get()
  for (const { _id } of data as Stored[]) {
    const phone = command.set(sealResidentPhone(_id, '13700000000'))
    await db.collection('residents').doc(_id).update({ data: { phone } })
  }
  for (const status of ['pending', 'assigned', 'accepted', 'working', 'finished', 'confirmed'] as const)
    await orderIn(cloud, status)
  await importOf(cloud)
  await cloud.local.tick()
  return cloud
}

/** Of 云栖里 itself: they may read it, but no input of theirs may break anything. */
export const INSIDERS = ['lin', 'zhou', 'chen', 'xu']

const idsOf = async (collection: string): Promise<string[]> => {
  const { data } = await db.collection(collection).limit(100).get()
  return (data as Stored[]).map(({ _id }) => _id)
}

/** Everything of 云栖里 that an attacker could have got to know by name. */
export async function foreignPools(): Promise<Pools> {
  const collections = [
    'repairs',
    'residents',
    'roster_imports',
    'messages',
    'rooms',
    'audits',
    'roster_chunks',
  ]
  const ids = (await Promise.all(collections.map(idsOf))).flat()
  const { data } = await db.collection('roster_imports').limit(1).get()
  const files = [photoOf('lin'), photoOf('zhou'), RosterImport.parse(data[0]).fileId]
  return {
    id: ids.filter(id => id.length <= 120),
    communityId: ['yunqili', 'nowhere', 'yunqili:3-2'],
    roomId: ['yunqili:3-2-1802', 'yunqili:5-1-0603', 'yunqili:9-9-9999'],
    staffId: ['staff_zhou', 'staff_chen', 'staff_far-tech'],
    draftId: ['draft-00000001', 'draft-00000002'],
    fileId: files,
    photos: files,
    photosBefore: files,
    photosAfter: files,
    signature: files,
    search: ['林', '漏', '13911112222', '1802', '3-1802', '.*', '\\', '[', 'WX20261123001', '\u0000'],
    phone: ['13866204172', '13911112222'],
    contactPhone: ['13611113333'],
    name: ['何远', '张三丰', '诸葛亮亮'],
    tags: ['准时上门'],
  }
}
