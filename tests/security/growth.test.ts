import type { RosterView } from '../../cloudfunctions/roster/views'
import { deleteOldRosterFiles } from '../../cloudfunctions/roster/jobs/imports'
import { DAY_MS } from '../../cloudfunctions/shared/time/calendar'
import { db } from '../../cloudfunctions/shared/cloud'
import { csvOf, upload } from '../roster/upload-roster'
import { openTown, orderIn, people, photoOf, stored, tomorrow } from '../repair/support'
import type { TestCloud } from '../support/cloud'
import { personIdOf } from '../support/seed'

// Documents stay far below 512 KB and traces say what happened, without personal data.

const LIMIT = 512 * 1024

let cloud: TestCloud
let who: ReturnType<typeof people>

beforeAll(async () => {
  cloud = await openTown()
  who = people(cloud)
})
afterAll(() => cloud.close())

const bytesOf = (document: object) => Buffer.byteLength(JSON.stringify(document))

const names = Array.from({ length: 9 }, (_, at) => `${at}${'x'.repeat(150)}.jpg`)
const photos = () => names.map(name => photoOf('zhou', name))
const parts = Array.from({ length: 30 }, (_, at) => ({ name: `${at}${'配'.repeat(38)}`, quantity: 999 }))

test('an order that is full refuses more, and can still be completed', async () => {
  const id = await orderIn(cloud, 'working')
  const note = (at: number) => ({
    id,
    text: '长'.repeat(300),
    photos: photos(),
    parts: parts.map(({ quantity }, index) => ({ name: `${at}-${index}${'管'.repeat(30)}`, quantity })),
  })
  let code = 'ok'
  for (let at = 0; at < 200 && code === 'ok'; at++) {
    const answer = await cloud.as('zhou').answer('repair', { action: 'note', input: note(at) })
    code = answer.ok ? 'ok' : answer.code
  }
  expect(code).toBe('TOO_MANY')
  const full = { photosBefore: photos(), photosAfter: photos(), parts, checks: [], summary: '长'.repeat(300) }
  await who.step('zhou', 'finish', { id, ...full })
  await who.confirm(id)
  await who.rate(id)
  expect(bytesOf(await stored(id))).toBeLessThan(LIMIT / 1.5)
  expect((await who.detail('lin', id)).status).toBe('rated')
})

test('rework after rework stays below the limit, with nobody emptying the outbox', async () => {
  const id = await orderIn(cloud, 'finished')
  const full = { photosBefore: photos(), photosAfter: photos(), parts, summary: '长'.repeat(300) }
  const rework = { reasons: ['其他'], text: '长'.repeat(200), wish: tomorrow(cloud) }
  let rounds = 1
  for (;;) {
    const answer = await cloud
      .as('lin')
      .answer('repair', { action: 'requestRework', input: { id, ...rework } })
    if (!answer.ok) {
      expect(answer.code).toBe('TOO_MANY')
      break
    }
    rounds++
    await who.accept(id)
    await who.arrive(id)
    await who.step('zhou', 'finish', { id, ...full })
  }
  expect(rounds).toBeGreaterThan(3)
  await who.confirm(id)
  expect(bytesOf(await stored(id))).toBeLessThan(LIMIT / 1.5)
})

test('a file id is bounded in every part', async () => {
  const id = await orderIn(cloud, 'working')
  const long = photoOf('zhou').replace('heju-bucket', 'b'.repeat(60_000))
  const answer = await cloud
    .as('zhou')
    .answer('repair', { action: 'note', input: { id, text: '好', photos: [long] } })
  expect(answer).toMatchObject({ ok: false, code: 'BAD_INPUT' })
})

test('checks are words, without characters that turn or hide them', async () => {
  const id = await orderIn(cloud, 'accepted')
  const arrive = (checks: string[]) =>
    cloud.as('zhou').answer('repair', { action: 'arrive', input: { id, checks } })
  expect(await arrive(['\u202e\u0000 '])).toMatchObject({ ok: false, code: 'BAD_INPUT' })
  expect(await arrive(['铺好\u202e地垫'])).toMatchObject({ ok: true })
  expect((await stored(id)).work!.checks).toEqual(['铺好地垫'])
})

describe('a roster import', () => {
  const HEAD = '楼栋,单元,房号,业主姓名,手机号,车牌号'
  const open = async (line: string) => {
    const fileId = await upload('chen', csvOf(HEAD, line), 'csv')
    const input = { communityId: 'yunqili', fileId, fileName: 'a.csv' }
    return (await cloud.as('chen').call<RosterView>('roster', 'open', input)).id
  }
  const act = (action: string, id: string) => cloud.as('chen').answer('roster', { action, input: { id } })

  async function importLine(line: string): Promise<void> {
    const id = await open(line)
    for (const action of ['preview', 'confirm', 'continue']) await act(action, id)
  }

  test('its audit says which fact changed, and nobody’s name, number or plate', async () => {
    await importLine('7,1,101,欧阳静,13712345678,浙A12345')
    await importLine('7,1,101,司马光,13787654321,浙A54321')
    const room = (await db.collection('rooms').doc('yunqili:7-1-101').get()).data as { outbox: object[] }
    const said = JSON.stringify(room.outbox)
    expect(said).not.toMatch(/欧阳静|司马光|137\d{8}|浙A/)
    const hidden = '（已隐去）'
    expect(room.outbox.at(-1)).toMatchObject({
      actor: { personId: personIdOf('chen'), as: 'desk' },
      before: { owners: hidden, phones: hidden, plates: hidden },
      after: { owners: hidden, phones: hidden, plates: hidden },
      requestId: expect.stringMatching(/./) as unknown,
    })
  })

  test('previews that lost a race leave nothing behind once the import is cleaned', async () => {
    const id = await open('7,1,102,欧阳静,13712345678,')
    await Promise.all([act('preview', id), act('preview', id), act('preview', id)])
    await deleteOldRosterFiles(new Date(cloud.local.now().getTime() + 8 * DAY_MS))
    const { data } = await db.collection('roster_chunks').where({ importId: id }).get()
    expect(data).toEqual([])
  })
})
