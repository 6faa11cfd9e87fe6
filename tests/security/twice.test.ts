import { openTown, orderIn, people, photoOf, stored, tomorrow, form } from '../repair/support'
import type { TestCloud } from '../support/cloud'

// The answer got lost on the way, and the person taps again; or both taps arrive at the same moment.

let cloud: TestCloud
let who: ReturnType<typeof people>

beforeAll(async () => {
  cloud = await openTown()
  who = people(cloud)
})
afterAll(() => cloud.close())

type Status = Parameters<typeof orderIn>[1]

const STEPS: [Status, string, string, () => object][] = [
  ['pending', 'chen', 'assign', () => ({ staffId: 'staff_sun' })],
  ['assigned', 'zhou', 'accept', () => ({ visit: tomorrow(cloud) })],
  ['assigned', 'zhou', 'handBack', () => ({ reason: '车坏了' })],
  ['assigned', 'chen', 'nudge', () => ({})],
  ['accepted', 'lin', 'proposeTime', () => ({ visit: tomorrow(cloud, '18-20'), reason: '要上班' })],
  ['accepted', 'zhou', 'arrive', () => ({ checks: ['铺好地垫'], photos: [photoOf('zhou')] })],
  ['working', 'zhou', 'note', () => ({ text: '换好了软管', photos: [photoOf('zhou')], parts: PARTS })],
  ['working', 'zhou', 'finish', () => ({ photosAfter: [photoOf('zhou')], summary: '好了', parts: PARTS })],
  ['finished', 'lin', 'confirm', () => ({ signature: photoOf('lin') })],
  ['finished', 'lin', 'requestRework', () => ({ reasons: ['还在漏'], text: '', wish: tomorrow(cloud) })],
  ['finished', 'lin', 'rate', () => ({ stars: 5 })],
  ['assigned', 'lin', 'cancel', () => ({ reason: '不修了' })],
]
const PARTS = [{ name: '软管', quantity: 2 }]

describe.each(STEPS)('%s: %s %s', (status, openid, action, input) => {
  test('sent twice, one after the other, is done once', async () => {
    const id = await orderIn(cloud, status)
    const event = { action, input: { id, ...input() } }
    expect(await cloud.as(openid).answer('repair', event)).toMatchObject({ ok: true })
    const once = await stored(id)
    const again = await cloud.as(openid).answer('repair', event)
    expect(again.ok ? 'ok' : again.code).not.toBe('INTERNAL')
    expect(await stored(id)).toEqual(once)
  })

  test('three times at once is done once', async () => {
    const id = await orderIn(cloud, status)
    const { version, timeline } = await stored(id)
    const event = { action, input: { id, ...input() } }
    const answers = await Promise.all([1, 2, 3].map(() => cloud.as(openid).answer('repair', event)))
    expect(answers.some(({ ok }) => ok)).toBe(true)
    expect(answers.filter(answer => !answer.ok && answer.code === 'INTERNAL')).toEqual([])
    const order = await stored(id)
    expect(order.version).toBe(version + 1)
    expect(order.timeline.slice(timeline.length).filter(({ step }) => step === action).length).toBeLessThan(3)
    expect(new Set(order.outbox.map(row => row.id)).size).toBe(order.outbox.length)
  })
})

test('the same note ten minutes later, or after something else, is a new one', async () => {
  const id = await orderIn(cloud, 'working')
  const note = () => who.step('zhou', 'note', { id, text: '还在等配件' })
  const lines = async () => (await stored(id)).timeline.filter(({ step }) => step === 'note').length
  await note()
  await note()
  expect(await lines()).toBe(1)
  cloud.local.advance(10 * 60_000 + 1000)
  await note()
  expect(await lines()).toBe(2)
  await who.step('chen', 'nudge', { id })
  await note()
  expect(await lines()).toBe(3)
})

test('the same form with another home is still the order it made first', async () => {
  const input = form(cloud)
  const first = await who.step('lin', 'submit', input)
  expect(await who.step('lin', 'submit', { ...input, description: '别的' })).toEqual(first)
  // and somebody else's form with the same id is his own order
  expect((await who.step('kid', 'submit', input)).id).not.toBe(first.id)
})
