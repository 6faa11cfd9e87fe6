import type { RepairDetail, RepairPage } from '../../cloudfunctions/repair/views'
import { frozenAt } from '../../cloudfunctions/repair/rules/frozen'
import { db } from '../../cloudfunctions/shared/cloud'
import { later, MINUTE_MS } from '../../cloudfunctions/shared/time/calendar'
import type { TestCloud } from '../support/cloud'
import { seedHome } from '../support/seed'
import { openTown, orderIn, people, stored } from './support'

// Who has left a home still sees the own orders, as they stood at the end of the tie, and nothing else of it.

let cloud: TestCloud
let who: ReturnType<typeof people>

beforeAll(async () => {
  cloud = await openTown()
  who = people(cloud)
})
afterAll(() => cloud.close())

const detail = (openid: string, id: string) => cloud.as(openid).call<RepairDetail>('repair', 'detail', { id })
const mine = (openid: string, input: object = {}) =>
  cloud.as(openid).call<RepairPage>('repair', 'listMine', input)

/** The tie of 林静仪 ends now; nothing else does. */
async function endTie(): Promise<void> {
  await db
    .collection('residents')
    .where({ personId: 'person-lin' })
    .update({ data: { status: 'ended', endedAt: cloud.local.now() } })
}

test('the reporter keeps the order as it stood; what happens later, and what others report, is not shown', async () => {
  const own = await orderIn(cloud, 'assigned')
  const ofKid = await who.submit({}, 'kid')
  cloud.local.advance(MINUTE_MS)
  await endTie()
  cloud.local.advance(MINUTE_MS)
  await who.accept(own)
  await who.arrive(own)
  await seedHome({ openid: 'buyer', name: '新业主' })
  const ofBuyer = await who.submit({}, 'buyer')

  const seen = await detail('lin', own)
  expect(seen).toMatchObject({
    status: 'assigned',
    choices: [],
    technicianCard: null,
    appointment: null,
    work: null,
  })
  expect(seen.timeline.map(({ step }) => step)).toEqual(['assign', 'submit'])
  expect(JSON.stringify(seen)).not.toContain('周建国已')
  for (const id of [ofKid.id, ofBuyer.id])
    await expect(detail('lin', id)).rejects.toMatchObject({ code: 'NOT_FOUND' })
  const { rows } = await mine('lin')
  expect(rows.map(({ id, status }) => [id, status])).toEqual([[own, 'assigned']])
  expect((await mine('lin', { tab: 'open' })).rows).toEqual([])
})

test.each([
  ['cancel', { reason: '不修了' }],
  ['confirm', { signature: 'cloud://x/y.png' }],
  ['requestRework', { reasons: ['还在漏'], text: '', wish: { date: '2026-11-24', slot: '14-16' } }],
])('%s is refused, and so is a new report', async (action, input) => {
  const { rows } = await mine('lin')
  await expect(who.step('lin', action, { id: rows[0]!.id, ...input })).rejects.toMatchObject({
    code: 'FORBIDDEN',
  })
  await expect(who.submit()).rejects.toMatchObject({ code: 'FORBIDDEN' })
})

test('whoever never had a running tie has nothing to look at', async () => {
  await seedHome({ openid: 'hopeful', name: '等待', status: 'pending', decision: null })
  await expect(mine('hopeful')).rejects.toMatchObject({ code: 'FORBIDDEN' })
})

test('an order nothing has happened to since is shown whole; the status is that of its history', async () => {
  const order = await stored((await mine('lin')).rows[0]!.id)
  const last = order.timeline.at(-1)!.at
  expect(frozenAt(order, last)).toBe(order)
  for (const { at } of order.timeline) {
    const frozen = frozenAt(order, at)
    expect(frozen.timeline.every(line => line.at <= at)).toBe(true)
  }
  expect(frozenAt(order, later(order.createdAt, -1)).status).toBe('pending')
})
