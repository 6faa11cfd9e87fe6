import { db } from '../../cloudfunctions/shared/cloud'
import { residentPhone } from '../../cloudfunctions/shared/people/sealed-phone'
import type { Resident } from '../../cloudfunctions/shared/people/people'
import type { MessageRow } from '../../cloudfunctions/shared/store/stored'
import { CONSENT_VERSION } from '../../cloudfunctions/account/limits'
import type { HomeView } from '../../cloudfunctions/account/views'
import { openCloud, type TestCloud } from '../support/cloud'
import { personIdOf, seedCommunity } from '../support/seed'
import { seedRoom } from '../roster/seed-room'

let cloud: TestCloud

beforeAll(async () => {
  cloud = await openCloud()
  await seedCommunity()
  await seedCommunity('hupan', { name: '湖畔' })
  await seedRoom()
  await seedRoom({ number: '1801', owners: ['钟杰', '邵 雨'], phones: ['13900000001', '13900000002'] })
  await seedRoom({ number: '1701', owners: [], phones: [] })
  await seedRoom({ building: '1', unit: '1', number: '101' }, 'hupan')
})
afterAll(() => cloud.close())

const ROOM = 'yunqili:3-2-1802'
const form = (patch: object = {}) => ({
  roomId: ROOM,
  relation: 'owner',
  name: '林静仪',
  phone: '13866204172',
  consentVersion: CONSENT_VERSION,
  ...patch,
})
const register = (openid: string, patch: object = {}) =>
  cloud.as(openid).call<HomeView>('account', 'register', form(patch))

const stored = async (openid: string, roomId = ROOM): Promise<Resident> =>
  (
    await db
      .collection('residents')
      .doc(`${roomId}:${personIdOf(openid)}`)
      .get()
  ).data as Resident
const messagesOf = ({ outbox }: Resident) => outbox.filter((row): row is MessageRow => row.kind === 'message')
const count = async (filter: object) => (await db.collection('residents').where(filter).count()).total

test('a full match of room, name and reserved number is approved at once, and the person is told', async () => {
  const home = await register('lin', { consentActivities: true })
  expect(home).toMatchObject({
    id: `${ROOM}:${personIdOf('lin')}`,
    communityName: '云栖里',
    room: { label: '3 栋 2 单元 1802' },
    areaCentiSqm: 14236,
    relation: 'owner',
    status: 'approved',
    phone: '13866204172',
    decision: { by: '系统', reason: '与名册一致' },
  })
  const resident = await stored('lin')
  expect(resident).toMatchObject({
    personId: personIdOf('lin'),
    isPhoneVerified: false,
    attempt: 1,
    consent: { version: CONSENT_VERSION, activities: true },
  })
  expect(resident.consent.at).toEqual(resident.submittedAt)
  expect(messagesOf(resident)).toMatchObject([
    { to: { personId: personIdOf('lin'), openid: 'lin' }, topic: 'registration', title: '房屋登记已通过' },
  ])
})

test('the number is stored encrypted only, and the audit does not hold it', async () => {
  const resident = await stored('lin')
  expect(JSON.stringify(resident)).not.toContain('13866204172')
  expect(residentPhone(resident)).toBe('13866204172')
})

test.each<[string, object]>([
  ['any of several owners', { name: '邵雨', phone: '13900000001' }],
  ['any of several numbers, with spaces in the name', { name: '钟 杰', phone: '+86 139 0000 0002' }],
])('%s is a match', async (name, patch) => {
  expect(await register(`match-${name.length}`, { roomId: 'yunqili:3-2-1801', ...patch })).toMatchObject({
    status: 'approved',
  })
})

