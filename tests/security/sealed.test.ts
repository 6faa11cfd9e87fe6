import type { RepairDetail } from '../../cloudfunctions/repair/views'
import { command, db } from '../../cloudfunctions/shared/cloud'
import type { Resident, Staff } from '../../cloudfunctions/shared/people/people'
import { personIdOf } from '../support/seed'
import { openTown, orderIn, stored } from '../repair/support'
import type { TestCloud } from '../support/cloud'

// Somebody who can write to the database, but has no keys, cannot move a number to where they may read it.

let cloud: TestCloud
beforeAll(async () => (cloud = await openTown()))
afterAll(() => cloud.close())

const docOf = async <T>(collection: string, id: string) =>
  (await db.collection(collection).doc(id).get()).data as T
/** Ids of people in tests say who it is. */
const openidOf = ({ personId }: Resident): string => personId.slice(personIdOf('').length)
const put = (collection: string, id: string, data: object) =>
  db.collection(collection).doc(id).update({ data })

test("two people's numbers swapped in the database are refused, not shown", async () => {
  const { data } = await db
    .collection('residents')
    .where({ communityId: 'yunqili' })
    .orderBy('_id', 'asc')
    .limit(2)
    .get()
  const [one, other] = data as [Resident, Resident]
  await put('residents', one._id, { phone: command.set(other.phone) })
  await put('residents', other._id, { phone: command.set(one.phone) })
  for (const openid of [one, other].map(openidOf))
    expect(await cloud.as(openid).answer('account', { action: 'me', input: {} })).toMatchObject({
      ok: false,
      code: 'INTERNAL',
    })
  await put('residents', one._id, { phone: command.set(one.phone) })
  await put('residents', other._id, { phone: command.set(other.phone) })
  expect(await cloud.as(openidOf(one)).answer('account', { action: 'me', input: {} })).toMatchObject({
    ok: true,
  })
})

test('a number of one order put into another is refused', async () => {
  const [one, other] = [await orderIn(cloud, 'accepted'), await orderIn(cloud, 'accepted')]
  await put('repairs', one, { 'contact.phone': command.set((await stored(other)).contact.phone) })
  const answer = await cloud.as('zhou').answer('repair', { action: 'detail', input: { id: one } })
  expect(answer).toMatchObject({ ok: false, code: 'INTERNAL' })
})

test("a technician's number opens in the order it was sealed for, however it came there", async () => {
  const number = async (id: string) =>
    (await cloud.as('lin').call<RepairDetail>('repair', 'detail', { id })).technicianCard?.phone
  const id = await orderIn(cloud, 'assigned')
  expect(await number(id)).toBe('13800000001')
  const { phone } = await docOf<Staff>('staff', 'staff_zhou')
  expect((await stored(id)).assignment!.phone.text).not.toBe(phone.text)
  for (const [openid, action, input] of [
    ['chen', 'assign', { staffId: 'staff_sun' }],
    ['sun', 'handBack', { reason: '来不了' }],
  ] as const) {
    await cloud.as(openid).call('repair', action, { id, ...input })
    expect(await number(id)).toBe('13800000001')
  }
  const queued = await orderIn(cloud, 'pending')
  await put('staff', 'staff_zhou', { skills: ['plumbing', 'masonry'] })
  await cloud.as('zhou').call('repair', 'accept', {
    id: queued,
    visit: { date: '2026-11-24', slot: '14-16' },
  })
  expect(await number(queued)).toBe('13800000001')
})

test.each(['123456789', '000123', '0', '9007199254740993'])(
  'the openid %s would arrive as a number and is nobody',
  async openid => {
    expect(await cloud.as(openid).answer('account', { action: 'me', input: {} })).toMatchObject({
      ok: false,
      code: 'UNAUTHENTICATED',
    })
  },
)
