import { db } from '../../cloudfunctions/shared/cloud'
import type { Resident } from '../../cloudfunctions/shared/people/people'
import type { AuditRow, MessageRow } from '../../cloudfunctions/shared/store/stored'
import { CONSENT_VERSION } from '../../cloudfunctions/account/limits'
import type { HomeView, ReviewDetail, ReviewRow } from '../../cloudfunctions/account/views'
import { openCloud, type TestCloud } from '../support/cloud'
import { personIdOf, seedCommunity, seedHome, seedStaff } from '../support/seed'
import { seedRoom } from '../roster/seed-room'

let cloud: TestCloud

beforeAll(async () => {
  cloud = await openCloud()
  await seedCommunity()
  await seedCommunity('hupan', { name: '湖畔' })
  await seedStaff({ openid: 'desk', name: '陈思雨', roles: ['desk'] })
  await seedStaff({ openid: 'manager', name: '周宁', roles: ['manager'] })
  await seedStaff({ openid: 'tech', name: '周建国', roles: ['technician'] })
  await seedStaff({ openid: 'desk-other', name: '别处', roles: ['desk'] }, 'hupan')
  await seedStaff({ openid: 'desk-left', name: '离职', roles: ['desk'], isActive: false })
  await seedHome({ openid: 'neighbour', name: '韩雨', number: '301' })
  await seedRoom()
  await seedRoom({ number: '1801', owners: ['钟杰', '邵雨'], phones: [] })
})
afterAll(() => cloud.close())

let applicants = 0
/** A waiting application of a new person. */
async function apply(patch: object = {}): Promise<HomeView & { openid: string }> {
  const openid = `applicant-${++applicants}`
  const input = {
    roomId: 'yunqili:3-2-1802',
    relation: 'owner',
    name: '林静怡',
    phone: '13866204172',
    consentVersion: CONSENT_VERSION,
    ...patch,
  }
  return { ...(await cloud.as(openid).call<HomeView>('account', 'register', input)), openid }
}

const resident = async (id: string) => (await db.collection('residents').doc(id).get()).data as Resident
const list = (input: object = {}, openid = 'desk') =>
  cloud.as(openid).call<{ rows: ReviewRow[]; next: string | null }>('account', 'listReviews', {
    communityId: 'yunqili',
    ...input,
  })
const detail = (id: string) => cloud.as('desk').call<ReviewDetail>('account', 'review', { id })

test('the desk sees an application beside the roster, people masked, and what the system would do', async () => {
  const { id } = await apply()
  const family = await apply({ relation: 'family', name: '张明远', phone: '13700000001' })
  expect(await detail(id)).toMatchObject({
    id,
    name: '林静怡',
    roomLabel: '3 栋 2 单元 1802',
    status: 'pending',
    summary: '姓名差 1 字，手机号一致',
    flags: ['name'],
    attempt: 1,
    comparison: [
      { label: '姓名', applicant: '林静怡', roster: '林*仪', verdict: 'different' },
      { label: '手机号', applicant: '138****4172', roster: '138****4172', verdict: 'same' },
      { label: '房屋', verdict: 'same' },
      { label: '关系', applicant: '业主', roster: '业主', verdict: 'same' },
    ],
    advice: '手机号一致，姓名只差 1 字，多半是写错字。建议退回更正。',
    residents: [
      { name: '林*仪', relation: 'owner', note: '名册登记，未绑定微信' },
      { name: '张*远', relation: 'family', note: '申请中' },
    ],
    isPhoneVerified: false,
    decision: null,
  })
  const text = JSON.stringify([await detail(id), await detail(family.id), await list()])
  expect(text).not.toContain('林静仪')
  expect(text).not.toContain('13866204172')
})

test('approved: the applicant is told, and the room is his', async () => {
  const { id, openid } = await apply()
  await cloud.as('desk').call('account', 'approve', { id })
  const stored = await resident(id)
  expect(stored).toMatchObject({
    status: 'approved',
    decision: { by: { name: '陈思雨' }, reason: '服务台核对通过' },
  })
  expect(stored.outbox.filter((row): row is MessageRow => row.kind === 'message').at(-1)).toMatchObject({
    to: { openid },
    title: '房屋登记已通过',
  })
  await expect(cloud.as('desk').call('account', 'approve', { id })).rejects.toMatchObject({
    code: 'WRONG_STATUS',
    message: '这份申请已经通过，请刷新看看',
  })
})

