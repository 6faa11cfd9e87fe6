import { db } from '../../cloudfunctions/shared/cloud'
import { dateOf, DAY_MS } from '../../cloudfunctions/shared/calendar'
import type { TestCloud } from '../support/cloud'
import { form, messagesOf, openTown, orderIn, people, photoOf, stored, told, tomorrow } from './support'

let cloud: TestCloud
let who: ReturnType<typeof people>

beforeAll(async () => {
  cloud = await openTown()
  who = people(cloud)
})
afterAll(() => cloud.close())

const lines = async (openid: string, id: string) =>
  (await who.detail(openid, id)).timeline.map(({ by, text }) => `${text} ${by}`).reverse()

test('a repair goes from the owner to the rating, and everybody hears of each step', async () => {
  // she reports a leak; the system gives it to the plumber of her building
  const { id, number, status } = await who.submit({ photos: [photoOf('lin')] })
  expect({ number, status }).toEqual({ number: 'WX20261123001', status: 'assigned' })
  const reported = await stored(id)
  expect(reported.title).toBe('厨房水槽下方漏水')
  expect(reported.assignment).toMatchObject({
    name: '周建国',
    by: '系统',
    reason: '会给排水，正在当班，手上 0 单，负责 3 栋',
  })
  expect(reported.assignment!.candidates.map(({ name }) => name)).toEqual(['周建国', '孙志强', '王海波'])
  expect(told(reported)).toEqual(['repair 已派给周建国', 'job 有新的工单，请接单'])
  expect(messagesOf(reported).map(({ page }) => page)).toEqual([
    `packages/repair/detail/index?id=${id}`,
    `packages/repair/job/index?id=${id}`,
  ])
  expect(messagesOf(reported)[0]!.fields).toEqual({
    thing1: '厨房水槽下方漏水',
    phrase2: '待接单',
    thing3: '师傅 周建国',
    time4: expect.stringMatching(/^2026年11月23日 10:0\d$/),
  })

  // he accepts for tomorrow afternoon, and does the job
  expect(await who.accept(id)).toMatchObject({ status: 'accepted', technician: '周建国' })
  expect(await who.arrive(id)).toMatchObject({ status: 'working' })
  await who.step('zhou', 'note', {
    id,
    text: '接口老化',
    photos: [photoOf('zhou', 'before.jpg')],
    parts: [{ name: '软管', quantity: 2 }],
  })
  expect(await who.finish(id)).toMatchObject({ status: 'finished' })
  const finished = await stored(id)
  expect(finished.work).toMatchObject({ parts: [{ name: '软管', quantity: 2 }], summary: '更换软管 2 根' })
  expect(finished.lapseAt).toEqual(new Date(finished.finishedAt!.getTime() + 2 * DAY_MS))
  expect(messagesOf(finished).at(-1)!.body).toContain('48 小时内不处理，视为通过')

  // it still leaks: back to the same man, in the second round
  expect(await who.rework(id)).toMatchObject({ status: 'assigned', round: 2, technician: '周建国' })
  await who.accept(id)
  await who.arrive(id)
  await who.finish(id)
  expect(await who.confirm(id)).toMatchObject({ status: 'confirmed' })
  expect(await who.rate(id)).toMatchObject({ status: 'rated', offerRework: false })

  expect(await lines('lin', id)).toEqual([
    '提交报修 林静仪',
    '系统派给周建国 系统',
    '师傅接单，11 月 24 日 14–16 点上门 周建国',
    '师傅到场检查 周建国',
    '接口老化。用料 软管 × 2 周建国',
    '已完工，更换软管 2 根 周建国',
    '要求返工：还在漏。根部还在渗 林静仪',
    '系统派给周建国 系统',
    '师傅接单，11 月 24 日 14–16 点上门 周建国',
    '师傅到场检查 周建国',
    '已完工，更换软管 2 根 周建国',
    '验收通过，已签名 林静仪',
    '评了 5 星 林静仪',
  ])
  const last = await stored(id)
  expect(last.pastWork).toMatchObject([{ technician: '周建国', summary: '更换软管 2 根', rating: null }])
  expect(told(last).slice(2)).toEqual([
    'repair 周建国已接单',
    'repair 师傅到场了',
    'repair 维修有新进展',
    'repair 已完工，请验收',
    'desk 业主要求返工',
    'repair 已派给周建国',
    'job 有新的工单，请接单',
    'repair 周建国已接单',
    'repair 师傅到场了',
    'repair 已完工，请验收',
    'job 验收通过',
    'job 业主评了 5 星',
  ])
})

test('the audit of a report names everything but personal data', async () => {
  const { id } = await who.submit()
  const { outbox } = await stored(id)
  const audit = outbox.find(row => row.kind === 'audit')!
  expect(audit).toMatchObject({ action: 'repair.submit', actor: { name: '林静仪', as: 'owner' } })
  const text = JSON.stringify(audit)
  expect(text).toContain('厨房水槽下方漏水')
  expect(text).not.toMatch(/phone|openid|13866204172/)
})

test('nobody suitable: the order waits for the desk, and the desk hears of it', async () => {
  const { id, status, technician } = await who.submit({ category: 'masonry' })
  expect({ status, technician }).toEqual({ status: 'pending', technician: null })
  const order = await stored(id)
  expect(told(order)).toEqual(['repair 服务台正在派单', 'desk 有工单待派单'])
  expect(messagesOf(order)[1]!.page).toBe('pages/workbench/index')
})

test('an urgent fault also reaches the desk and the supervisor, and has less time', async () => {
  const { id, dueAt, createdAt } = await who.submit({ urgency: 'urgent' })
  expect(Date.parse(String(dueAt)) - Date.parse(String(createdAt))).toBe(15 * 60_000)
  expect(told(await stored(id)).slice(2)).toEqual(['desk 紧急报修', 'supervisor 紧急报修'])
})

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

test('a technician takes an order from the queue of his skill', async () => {
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
  expect(seen.confirmation!.signature).toEqual({ fileId: photoOf('lin', 'sign.png'), url: null })
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

test('500 characters with families of emoji, and nine photos, are stored whole', async () => {
  const description = `水管${'👨‍👩‍👧'.repeat(99)}三`
  expect([...description]).toHaveLength(498)
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
