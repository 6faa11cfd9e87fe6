import type { HomeView } from '../../cloudfunctions/account/views'
import { db } from '../../cloudfunctions/shared/cloud'
import { seedRoom } from '../roster/seed-room'
import { openCloud, type TestCloud } from '../support/cloud'
import { personIdOf, seedCommunity, seedStaff } from '../support/seed'

// What an application tells a stranger, and who may decide it.

let cloud: TestCloud

beforeAll(async () => {
  cloud = await openCloud()
  await seedCommunity()
  await seedRoom({ plates: ['浙A12345'], note: '老人独居' })
  await seedRoom({ number: '1803', owners: [], phones: [], areaCentiSqm: undefined })
  await seedStaff({ openid: 'desk', name: '前台甲', roles: ['desk'] })
  await seedStaff({ openid: 'manager', name: '经理甲', roles: ['manager'] })
})
afterAll(() => cloud.close())

const apply = (openid: string, patch: object = {}) =>
  cloud.as(openid).call<HomeView>('account', 'register', {
    roomId: 'yunqili:3-2-1802',
    relation: 'owner',
    name: '张三',
    phone: '13600000000',
    consentVersion: '2026-11',
    ...patch,
  })

test('the answer is the same for a home with owners, an unsold one, a near miss and a wild guess', async () => {
  const said = async (openid: string, patch: object) => {
    const {
      id: _id,
      room: _room,
      submittedAt: _at,
      reviewDueAt: _due,
      name: _name,
      phone: _phone,
      ...rest
    } = await apply(openid, patch)
    return rest
  }
  const wild = await said('stranger-1', {})
  expect(wild).toMatchObject({ status: 'pending', areaCentiSqm: 0, decision: null })
  expect(await said('stranger-2', { name: '林静仪' })).toEqual(wild)
  expect(await said('stranger-3', { phone: '13866204172' })).toEqual(wild)
  expect(await said('stranger-4', { roomId: 'yunqili:3-2-1803' })).toEqual(wild)
})

test('whoever belongs there reads the area', async () => {
  expect(await apply('lin', { name: '林静仪', phone: '13866204172' })).toMatchObject({
    status: 'approved',
    areaCentiSqm: 14236,
  })
})

describe('nobody approves their own application', () => {
  test.each([
    ['approve', {}],
    ['refuse', { reason: 'other', message: '请再核对' }],
  ])('%s by the applicant, who works at the desk', async (action, input) => {
    await apply('desk')
    const id = `yunqili:3-2-1802:${personIdOf('desk')}`
    const before = await db.collection('residents').doc(id).get()
    expect(await cloud.as('desk').answer('account', { action, input: { id, ...input } })).toMatchObject({
      ok: false,
      code: 'FORBIDDEN',
      message: '这是您自己的申请，要由同事核对',
    })
    expect(await db.collection('residents').doc(id).get()).toEqual(before)
  })

  test('a colleague may', async () => {
    const id = `yunqili:3-2-1802:${personIdOf('desk')}`
    await cloud.as('manager').call('account', 'approve', { id })
  })
})

test('the number of somebody who took the application back is nobody’s to read', async () => {
  await apply('gone', { phone: '13700001111' })
  await cloud.as('gone').call('account', 'withdraw', { roomId: 'yunqili:3-2-1802' })
  const id = `yunqili:3-2-1802:${personIdOf('gone')}`
  const answer = await cloud
    .as('desk')
    .answer('account', { action: 'revealPhone', input: { id, which: 'applicant' } })
  expect(answer).toMatchObject({ ok: false, code: 'NOT_FOUND' })
})
