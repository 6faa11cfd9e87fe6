import type { CommunityView, Me, RoomsView } from '../../cloudfunctions/account/views'
import { CONSENT_VERSION } from '../../cloudfunctions/account/limits'
import { openCloud, type TestCloud } from '../support/cloud'
import { personIdOf, seedCommunity, seedHome, seedMany, seedStaff } from '../support/seed'
import { roomOf, seedRoom } from '../roster/seed-room'

let cloud: TestCloud

beforeAll(async () => {
  cloud = await openCloud()
  await seedCommunity('yunqili')
  await seedCommunity('hupan', { name: '湖畔' })
  await seedCommunity('zhuyuan', { name: '竹苑' })
  await seedHome({ openid: 'lin', name: '林静仪', submittedAt: new Date('2026-11-01T00:00:00Z') })
  await seedHome(
    { openid: 'lin', name: '林静仪', number: '101', submittedAt: new Date('2026-11-03T00:00:00Z') },
    'hupan',
  )
  await seedHome({ openid: 'lin', name: '林静仪', number: '301', status: 'pending', decision: null })
  await seedHome({ openid: 'lin', name: '林静仪', number: '302', status: 'withdrawn' })
  await seedHome({
    openid: 'old',
    name: '陈静',
    number: '401',
    consent: { version: '2025-01', at: new Date(), activities: false },
  })
  await seedStaff({
    openid: 'desk',
    name: '陈思雨',
    roles: ['desk', 'cashier'],
    communityIds: ['yunqili', 'zhuyuan'],
  })
  await seedStaff({ openid: 'left', name: '离职', roles: ['desk'], isActive: false })
})
afterAll(() => cloud.close())

const me = (openid: string) => cloud.as(openid).call<Me>('account', 'me')

test('people see their homes in all communities, approved and newest first, and not what they took back', async () => {
  const answer = await me('lin')
  expect(answer.homes.map(({ communityName, room, status }) => [communityName, room.number, status])).toEqual(
    [
      ['湖畔', '101', 'approved'],
      ['云栖里', '1802', 'approved'],
      ['云栖里', '301', 'pending'],
    ],
  )
  expect(answer.communities.map(({ name }) => name)).toEqual(['湖畔', '云栖里'])
  expect(answer).toMatchObject({
    personId: personIdOf('lin'),
    uploadPrefix: `uploads/${personIdOf('lin')}/`,
    staff: null,
    consentNeeded: null,
    unread: 0,
  })
  expect(answer.homes[0]!.phone).toBe('13866204172')
})

test('staff see their post with all its communities', async () => {
  const answer = await me('desk')
  expect(answer.homes).toEqual([])
  expect(answer.staff).toMatchObject({ name: '陈思雨', duty: { isOn: true } })
  expect(answer.staff!.communities.map(({ id, roles }) => [id, ...roles]).sort()).toEqual([
    ['yunqili', 'desk', 'cashier'],
    ['zhuyuan', 'desk', 'cashier'],
  ])
})

test.each([
  ['somebody new', 'stranger'],
  ['who has left the company', 'left'],
])('%s is nobody yet, and has to read the terms', async (_, openid) => {
  expect(await me(openid)).toMatchObject({
    homes: [],
    staff: null,
    communities: [],
    consentNeeded: CONSENT_VERSION,
  })
})

test('a new version of the terms asks again', async () => {
  expect((await me('old')).consentNeeded).toBe(CONSENT_VERSION)
})

test('the badge counts unread messages', async () => {
  const AT = new Date()
  const row = (index: number, readAt: Date | null) => ({
    _id: `m-${index}`,
    communityId: 'yunqili',
    personId: personIdOf('lin'),
    ground: { kind: 'self' },
    readAt,
    createdAt: AT,
  })
  await seedMany('messages', [row(1, null), row(2, null), row(3, AT)])
  expect((await me('lin')).unread).toBe(2)
})

test('the first call of the app is at most three trips, whoever asks', async () => {
  for (const openid of ['lin', 'desk', 'stranger']) {
    cloud.local.resetTrips()
    await me(openid)
    expect(cloud.local.trips().length).toBeLessThanOrEqual(3)
    expect(cloud.local.trips().every(({ index }) => index)).toBe(true)
  }
})

test('all communities can be chosen', async () => {
  const communities = await cloud.as('stranger').call<CommunityView[]>('account', 'communities')
  expect(communities.map(({ name }) => name).sort()).toEqual(['云栖里', '湖畔', '竹苑'].sort())
})

describe('choosing a room', () => {
  const rooms = (input: object) => cloud.as('stranger').call<RoomsView>('account', 'rooms', input)

  beforeAll(async () => {
    for (const number of ['1001', '101', '201']) await seedRoom({ building: '10', unit: '1', number })
    await seedRoom({ building: '2', unit: '2', number: '101' })
    await seedRoom({ building: '2', unit: '1', number: '101' })
    await seedRoom({ building: '别墅', unit: '', number: '101' })
    await seedRoom({ building: '7', unit: '1', number: '101' }, 'hupan')
  })

  test('units come in the order people count, rooms of one unit too, and nobody is named', async () => {
    expect((await rooms({ communityId: 'yunqili' })).units).toEqual([
      { building: '2', unit: '1', label: '2 栋 1 单元', rooms: 1 },
      { building: '2', unit: '2', label: '2 栋 2 单元', rooms: 1 },
      { building: '10', unit: '1', label: '10 栋 1 单元', rooms: 3 },
      { building: '别墅', unit: '', label: '别墅', rooms: 1 },
    ])
    expect((await rooms({ communityId: 'yunqili', building: '2' })).units).toHaveLength(2)
    const chosen = await rooms({ communityId: 'yunqili', building: '10', unit: '1' })
    expect(chosen.units).toEqual([])
    expect(chosen.rooms.map(({ number }) => number)).toEqual(['101', '201', '1001'])
    expect(chosen.rooms[0]).toEqual({
      roomId: 'yunqili:10-1-101',
      building: '10',
      unit: '1',
      number: '101',
      label: '10 栋 1 单元 101',
    })
    expect((await rooms({ communityId: 'yunqili', building: '别墅', unit: '' })).rooms).toHaveLength(1)
  })

  test.each<[string, object, string]>([
    ['a unit without its building', { communityId: 'yunqili', unit: '1' }, 'building'],
    ['no community', {}, 'communityId'],
    ['a building that is an operator', { communityId: 'yunqili', building: { $ne: '' } }, 'building'],
    ['a building of 21 letters', { communityId: 'yunqili', building: '长'.repeat(21) }, 'building'],
  ])('%s is refused by name', async (_, input, field) => {
    await expect(rooms(input)).rejects.toMatchObject({
      code: 'BAD_INPUT',
      fields: { [field]: expect.any(String) },
    })
  })

  test('thousands of rooms are one trip by index', async () => {
    const many = Array.from({ length: 3000 }, (_, index) =>
      roomOf({
        building: String(20 + Math.floor(index / 100)),
        unit: '1',
        number: String(100 + (index % 100)),
      }),
    )
    await seedMany('rooms', many)
    cloud.local.resetTrips()
    expect((await rooms({ communityId: 'yunqili' })).units).toHaveLength(34)
    expect((await rooms({ communityId: 'yunqili', building: '20', unit: '1' })).rooms).toHaveLength(100)
    const trips = cloud.local.trips()
    const ofRooms = trips.filter(({ collection }) => collection === 'rooms')
    expect(ofRooms.map(({ index }) => index)).toEqual(['unit', 'unit'])
    expect(ofRooms[1]!.examined).toBe(100)
  })
})
