import sdk from 'wx-server-sdk'
import { db } from '../../cloudfunctions/shared/cloud'
import { dateOf } from '../../cloudfunctions/shared/time/calendar'
import type { TestCloud } from '../support/cloud'
import { JPEG } from '../support/files'
import { form, messagesOf, openTown, orderIn, people, photoOf, stored, told, tomorrow } from './support'
import { personIdOf } from '../support/seed'

let cloud: TestCloud
let who: ReturnType<typeof people>

beforeAll(async () => {
  cloud = await openTown()
  who = people(cloud)
})
afterAll(() => cloud.close())

const lines = async (openid: string, id: string) =>
  (await who.detail(openid, id)).timeline.map(({ by, text }) => `${text} ${by}`).reverse()

test('the desk assigns by hand, sees who would suit, and the former technician is told', async () => {
  const id = await orderIn(cloud, 'accepted')
  const people = await cloud
    .as('chen')
    .call<{ name: string; isSuggested: boolean; reason: string }[]>('repair', 'candidates', { id })
  expect(people.at(-1)).toMatchObject({ name: '王海波', isSuggested: false })
  expect(people.at(-1)!.reason).toContain('没有给排水技能')
  await who.step('chen', 'assign', { id, staffId: 'staff_wang' })
  const order = await stored(id)
  expect(order).toMatchObject({ status: 'assigned', assigneeId: 'staff_wang', appointment: null })
  expect(order.assignment!.reason).toMatch(/^陈思雨指派。没有给排水技能/)
  expect(told(order).slice(-3)).toEqual(['repair 已派给王海波', 'job 有新的工单，请接单', 'job 工单已改派'])
  expect(await lines('lin', id)).toContain('服务台派给王海波 陈思雨')
  // what the resident had agreed to is what the next technician sees as the wish
  expect(dateOf(order.wish.startAt)).toBe(tomorrow(cloud).date)
})

test('what was noted before the order changed hands is not lost', async () => {
  const id = await orderIn(cloud, 'working')
  await who.step('zhou', 'note', { id, text: '换了角阀', parts: [{ name: '角阀', quantity: 1 }] })
  await who.step('chen', 'assign', { id, staffId: 'staff_sun' })
  expect((await stored(id)).work).toMatchObject({ arrivedAt: null, parts: [{ name: '角阀', quantity: 1 }] })
  await who.accept(id, 'sun')
  await who.arrive(id, 'sun')
  await who.finish(id, 'sun')
  expect((await who.detail('lin', id)).work!.parts).toEqual([{ name: '角阀', quantity: 1 }])
})

test('handing back asks the next technician, then the desk, and never the same again', async () => {
  const id = await orderIn(cloud, 'assigned')
  expect(await who.step('zhou', 'handBack', { id, reason: '车坏了' })).toMatchObject({ technician: '孙志强' })
  expect(await who.step('sun', 'handBack', { id, reason: '家里有事' })).toMatchObject({
    status: 'pending',
    technician: null,
  })
  const order = await stored(id)
  expect(order.handedBackBy).toEqual(['staff_zhou', 'staff_sun'])
  expect(told(order).at(-1)).toBe('desk 有工单待派单')
  // the reason is for colleagues
  expect((await lines('chen', id)).join()).toContain('转出原因：车坏了')
  expect((await lines('lin', id)).join()).not.toContain('车坏了')
})

test('a technician takes an order from the queue of their skill', async () => {
  const id = await orderIn(cloud, 'pending')
  await db
    .collection('staff')
    .doc('staff_zhou')
    .update({ data: { skills: ['plumbing', 'electric', 'masonry'] } })
  const seen = await who.detail('zhou', id)
  expect(seen).toMatchObject({ choices: ['accept'], contact: { phone: '138****4172' }, viewer: 'technician' })
  expect(await who.accept(id)).toMatchObject({ status: 'accepted', technician: '周建国' })
  expect((await who.detail('zhou', id)).contact.phone).toBe('13866204172')
  await db
    .collection('staff')
    .doc('staff_zhou')
    .update({ data: { skills: ['plumbing', 'electric'] } })
})

test('either side moves the visit; until the other agrees, the old time stays', async () => {
  const id = await orderIn(cloud, 'accepted')
  const agreed = (await stored(id)).appointment
  await who.step('zhou', 'proposeTime', { id, visit: tomorrow(cloud, '18-20'), reason: '上一单没完' })
  expect(await stored(id)).toMatchObject({ appointment: agreed, proposal: { by: 'technician' } })
  await who.step('kid', 'answerTime', { id, isAgreed: false })
  expect(await stored(id)).toMatchObject({ appointment: agreed, proposal: null })

  await who.step('lin', 'proposeTime', { id, visit: tomorrow(cloud, '09-11'), reason: '下午不在家' })
  expect((await who.detail('zhou', id)).choices).toContain('answerTime')
  expect((await who.detail('lin', id)).choices).not.toContain('answerTime')
  await who.step('zhou', 'answerTime', { id, isAgreed: true })
  const moved = await stored(id)
  expect(moved.appointment!.startAt).not.toEqual(agreed!.startAt)
  expect(moved.dueAt).toEqual(moved.appointment!.endAt)
  expect(told(moved).slice(-4)).toEqual([
    'repair 想改上门时间，请答复',
    'job 对方没同意改约',
    'job 想改上门时间，请答复',
    'repair 对方同意改约',
  ])
})

