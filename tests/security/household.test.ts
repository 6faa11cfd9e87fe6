import type { RepairPage } from '../../cloudfunctions/repair/views'
import { db } from '../../cloudfunctions/shared/cloud'
import type { ResidentRole } from '../../cloudfunctions/shared/call/roles'
import { clearOrders, MONDAY_10, openTown, orderIn, people, photoOf, ROOM, stored } from '../repair/support'
import type { TestCloud } from '../support/cloud'
import { seedHome, seedStaff } from '../support/seed'

// Who is of a household, and from when on.

let cloud: TestCloud
let who: ReturnType<typeof people>

beforeAll(async () => {
  cloud = await openTown()
  who = people(cloud)
})
beforeEach(() => clearOrders(cloud))
afterAll(() => cloud.close())

const approvedAt = (at: Date) => ({ by: 'system' as const, reason: '与名册一致', at })

const moveIn = (openid: string, relation: ResidentRole, at: Date) =>
  seedHome({ openid, name: '新住户', relation, decision: approvedAt(at) })

const mine = async (openid: string, input: object = {}) =>
  (await cloud.as(openid).call<RepairPage>('repair', 'listMine', input)).rows.map(({ id }) => id)

describe('people who come to a room later', () => {
  test.each<[string, ResidentRole]>([
    ['new-owner', 'owner'],
    ['new-family', 'family'],
    ['new-tenant', 'tenant'],
  ])('%s sees nothing that was reported before the approval', async (openid, relation) => {
    const old = await orderIn(cloud, 'finished')
    cloud.local.advance(60_000)
    await moveIn(openid, relation, cloud.local.now())
    cloud.local.advance(60_000)
    const { id: late } = await who.submit()

    expect(await mine(openid)).toEqual([late])
    expect(await mine(openid, { search: '漏水' })).toEqual([late])
    expect(await mine(openid, { search: (await stored(old)).number })).toEqual([])
    expect(await mine(openid, { tab: 'finished', roomId: ROOM })).toEqual([])
    expect(await who.detail(openid, late)).toMatchObject({ id: late, viewer: 'household' })

    const before = await stored(old)
    for (const [action, input] of [
      ['detail', {}],
      ['confirm', { signature: photoOf(openid) }],
      ['rate', { stars: 1 }],
      ['cancel', { reason: '不要了' }],
    ] as const) {
      const refusal = await cloud.as(openid).answer('repair', { action, input: { id: old, ...input } })
      expect([action, refusal]).toEqual([action, expect.objectContaining({ ok: false, code: 'NOT_FOUND' })])
    }
    expect(await stored(old)).toEqual(before)
    // the people of that time keep what is theirs
    expect(await mine('kid')).toEqual([late, old])
  })

  test('with two rooms each has its own beginning, on every page of the list', async () => {
    const { id: old } = await who.submit()
    const neighbour = (await who.submit({ roomId: 'yunqili:5-1-0603' }, 'song')).id
    await seedHome({
      openid: 'two',
      name: '两套房',
      decision: approvedAt(new Date(MONDAY_10.getTime() + 3_600_000)),
    })
    await seedHome({ openid: 'two', name: '两套房', building: '5', unit: '1', number: '0603' })
    cloud.local.advance(2 * 3_600_000)
    const late: string[] = []
    // so many within a day would be refused
    for (let at = 0; at < 21; at++) {
      late.unshift((await who.submit()).id)
      cloud.local.advance(2 * 3_600_000)
    }

    const first = await cloud.as('two').call<RepairPage>('repair', 'listMine', {})
    const second = await cloud.as('two').call<RepairPage>('repair', 'listMine', { cursor: first.next })
    expect([...first.rows, ...second.rows].map(({ id }) => id)).toEqual([...late, neighbour])
    expect(second.next).toBeNull()
    expect(await mine('two', { tab: 'open', roomId: ROOM })).not.toContain(old)
  })
})

describe('a technician who lives here', () => {
  beforeAll(async () => {
    await seedHome({ openid: 'both', name: '郑师傅' })
    await seedStaff({ openid: 'both', name: '郑师傅', roles: ['technician'], skills: ['masonry'] })
  })

  test('neither accepts nor rates their own work; the family does', async () => {
    const { id } = await who.submit({ category: 'masonry' })
    await who.accept(id, 'both')
    await who.arrive(id, 'both')
    await who.finish(id, 'both')
    const before = await stored(id)
    const refused = { code: 'FORBIDDEN', message: expect.stringContaining('自己修的工单') as unknown }
    const signature = photoOf('both')
    const call = (action: string, input: object) => cloud.as('both').answer('repair', { action, input })
    expect(await call('confirm', { id, signature })).toMatchObject(refused)
    expect(await call('rate', { id, stars: 5 })).toMatchObject(refused)
    expect(await stored(id)).toEqual(before)
    expect((await who.detail('both', id)).choices).not.toContain('confirm')
    await who.confirm(id)
    expect(await who.rate(id)).toMatchObject({ status: 'rated' })
  })

  test('judges what a colleague did in their home', async () => {
    const id = await orderIn(cloud, 'finished')
    expect((await who.detail('both', id)).choices).toEqual(expect.arrayContaining(['confirm', 'rate']))
  })
})

test('staff who left, or work elsewhere now, lose their orders at once', async () => {
  await seedStaff({ openid: 'goes', name: '要走', roles: ['technician'], skills: ['network'] })
  const { id } = await who.submit()
  await who.step('chen', 'assign', { id, staffId: 'staff_goes' })
  expect((await who.detail('goes', id)).viewer).toBe('technician')
  const refusal = (code: string) =>
    expect(cloud.as('goes').answer('repair', { action: 'detail', input: { id } })).resolves.toMatchObject({
      code,
    })
  await db
    .collection('staff')
    .doc('staff_goes')
    .update({ data: { posts: [{ communityId: 'lanting', roles: ['technician'] }] } })
  await refusal('NOT_FOUND')
  await db
    .collection('staff')
    .doc('staff_goes')
    .update({ data: { posts: [{ communityId: 'yunqili', roles: ['technician'] }], isActive: false } })
  await refusal('FORBIDDEN')
})
