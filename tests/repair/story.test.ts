import { db } from '../../cloudfunctions/shared/cloud'
import type { Message } from '../../cloudfunctions/shared/effects/collections'
import { DAY_MS } from '../../cloudfunctions/shared/time/calendar'
import type { TestCloud } from '../support/cloud'
import { personIdOf } from '../support/seed'
import { messagesOf, openTown, people, photoOf, stored, told } from './support'

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
  // the owner reports a leak; the system gives it to the plumber of the building
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

  // the technician accepts for tomorrow afternoon, and does the job
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

  // it still leaks: back to the same technician, in the second round
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

test('the audit of a report names everything but personal data and what was typed', async () => {
  const { id } = await who.submit()
  const { outbox } = await stored(id)
  const audit = outbox.find(row => row.kind === 'audit')!
  expect(audit).toMatchObject({
    action: 'repair.submit',
    actor: { personId: personIdOf('lin'), as: 'owner' },
  })
  const text = JSON.stringify(audit)
  expect(text).toContain('plumbing')
  expect(text).not.toMatch(/openid|138\d{8}|林静仪|周建国|漏水|厨房/)
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
  // they have left within the call
  expect((await stored(id)).outbox).toEqual([])
  const { data } = await db
    .collection('messages')
    .where({ title: '紧急报修' })
    .orderBy('personId', 'asc')
    .get()
  const alarms = data as Message[]
  expect(alarms.map(({ personId, _id }) => [personId, _id.startsWith(`${id}:1:`)])).toEqual([
    [personIdOf('chen'), true],
    [personIdOf('xu'), true],
  ])
})