test('refused: the applicant reads why, corrects it and comes again', async () => {
  const { id, openid } = await apply()
  const message = '您填的姓名和这套房登记的业主对不上。请按购房合同填写。'
  await cloud.as('manager').call('account', 'refuse', { id, reason: 'name', message })
  expect(await resident(id)).toMatchObject({
    status: 'refused',
    decision: { by: { name: '周宁' }, reason: message },
  })
  const again = await cloud.as(openid).call<HomeView>('account', 'register', {
    roomId: 'yunqili:3-2-1802',
    relation: 'owner',
    name: '林静仪',
    phone: '13866204172',
    consentVersion: CONSENT_VERSION,
  })
  expect(again).toMatchObject({ status: 'approved' })
})

test('a refusal that tells what the roster says is stopped and nothing changes', async () => {
  const { id } = await apply({ name: '陈明', phone: '13700000002' })
  for (const message of ['这套房登记的是林静仪', '登记号码尾号 4172']) {
    await expect(
      cloud.as('desk').call('account', 'refuse', { id, reason: 'other', message }),
    ).rejects.toMatchObject({
      code: 'BAD_INPUT',
      fields: { message: expect.stringContaining('名册') },
    })
  }
  expect(await resident(id)).toMatchObject({ status: 'pending', version: 1 })
})

test('two who decide at once: one wins, the other is told', async () => {
  const { id } = await apply()
  const results = await Promise.allSettled([
    cloud.as('desk').call('account', 'approve', { id }),
    cloud.as('manager').call('account', 'refuse', { id, reason: 'other', message: '请本人到服务台来' }),
  ])
  expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  const lost = results.find(result => result.status === 'rejected')
  expect(['CONFLICT', 'WRONG_STATUS']).toContain((lost as { reason: { code: string } }).reason.code)
  expect((await resident(id)).version).toBe(2)
})

test('a number is shown in full only after the reading is recorded', async () => {
  const { id } = await apply()
  const reveal = (which: string) =>
    cloud.as('desk').call<{ phone: string }>('account', 'revealPhone', { id, which })
  expect(await reveal('applicant')).toEqual({ phone: '13866204172' })
  expect(await reveal('roster')).toEqual({ phone: '13866204172' })
  const audits = (await resident(id)).outbox.filter((row): row is AuditRow => row.kind === 'audit').slice(1)
  expect(audits).toMatchObject([
    {
      actor: { personId: personIdOf('desk'), name: '陈思雨' },
      action: 'account.revealPhone',
      after: { whose: id, field: 'phone', why: '核对房屋登记' },
    },
    { after: { whose: 'yunqili:3-2-1802' } },
  ])
  expect(JSON.stringify(audits)).not.toContain('13866204172')

  const nobody = await apply({ roomId: 'yunqili:3-2-1801', name: '钟杰' })
  await expect(
    cloud.as('desk').call('account', 'revealPhone', { id: nobody.id, which: 'roster' }),
  ).rejects.toMatchObject({ code: 'BAD_INPUT', fields: { which: '名册上没有这套房的手机号' } })
})

const queued = (index: number) => `排队${String.fromCharCode(97 + index)}`