test('a low rating offers a rework, and the desk and the supervisor hear of it', async () => {
  const id = await orderIn(cloud, 'finished')
  expect(await who.rate(id, 2)).toMatchObject({ status: 'rated', offerRework: true })
  const order = await stored(id)
  expect(order.confirmation).toMatchObject({ by: '林静仪', isByLapse: false, signature: null })
  expect(told(order).slice(-3)).toEqual([
    'job 业主评了 2 星',
    'desk 业主评了 2 星',
    'supervisor 业主评了 2 星',
  ])
  // rated, and reopened all the same; the next round is rated anew
  expect(await who.rework(id)).toMatchObject({ status: 'assigned', round: 2 })
  expect((await stored(id)).pastWork[0]!.rating).toMatchObject({ stars: 2 })
  expect((await stored(id)).rating).toBeNull()
})

test('a rework goes to somebody else when the technician has left', async () => {
  const id = await orderIn(cloud, 'finished')
  await db
    .collection('staff')
    .doc('staff_zhou')
    .update({ data: { isActive: false } })
  expect(await who.rework(id)).toMatchObject({ technician: '孙志强', status: 'assigned' })
  await db
    .collection('staff')
    .doc('staff_zhou')
    .update({ data: { isActive: true } })
})

test('the household cancels until the technician is there; afterwards the desk does, with a reason', async () => {
  const waiting = await orderIn(cloud, 'accepted')
  expect(await who.step('kid', 'cancel', { id: waiting, reason: '自己修好了' })).toMatchObject({
    status: 'cancelled',
  })
  expect(told(await stored(waiting)).at(-1)).toBe('job 工单已取消')

  const begun = await orderIn(cloud, 'working')
  expect((await who.detail('lin', begun)).choices).toEqual([])
  await who.step('chen', 'cancel', { id: begun, reason: '业主来电不修了' })
  const order = await stored(begun)
  expect(order.cancellation).toMatchObject({ by: '陈思雨', reason: '业主来电不修了' })
  expect(told(order).slice(-2)).toEqual(['repair 工单已取消', 'job 工单已取消'])
})

test('the desk reminds the technician, at most every ten minutes', async () => {
  const id = await orderIn(cloud, 'assigned')
  await who.step('chen', 'nudge', { id })
  await expect(who.step('xu', 'nudge', { id })).rejects.toMatchObject({ code: 'TOO_MANY' })
  expect((await who.detail('chen', id)).choices).not.toContain('nudge')
  cloud.local.advance(10 * 60_000)
  await who.step('xu', 'nudge', { id })
  expect(told(await stored(id)).filter(line => line === 'job 服务台催办')).toHaveLength(2)
})

test('a detail carries open addresses of its pictures, and no stored secrets', async () => {
  const id = await orderIn(cloud, 'confirmed')
  const seen = await who.detail('lin', id)
  expect(seen.confirmation!.signature).toEqual({
    fileId: photoOf('lin', 'sign.png'),
    url: expect.stringMatching(/^http.*sign\.png/) as unknown,
  })
  expect(seen).toMatchObject({
    viewer: 'household',
    assignmentReason: null,
    contact: { phone: '13866204172' },
  })
  expect(seen.technicianCard).toMatchObject({ name: '周建国', phone: '13800000001' })
  expect(JSON.stringify(seen)).not.toMatch(/openid|personId|keyId/)
  expect((await who.detail('chen', id)).assignmentReason).toMatch(/会给排水/)
  // the job is accepted: the technician has no reason to call any more
  expect((await who.detail('zhou', id)).contact.phone).toBe('138****4172')
})

test('a picture that is there opens, through the address that the detail gives', async () => {
  const cloudPath = `uploads/${personIdOf('lin')}/leak.jpg`
  const { fileID } = await sdk.uploadFile({ cloudPath, fileContent: JPEG })
  const { id } = await who.submit({ photos: [fileID] })
  const { photos } = await who.detail('lin', id)
  const reply = await fetch(photos[0]!.url!)
  expect([reply.status, Buffer.from(await reply.arrayBuffer())]).toEqual([200, JPEG])
})

test('500 characters with families of emoji, and nine photos, are stored whole', async () => {
  const description = `水管${'👨‍👩‍👧'.repeat(497)}三`
  const photos = Array.from({ length: 9 }, (_, at) => photoOf('lin', `${at}.jpg`))
  const { id } = await who.submit({ description, photos, contactName: '欧阳静仪' })
  const order = await stored(id)
  expect(order).toMatchObject({ description, photos, contact: { name: '欧阳静仪' } })
  expect(messagesOf(order)[0]!.fields.thing1!.length).toBeLessThanOrEqual(20)
})

test('the same form twice is one order', async () => {
  const same = form(cloud)
  const [first, second] = [await who.step('lin', 'submit', same), await who.step('lin', 'submit', same)]
  expect(second).toEqual(first)
  // the same draft id of another person is another order
  const song = { ...same, roomId: 'yunqili:5-1-0603' }
  expect((await who.step('song', 'submit', song)).id).not.toBe(first.id)
})
