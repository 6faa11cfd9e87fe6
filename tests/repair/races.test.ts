import type { RepairRow } from '../../cloudfunctions/repair/views'
import { db } from '../../cloudfunctions/shared/cloud'
import type { TestCloud } from '../support/cloud'
import { seedHome } from '../support/seed'
import { forgetReports, form, openTown, orderIn, people, photoOf, stored, tomorrow } from './support'

// Everything here runs at once, through the real SDK, on several instances of the function.

let cloud: TestCloud
let who: ReturnType<typeof people>

beforeAll(async () => {
  cloud = await openTown()
  who = people(cloud)
  await cloud.as('sun').answer('repair', {})
})
afterAll(() => cloud.close())

type Call = [openid: string, action: string, input: object]

const atOnce = async (calls: Call[]) => {
  const events = calls.map(([openid, action, input]) => cloud.as(openid).answer('repair', { action, input }))
  return (await Promise.all(events)).map(answer => (answer.ok ? { code: 'ok', message: '' } : answer))
}

const codes = (answers: { code: string }[]) => answers.map(({ code }) => code).sort()

/** Rounds of a race; one is luck. */
const ROUNDS = [1, 2, 3]

test.each(ROUNDS)('two technicians take the same order from the queue: one has it (%i)', async () => {
  const { id } = await who.submit({ category: 'masonry' })
  const skills = (openid: string, list: string[]) =>
    db
      .collection('staff')
      .doc(`staff_${openid}`)
      .update({ data: { skills: list } })
  await skills('zhou', ['masonry'])
  await skills('sun', ['masonry'])
  const visit = tomorrow(cloud)
  const answers = await atOnce([
    ['zhou', 'accept', { id, visit }],
    ['sun', 'accept', { id, visit }],
  ])
  await skills('zhou', ['plumbing'])
  await skills('sun', ['plumbing'])
  expect(codes(answers)).toEqual(['CONFLICT', 'ok'])
  const order = await stored(id)
  const winner = answers[0]!.code === 'ok' ? '周建国' : '孙志强'
  expect(order).toMatchObject({ status: 'accepted', version: 2, assignment: { name: winner } })
  const loser = answers.find(({ code }) => code === 'CONFLICT')!
  expect(loser.message).toBe(`这单已被${winner}接走，请看看别的工单`)
  expect(order.timeline.filter(({ step }) => step === 'accept')).toHaveLength(1)
})

test.each(ROUNDS)('a technician accepts while the desk gives the order away: one wins (%i)', async () => {
  const id = await orderIn(cloud, 'assigned')
  const answers = await atOnce([
    ['zhou', 'accept', { id, visit: tomorrow(cloud) }],
    ['chen', 'assign', { id, staffId: 'staff_sun' }],
  ])
  const { status, assigneeId, version } = await stored(id)
  const isTold = answers.every(({ code }) => ['ok', 'CONFLICT'].includes(code))
  expect(isTold).toBe(true)
  // either one lost, or the assignment followed the acceptance
  const won = answers.filter(({ code }) => code === 'ok').length
  const isAccepted = status === 'accepted' && assigneeId === 'staff_zhou'
  const isGiven = status === 'assigned' && assigneeId === 'staff_sun'
  expect(isAccepted || isGiven).toBe(true)
  expect(version).toBeGreaterThanOrEqual(1 + won)
})

test.each(ROUNDS)('confirmed and sent back at the same moment: one of the two (%i)', async () => {
  const id = await orderIn(cloud, 'finished')
  const { version } = await stored(id)
  const answers = await atOnce([
    ['lin', 'confirm', { id, signature: photoOf('lin') }],
    ['kid', 'requestRework', { id, reasons: ['还在漏'], text: '', wish: tomorrow(cloud) }],
  ])
  const order = await stored(id)
  const won = answers.filter(({ code }) => code === 'ok').length
  // a rework may also follow a confirmation; a confirmation may not follow a rework
  expect(order.version).toBe(version + won)
  const isReopened = answers[1]!.code === 'ok'
  expect(order).toMatchObject(
    isReopened ? { status: 'assigned', round: 2 } : { status: 'confirmed', round: 1 },
  )
  const refused = answers.filter(({ code }) => code !== 'ok').map(({ code }) => code)
  expect(refused.every(code => code === 'CONFLICT' || code === 'WRONG_STATUS')).toBe(true)
})