test('what waits is listed by its limit, page by page, and found by name, number, room or home', async () => {
  for (let index = 0; index < 25; index++) {
    await apply({ roomId: 'yunqili:3-2-1801', name: queued(index), phone: '13700000003' })
    cloud.local.advance(60_000)
  }
  const seen: string[] = []
  let cursor: string | undefined
  do {
    const page = await list({ search: '排队', ...(cursor && { cursor }) })
    seen.push(...page.rows.map(({ name }) => name))
    cursor = page.next ?? undefined
  } while (cursor)
  expect(seen).toEqual(Array.from({ length: 25 }, (_, index) => queued(index)))
  for (const search of ['1801', '3-2-1801', '3栋2单元1801', '137 0000 0003']) {
    expect((await list({ search })).rows.map(({ name }) => name)).toContain('排队a')
  }
  expect((await list({ search: '排队a' })).rows).toHaveLength(1)
  // anywhere in the name, by its sound, and by the end of the number
  for (const search of ['队a', '队', 'paidui', 'pd', '0003']) {
    expect((await list({ search })).rows.map(({ name }) => name)).toContain('排队a')
  }
  expect((await list({ search: '没有这个人' })).rows).toEqual([])
  expect((await list({ search: '.*' })).rows).toEqual([])
  expect((await list({ tab: 'approved' })).rows.every(({ status }) => status === 'approved')).toBe(true)
})

const REFUSE = { reason: 'other', message: '请本人到服务台来' }
const ACTIONS: [string, object][] = [
  ['listReviews', { communityId: 'yunqili' }],
  ['review', {}],
  ['revealPhone', { which: 'applicant' }],
  ['approve', {}],
  ['refuse', REFUSE],
]

describe.each(ACTIONS)('%s', (action, input) => {
  test.each([
    ['an owner', 'neighbour', 'FORBIDDEN'],
    ['a technician', 'tech', 'FORBIDDEN'],
    ['somebody who has left', 'desk-left', 'FORBIDDEN'],
    ['a stranger', 'stranger', 'FORBIDDEN'],
    ['the desk of another community', 'desk-other', 'NOT_FOUND'],
  ])('is refused to %s, and nothing changes', async (_, openid, code) => {
    const { id } = await apply()
    const call = cloud.as(openid).call('account', action, action === 'listReviews' ? input : { ...input, id })
    await expect(call).rejects.toMatchObject({ code, message: expect.stringMatching(/[\u4e00-\u9fff]/) })
    expect((await resident(id)).version).toBe(1)
  })
})

test.each<[string, string, object, string]>([
  ['no id', 'approve', {}, 'id'],
  ['an id that is an operator', 'approve', { id: { $gt: '' } }, 'id'],
  ['a reason we do not know', 'refuse', { id: 'x', ...REFUSE, reason: 'because' }, 'reason'],
  ['no words for the applicant', 'refuse', { id: 'x', ...REFUSE, message: ' ' }, 'message'],
  ['101 letters for the applicant', 'refuse', { id: 'x', ...REFUSE, message: '长'.repeat(101) }, 'message'],
  ['a tab we do not know', 'listReviews', { communityId: 'yunqili', tab: 'all' }, 'tab'],
  ['a cursor we did not make', 'listReviews', { communityId: 'yunqili', cursor: 'x' }, 'cursor'],
  ['a search of 41 letters', 'listReviews', { communityId: 'yunqili', search: '长'.repeat(41) }, 'search'],
  ['a decision for somebody else', 'approve', { id: 'x', by: 'manager' }, '_'],
])('%s is refused by name', async (_, action, input, field) => {
  await expect(cloud.as('desk').call('account', action, input)).rejects.toMatchObject({
    code: 'BAD_INPUT',
    fields: { [field]: expect.any(String) },
  })
})

test.each(['review', 'approve'])('%s of what does not exist is not found', async action => {
  await expect(
    cloud.as('desk').call('account', action, { id: 'yunqili:3-2-1802:nobody' }),
  ).rejects.toMatchObject({ code: 'NOT_FOUND' })
})

test('each costs at most three reads, by index', async () => {
  const { id } = await apply()
  for (const [action, input] of ACTIONS) {
    cloud.local.resetTrips()
    await cloud
      .as('desk')
      .call('account', action, action === 'listReviews' ? input : { id, ...input })
      .catch(() => undefined)
    const reads = cloud.local.trips().filter(trip => /query|get/i.test(trip.action))
    expect(`${action} ${reads.length <= 3}`).toBe(`${action} true`)
    for (const read of reads) expect(`${action} ${read.collection} ${read.index}`).not.toContain('null')
  }
})
