import { form, openTown, orderIn, people, stored } from '../repair/support'
import type { TestCloud } from '../support/cloud'

// The answer got lost on the way, and the person taps again. That every action is then done once, also when the taps
// arrive at the same moment, is tried in tests/every-action; here is what counts as the same.

let cloud: TestCloud
let who: ReturnType<typeof people>

beforeAll(async () => {
  cloud = await openTown()
  who = people(cloud)
})
afterAll(() => cloud.close())

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
  // and somebody else's form with the same id is an order of their own
  expect((await who.step('kid', 'submit', input)).id).not.toBe(first.id)
})