test.each(ROUNDS)('two of the household rate: one rating, one message (%i)', async () => {
  const id = await orderIn(cloud, 'finished')
  const answers = await atOnce([
    ['lin', 'rate', { id, stars: 5 }],
    ['kid', 'rate', { id, stars: 1 }],
  ])
  expect(answers.filter(({ code }) => code === 'ok')).toHaveLength(1)
  const order = await stored(id)
  expect(order.rating!.stars).toBe(answers[0]!.code === 'ok' ? 5 : 1)
  expect(order.timeline.filter(({ step }) => step === 'rate')).toHaveLength(1)
})

test.each(ROUNDS)(
  'cancelled while the technician accepts: never an accepted order that is gone (%i)',
  async () => {
    const id = await orderIn(cloud, 'assigned')
    const answers = await atOnce([
      ['lin', 'cancel', { id, reason: '自己修好了' }],
      ['zhou', 'accept', { id, visit: tomorrow(cloud) }],
    ])
    const order = await stored(id)
    const [cancelled, accepted] = answers.map(({ code }) => code === 'ok')
    expect(order.status).toBe(cancelled ? 'cancelled' : 'accepted')
    expect(order.dueAt === null).toBe(cancelled)
    expect(order.timeline.filter(({ step }) => step === 'accept')).toHaveLength(accepted ? 1 : 0)
    expect(cancelled || accepted).toBe(true)
  },
)

test('a form sent four times at once is one order with one number', async () => {
  await forgetReports()
  const input = form(cloud)
  const sends = Array.from({ length: 4 }, () => cloud.as('lin').call<RepairRow>('repair', 'submit', input))
  const answers = await Promise.all(sends)
  expect(new Set(answers.map(({ id }) => id)).size).toBe(1)
  expect(new Set(answers.map(({ number }) => number)).size).toBe(1)
  const { data } = await db.collection('repairs').where({ draftId: input.draftId }).get()
  expect(data).toHaveLength(1)
})

test('twelve households report the same burst pipe: twelve numbers, none twice, none left out', async () => {
  const before = await who.submit()
  const households = Array.from({ length: 12 }, (_, at) => ({
    openid: `household-${at}`,
    number: `${at + 1}01`,
  }))
  for (const { openid, number } of households) await seedHome({ openid, name: '邻居', building: '9', number })
  const sends = households.map(({ openid, number }) =>
    who.step(openid, 'submit', form(cloud, { urgency: 'urgent', roomId: `yunqili:9-2-${number}` })),
  )
  const numbers = (await Promise.all(sends))
    .map(({ number }) => Number(number.slice(-3)))
    .sort((a, b) => a - b)
  const first = Number(before.number.slice(-3)) + 1
  expect(numbers).toEqual(Array.from({ length: 12 }, (_, at) => first + at))
})

test('two answers to one proposal: one counts', async () => {
  const id = await orderIn(cloud, 'accepted')
  await who.step('zhou', 'proposeTime', { id, visit: tomorrow(cloud, '18-20'), reason: '上一单没完' })
  const answers = await atOnce([
    ['lin', 'answerTime', { id, isAgreed: true }],
    ['kid', 'answerTime', { id, isAgreed: false }],
  ])
  expect(answers.filter(({ code }) => code === 'ok')).toHaveLength(1)
  expect((await stored(id)).timeline.filter(({ step }) => step === 'answerTime')).toHaveLength(1)
})
