import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { Inbox } from '../../cloudfunctions/message/views'
import type { Message } from '../../cloudfunctions/shared/effects/collections'
import { command, db } from '../../cloudfunctions/shared/cloud'
import { openTown, orderIn, people } from '../repair/support'
import type { TestCloud } from '../support/cloud'
import { personIdOf, seedHome, seedMany, seedStaff } from '../support/seed'
import { ROOT } from '../../tools/functions'

// What the scheduler does with documents that are broken, repeated, or meant for nobody.

let cloud: TestCloud
let who: ReturnType<typeof people>

beforeAll(async () => {
  cloud = await openTown()
  who = people(cloud)
  await seedStaff({ openid: 'two-hats', name: '两职', roles: ['desk', 'supervisor'] })
})
afterAll(() => cloud.close())

type Results = { data: Record<string, number | string> }
const tick = async () => (await cloud.local.call({ source: 'timer' }, 'scheduler', {})).result as Results

const inbox = async (openid: string): Promise<Message[]> => {
  const { data } = await db
    .collection('messages')
    .where({ personId: personIdOf(openid) })
    .get()
  return data as Message[]
}

test('an urgent report is told to each person once, also to one who is desk and supervisor', async () => {
  await who.submit({ urgency: 'urgent' })
  await tick()
  for (const openid of ['two-hats', 'chen', 'xu'])
    expect((await inbox(openid)).map(({ title }) => title)).toEqual(['紧急报修'])
  await tick()
  expect(await inbox('two-hats')).toHaveLength(1)
})

test('what nobody at the desk can read goes to the manager', async () => {
  await seedStaff({ openid: 'boss', name: '经理', roles: ['manager'] })
  const desks = db.collection('staff').where({ 'posts.communityId': 'yunqili', 'posts.roles': 'desk' })
  await desks.update({ data: { isActive: false } })
  await who.submit({ category: 'masonry' })
  await tick()
  await desks.update({ data: { isActive: true } })
  expect((await inbox('boss')).map(({ title }) => title)).toEqual(['有工单待派单'])
})

test('a technician who has left hears nothing more; the desk does instead', async () => {
  await seedStaff({ openid: 'goes', name: '要走', roles: ['technician'] })
  const { id } = await who.submit()
  await who.step('chen', 'assign', { id, staffId: 'staff_goes' })
  await tick()
  const heard = await inbox('goes')
  await db
    .collection('staff')
    .doc('staff_goes')
    .update({ data: { isActive: false } })
  await who.step('chen', 'nudge', { id })
  await tick()
  expect(await inbox('goes')).toEqual(heard)
  expect((await inbox('chen')).map(({ title }) => title)).toContain('服务台催办')
})

test('what was written to somebody at work is closed after they have left; their own home’s stays', async () => {
  const list = async () => {
    const inbox = await cloud.as('mover').call<Inbox>('message', 'list')
    const me = await cloud.as('mover').call<{ unread: number }>('account', 'me')
    expect(me.unread).toBe(inbox.unread)
    return [inbox.rows.map(({ topic }) => topic).sort(), inbox.unread]
  }
  await seedStaff({ openid: 'mover', name: '搬家', roles: ['technician'] })
  await seedHome({ openid: 'mover', name: '搬家', building: '6', unit: '1', number: '0101' })
  const { id } = await who.submit()
  await who.step('chen', 'assign', { id, staffId: 'staff_mover' })
  await who.submit({ roomId: 'yunqili:6-1-0101', category: 'masonry' }, 'mover')
  await tick()
  expect(await list()).toEqual([['job', 'repair'], 2])
  await db
    .collection('staff')
    .doc('staff_mover')
    .update({ data: { isActive: false } })
  expect(await list()).toEqual([['repair'], 1])
})

test('a busy minute is delivered in that minute', async () => {
  const at = cloud.local.now()
  const letter = (await inbox('xu'))[0]!
  const many = Array.from({ length: 130 }, (_, index) => ({
    ...letter,
    ...{ _id: `many-${index}`, delivery: 'waiting', tries: 0, nextTryAt: at },
  }))
  await seedMany('messages', many)
  await tick()
  const { total } = await db.collection('messages').where({ delivery: 'waiting' }).count()
  expect(total).toBe(0)
})

test('one broken document keeps nobody else waiting, in any job', async () => {
  const broken = await orderIn(cloud, 'finished')
  const good = await orderIn(cloud, 'finished')
  const due = new Date(0)
  await db
    .collection('repairs')
    .doc(broken)
    .update({ data: { outboxAt: due, outboxLane: 0, lapseAt: due, communityId: 7, timeline: 'not a list' } })
  await db
    .collection('repairs')
    .doc(good)
    .update({ data: { lapseAt: new Date(1) } })
  await db
    .collection('messages')
    .add({ data: { _id: 'broken', delivery: 'waiting', lane: 0, nextTryAt: due } })

  const { data } = await tick()
  expect(Object.values(data)).not.toContain('failed')
  const order = (await db.collection('repairs').doc(good).get()).data
  expect(order).toMatchObject({ status: 'confirmed', outbox: [], outboxAt: null })
  const { data: waiting } = await db.collection('messages').where({ delivery: 'waiting' }).get()
  expect(waiting).toEqual([expect.objectContaining({ _id: 'broken' })])
})

test('every page a message opens exists in the mini program', async () => {
  await orderIn(cloud, 'rated')
  await tick()
  const { data } = await db
    .collection('messages')
    .where({ page: command.neq(null) })
    .limit(1000)
    .get()
  const source = readFileSync(path.join(ROOT, 'src/app.config.ts'), 'utf8')
  const folders = readFileSync(path.join(ROOT, 'cloudfunctions/account/messages/messages.ts'), 'utf8')
  const named = [...folders.matchAll(/['`]((?:packages|pages)\/[\w/]+)/g)].map(([, page]) => page!)
  const pages = new Set([...(data as Message[]).map(({ page }) => page.split('?')[0]!), ...named])
  expect(pages.size).toBeGreaterThan(4)
  for (const page of pages) {
    const [, root, rest] = /^(packages\/\w+)\/(.+)$/.exec(page) ?? [undefined, page, undefined]
    expect(source).toContain(`'${root}'`)
    if (rest) expect(source).toContain(`'${rest}'`)
  }
})