test.each<[string, object]>([
  ['another name', { name: '林静怡' }],
  ['another number', { phone: '13866204173' }],
  ['a family member, though name and number are the owner’s', { relation: 'family' }],
  ['a tenant', { relation: 'tenant', name: '何佳宁', phone: '13700000000' }],
  ['a home that is not sold', { roomId: 'yunqili:3-2-1701' }],
])('%s waits for the desk, with a time and without a word of what differs', async (name, patch) => {
  const openid = `wait-${name}`
  const home = await register(openid, patch)
  expect(home).toMatchObject({ status: 'pending', decision: null })
  const resident = await stored(openid, (patch as { roomId?: string }).roomId)
  expect(messagesOf(resident)).toMatchObject([{ to: { role: 'desk' }, topic: 'review' }])
  expect(JSON.stringify(home)).not.toContain('名册')
})

test('the number WeChat vouches for counts as verified and wins over a typed one', async () => {
  const home = await register('wechat', { phone: '13800000000', phoneCode: 'phone:13866204172' })
  expect(home).toMatchObject({ status: 'approved', phone: '13866204172' })
  expect((await stored('wechat')).isPhoneVerified).toBe(true)
})

test('a code that WeChat does not honour falls back to what was typed, or asks for it', async () => {
  await register('code-typed', { phoneCode: 'used-up' })
  expect((await stored('code-typed')).isPhoneVerified).toBe(false)
  await expect(register('code-only', { phone: undefined, phoneCode: 'used-up' })).rejects.toMatchObject({
    code: 'BAD_INPUT',
    fields: { phone: '微信没有给出手机号，请手动填写' },
  })
})

test('two taps at once make one application and cost one attempt', async () => {
  const patch = { name: '赵双击', phone: '13711112222' }
  const homes = await Promise.all([1, 2, 3].map(() => register('tapper', patch)))
  expect(new Set(homes.map(({ id }) => id)).size).toBe(1)
  expect(await count({ personId: personIdOf('tapper') })).toBe(1)
  expect((await stored('tapper')).version).toBe(1)
  const { data } = await db.collection('limits').where({}).get()
  const mine = (data as { _id: string; counts: Record<string, number> }[]).find(({ _id }) =>
    _id.startsWith(`person:${personIdOf('tapper')}:`),
  )
  expect(mine?.counts).toEqual({ 'register-day': 1 })
})

test('one person holds rooms in several communities, and several people one room', async () => {
  await register('lin', { roomId: 'hupan:1-1-101' })
  expect(
    await register('lin-family', { relation: 'family', name: '张明远', phone: '13722223333' }),
  ).toMatchObject({
    status: 'pending',
  })
  expect(await count({ personId: personIdOf('lin'), status: 'approved' })).toBe(2)
})

test('what waits can be taken back and applied for again; the same row counts the attempts', async () => {
  await register('again', { name: '林静怡' })
  await expect(register('again', { name: '林静仪' })).rejects.toMatchObject({
    code: 'WRONG_STATUS',
    message: '这套房的申请正在核对。要改内容，请先撤回再申请',
  })
  await cloud.as('again').call('account', 'withdraw', { roomId: ROOM })
  await expect(cloud.as('again').call('account', 'withdraw', { roomId: ROOM })).rejects.toMatchObject({
    code: 'WRONG_STATUS',
  })
  expect(await register('again')).toMatchObject({ status: 'approved' })
  expect(await stored('again')).toMatchObject({ attempt: 2, name: '林静仪', decision: { by: 'system' } })
  expect(await register('again')).toMatchObject({ status: 'approved' })
  await expect(register('again', { phone: '13800000000' })).rejects.toMatchObject({
    code: 'WRONG_STATUS',
    message: '这套房您已经绑定，不用再申请',
  })
})

test('after five tries that do not match, also many at once, nothing is compared any more until tomorrow', async () => {
  const numbers = Array.from({ length: 12 }, (_, index) => `yunqili:9-1-${100 + index}`)
  for (const number of numbers) await seedRoom({ building: '9', unit: '1', number: number.slice(-3) })
  const results = await Promise.allSettled(
    numbers.map((roomId, index) => register('guesser', { roomId, phone: `1380000${1000 + index}` })),
  )
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(5)
  await expect(register('guesser')).rejects.toMatchObject({
    code: 'TOO_MANY',
    message: '今天对不上的次数太多了，请明天再试，或打服务台 0571-8666 2401，我们帮您登记',
  })
  expect(await count({ personId: personIdOf('guesser') })).toBe(5)
  cloud.local.advance(24 * 3600_000)
  expect(await register('guesser')).toMatchObject({ status: 'approved' })
  cloud.local.advance(-24 * 3600_000)
})

