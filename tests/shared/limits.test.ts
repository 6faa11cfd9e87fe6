import { defineLimit, refusing, type Counter } from '../../cloudfunctions/shared/call/limit'
import { giveBack, limitUpdate, take, tryTake } from '../../cloudfunctions/shared/call/limits'
import { reportTakes } from '../../cloudfunctions/repair/rules/report-limits'
import { db } from '../../cloudfunctions/shared/cloud'
import { openCloud, type TestCloud } from '../support/cloud'

let cloud: TestCloud

beforeAll(async () => {
  cloud = await openCloud()
})
afterAll(() => cloud.close())

const BURST = defineLimit({ name: 'burst', per: 'person', atMost: 3, within: 10, act: '报修' })
const DAY = defineLimit({ name: 'day', per: 'person', atMost: 5, within: 'day', act: '报修' })
const BOTH = [BURST, DAY]

const beijing = (time: string, day = '2026-11-23') => new Date(`${day}T${time}:00+08:00`)

let people = 0
const somebody = () => `person-${++people}`

/** Minutes of the day at which somebody tries, and what they hear each time. */
async function tries(subject: string, times: string[], limits = BOTH): Promise<string[]> {
  const heard = []
  for (const time of times) heard.push((await tryTake({ limits, subject }, beijing(time)))?.message ?? 'ok')
  return heard
}

test('a burst is refused until its window is over, a day until tomorrow; a refusal costs nothing', async () => {
  const burst = '报修太频繁了，今天 10:10 后可以再报修'
  const day = '今天报修的次数已用完，明天可以再报修'
  expect(
    await tries(somebody(), [
      '10:00',
      '10:05',
      '10:09',
      '10:09',
      '10:09',
      '10:10',
      '10:10',
      '10:10',
      '23:59',
    ]),
  ).toEqual(['ok', 'ok', 'ok', burst, burst, 'ok', 'ok', day, day])
})

test('the last window of a day ends tomorrow, and a new day begins with nothing counted', async () => {
  const subject = somebody()
  const heard = await tries(subject, ['23:50', '23:55', '23:59', '23:59'])
  expect(heard.at(-1)).toBe('报修太频繁了，明天 00:00 后可以再报修')
  expect(await tryTake({ limits: BOTH, subject }, beijing('00:00', '2026-11-24'))).toBeNull()
})

test('fifty at once: exactly as many as allowed, also when none was counted before', async () => {
  const subject = somebody()
  const answers = await Promise.all(
    Array.from({ length: 50 }, () => tryTake({ limits: BOTH, subject }, beijing('10:00'))),
  )
  expect(answers.filter(answer => answer === null)).toHaveLength(3)
  expect(new Set(answers.filter(Boolean).map(answer => answer!.code))).toEqual(new Set(['TOO_MANY']))
})

test('it is one trip to the database, and two the first time of a day', async () => {
  const subject = somebody()
  const trips = async () => {
    cloud.local.resetTrips()
    await take({ limits: BOTH, subject }, beijing('10:00'))
    return cloud.local.trips().map(({ action, index }) => `${action} ${index}`)
  }
  expect(await trips()).toHaveLength(2)
  expect(await trips()).toEqual(['database.modifyDocument _id_'])
})

test('what is given back can be taken again, and nothing beyond it', async () => {
  const use = { limits: [BURST], subject: somebody() }
  const now = beijing('10:00')
  await giveBack(use, now)
  for (let at = 0; at < 3; at++) await take(use, now)
  await giveBack(use, now)
  expect(await tryTake(use, now)).toBeNull()
  await expect(take(use, now)).rejects.toMatchObject({ code: 'TOO_MANY' })
})

test('several at once fit whole or not at all', async () => {
  const use = { limits: BOTH, subject: somebody() }
  const now = beijing('10:00')
  expect(await tryTake({ ...use, amount: 4 }, now)).toMatchObject({ code: 'TOO_MANY' })
  expect(await tryTake({ ...use, amount: 2 }, now)).toBeNull()
  expect(await tryTake({ ...use, amount: 2 }, now)).toMatchObject({ code: 'TOO_MANY' })
  expect(await tryTake({ ...use, amount: 1 }, now)).toBeNull()
})

test('rows say when they are of no use any more', async () => {
  const subject = somebody()
  await take({ limits: BOTH, subject }, beijing('10:00'))
  const { data } = await db.collection('limits').doc(`person:${subject}:2026-11-23`).get()
  expect(data).toMatchObject({ endsAt: beijing('00:00', '2026-11-24') })
})

describe('several subjects in one document, as a report counts person and room beside the number', () => {
  const now = beijing('10:00')
  const rows = () => db.collection('limits')

  async function report(row: string, personId: string, urgency: 'soon' | 'urgent' = 'soon') {
    const takes = reportTakes({ personId, roomId: 'yunqili:3.A-2-1802', urgency })
    const { filter, data } = limitUpdate(takes, now)
    const { stats } = await rows()
      .where({ _id: row, ...filter })
      .update({ data })
    if (stats.updated === 1) return 'ok'
    return refusing(takes, (await rows().doc(row).get()).data as Counter, now)?.message
  }

  test('a person bursts, another of the same room goes on until the room is full', async () => {
    await rows().add({ data: { _id: 'sequence-1' } })
    for (let at = 0; at < 10; at++) expect(await report('sequence-1', 'lin')).toBe('ok')
    expect(await report('sequence-1', 'lin')).toBe('报修太频繁了，今天 10:10 后可以再报修')
    for (let at = 0; at < 10; at++) expect(await report('sequence-1', 'kid')).toBe('ok')
    expect(await report('sequence-1', 'guest')).toBe('今天报修的次数已用完，明天可以再报修')
  })

  test('urgent reports of a room: three in half an hour', async () => {
    await rows().add({ data: { _id: 'sequence-2' } })
    for (const person of ['lin', 'kid', 'lin'])
      expect(await report('sequence-2', person, 'urgent')).toBe('ok')
    expect(await report('sequence-2', 'kid', 'urgent')).toBe('报急修太频繁了，今天 10:30 后可以再报急修')
    expect(await report('sequence-2', 'kid')).toBe('ok')
  })
})