test('matches cost no attempt', async () => {
  for (let index = 0; index < 8; index++) {
    const number = String(300 + index)
    await seedRoom({ building: '8', unit: '1', number })
    expect(await register('landlord', { roomId: `yunqili:8-1-${number}` })).toMatchObject({
      status: 'approved',
    })
  }
})

test.each<[string, object, string, string]>([
  ['no name', { name: '' }, 'BAD_INPUT', 'name'],
  ['a name of one letter', { name: '林' }, 'BAD_INPUT', 'name'],
  ['a name of 21 letters', { name: '林'.repeat(21) }, 'BAD_INPUT', 'name'],
  ['no phone', { phone: undefined }, 'BAD_INPUT', 'phone'],
  ['ten digits', { phone: '1386620417' }, 'BAD_INPUT', 'phone'],
  ['a phone that is an operator', { phone: { $ne: '' } }, 'BAD_INPUT', 'phone'],
  ['a relation we do not know', { relation: 'admin' }, 'BAD_INPUT', 'relation'],
  ['an older consent', { consentVersion: '2025-01' }, 'BAD_INPUT', 'consentVersion'],
  ['no consent', { consentVersion: undefined }, 'BAD_INPUT', 'consentVersion'],
  ['somebody else’s openid', { openid: 'lin' }, 'BAD_INPUT', '_'],
  ['a status of its own', { status: 'approved' }, 'BAD_INPUT', '_'],
  ['a room id of the wrong shape', { roomId: '../x' }, 'BAD_INPUT', 'roomId'],
  ['a room id of a megabyte', { roomId: 'x'.repeat(1_000_000) }, 'BAD_INPUT', 'roomId'],
])('%s is refused by name and nothing is stored', async (_, patch, code, field) => {
  await expect(register('refused', patch)).rejects.toMatchObject({
    code,
    fields: { [field]: expect.stringMatching(/[\u4e00-\u9fff]/) },
  })
  expect(await count({ personId: personIdOf('refused') })).toBe(0)
})

test.each<[string, string, object]>([
  ['a room that does not exist', 'register', { ...form(), roomId: 'yunqili:3-2-9999' }],
  ['a community that does not exist', 'register', { ...form(), roomId: 'nowhere:3-2-1802' }],
  ['taking back what was never applied for', 'withdraw', { roomId: ROOM }],
])('%s is not found', async (_, action, input) => {
  await expect(cloud.as('stranger').call('account', action, input)).rejects.toMatchObject({
    code: 'NOT_FOUND',
  })
})

test('an event that claims another identity changes nothing', async () => {
  const forged = {
    action: 'register',
    input: form(),
    openid: 'lin',
    userInfo: { openId: 'lin' },
    Type: 'Timer',
  }
  expect(await cloud.as('forger').answer('account', forged)).toMatchObject({ ok: true })
  expect(await stored('forger')).toMatchObject({ openid: 'forger' })
  const { result } = await cloud.local.call({ source: 'wx_trigger' }, 'account', forged)
  expect(result).toMatchObject({ ok: false, code: 'UNAUTHENTICATED' })
})

test('an application costs three reads and at most four writes', async () => {
  cloud.local.resetTrips()
  await register('counted', { name: '何佳宁' })
  const trips = cloud.local.trips()
  const reads = trips.filter(({ action }) => /query|get|count/i.test(action))
  expect(reads.length).toBeLessThanOrEqual(3)
  expect(trips.length - reads.length).toBeLessThanOrEqual(4)
})
