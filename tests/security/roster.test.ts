import sdk from 'wx-server-sdk'
import { strToU8, zipSync } from 'fflate'
import type { Me, ReviewDetail } from '../../cloudfunctions/account/views'
import type { RosterView } from '../../cloudfunctions/roster/views'
import type { Room } from '../../cloudfunctions/shared/people/room'
import { db } from '../../cloudfunctions/shared/cloud'
import type { Sdk } from '../../cloudfunctions/shared/sdk'
import { HEADER, rosterDesk, seedPeople } from '../roster/roster-desk'
import { csvOf, upload } from '../roster/upload-roster'
import { openCloud, type TestCloud } from '../support/cloud'
import { snapshot } from './snapshot'

// Files that change under the importer's hands, importers that meet, and archives that explode.

let cloud: TestCloud
const { act, open, importFile } = rosterDesk(() => cloud)

beforeAll(async () => {
  cloud = await openCloud()
  await seedPeople()
})
afterAll(() => cloud.close())

const answer = (action: string, input: object, openid = 'desk') =>
  cloud.as(openid).answer('roster', { action, input })

const roomsOf = async (communityId: string): Promise<Room[]> => {
  const { data } = await db.collection('rooms').where({ communityId }).limit(1000).get()
  return data as Room[]
}

const linesOf = (owner: string, phone: string) =>
  Array.from({ length: 60 }, (_, at) => `3,2,${String(101 + at)},${owner},${phone},88.8`)

test('two importers with two files of the same homes: each home is whole, and says who wrote it', async () => {
  const mine = await open(csvOf(HEADER, ...linesOf('甲先生', '13711111111')))
  const fileId = await upload('manager', csvOf(HEADER, ...linesOf('乙女士', '13722222222')), 'csv')
  const theirs = await act('open', { communityId: 'yunqili', fileId, fileName: 'b.csv' }, 'manager')
  const run = async (id: string, openid: string): Promise<RosterView> => {
    await act('preview', { id }, openid)
    let view = await act('confirm', { id }, openid)
    while (view.status === 'running') view = await act('continue', { id }, openid)
    return view
  }
  const views = await Promise.all([run(mine.id, 'desk'), run(theirs.id, 'manager')])
  expect(views.map(({ status }) => status)).toEqual(['done', 'done'])
  const rooms = await roomsOf('yunqili')
  expect(rooms).toHaveLength(60)
  for (const { owners, phones, importId } of rooms) {
    const tail = owners[0] === '甲先生' ? '1111' : '2222'
    expect(phones.map(phone => phone.tail)).toEqual([tail])
    expect([mine.id, theirs.id]).toContain(importId)
  }
  const written = views.map(({ progress }) => progress.added).reduce((sum, added) => sum + added, 0)
  expect(written).toBe(60)
})

test.each<[string, Uint8Array]>([
  ['a picture', new Uint8Array([0x89, 0x50, 0x4e, 0x47, 1, 2, 3])],
  ['nothing', new Uint8Array()],
  ['fewer columns', csvOf('楼栋,房号', '3,1801')],
  ['other columns', csvOf('甲,乙,丙', '1,2,3')],
])(
  'a file replaced by %s between opening and preview: refused or asked again, nothing imported',
  async (_, bytes) => {
    const roster = await open(csvOf(HEADER, '3,2,1801,韩雨,13711112222,88'), 'zhuyuan', 'a.csv')
    const { data } = await db.collection('roster_imports').doc(roster.id).get()
    const { fileId } = data as { fileId: string }
    const cloudPath = fileId.replace(/^cloud:\/\/[^/]+\//, '')
    await (sdk as unknown as Sdk).uploadFile({ cloudPath, fileContent: Buffer.from(bytes) })
    const mapping = Object.fromEntries(roster.columns.map(({ index, field }) => [String(index), field]))
    const reply = await answer('preview', { id: roster.id, mapping })
    expect(reply.ok ? (reply.data as RosterView).status : reply.code).toMatch(/mapping|BAD_INPUT/)
    expect(await answer('confirm', { id: roster.id })).toMatchObject({
      ok: false,
      code: 'WRONG_STATUS',
    })
    expect(await roomsOf('zhuyuan')).toEqual([])
  },
)

test('a workbook that unpacks to more than it may is refused, and nothing is kept of it', async () => {
  const sheet = new Uint8Array(70 * 1024 * 1024)
  const bomb = zipSync({ 'xl/workbook.xml': strToU8('<workbook/>'), 'xl/worksheets/sheet1.xml': sheet })
  const fileId = await upload('desk', bomb)
  const before = await snapshot()
  const reply = await answer('open', { communityId: 'small', fileId, fileName: 'a.xlsx' })
  expect(reply).toMatchObject({
    ok: false,
    code: 'BAD_INPUT',
    message: expect.stringContaining('太大') as unknown,
  })
  expect(await snapshot()).toEqual(before)
})

test('a size that lies does not help', async () => {
  const bomb = zipSync({
    'xl/workbook.xml': strToU8('<workbook/>'),
    'xl/_rels/workbook.xml.rels': strToU8('<Relationships/>'),
    'xl/sharedStrings.xml': new Uint8Array(20 * 1024 * 1024),
  })
  const view = new DataView(bomb.buffer, bomb.byteOffset, bomb.byteLength)
  // every record of the archive says ten bytes
  for (let at = 0; at + 30 < bomb.length; at++) {
    if (view.getUint32(at, true) === 0x04034b50) view.setUint32(at + 22, 10, true)
    if (view.getUint32(at, true) === 0x02014b50) view.setUint32(at + 24, 10, true)
  }
  const reply = await answer('open', {
    communityId: 'small',
    fileId: await upload('desk', bomb),
    fileName: 'a.xlsx',
  })
  expect(reply).toMatchObject({ ok: false, code: 'BAD_INPUT' })
})

test('somebody who applies while the roster is imported is approved, or the desk reads that this is possible', async () => {
  await importFile(csvOf(HEADER, '9,1,901,别人,13733330000,70'), 'zhuyuan')
  const roster = await open(csvOf(HEADER, '9,1,901,韩雨,13733334444,70'), 'zhuyuan', 'b.csv')
  await act('preview', { id: roster.id })
  await act('confirm', { id: roster.id })
  const form = { relation: 'owner', name: '韩雨', phone: '13733334444', consentVersion: '2026-11' }
  await Promise.all([
    answer('continue', { id: roster.id }),
    cloud.as('newcomer').call('account', 'register', { roomId: 'zhuyuan:9-1-901', ...form }),
  ])
  const { personId } = await cloud.as('newcomer').call<Me>('account', 'me')
  const id = `zhuyuan:9-1-901:${personId}`
  const review = await cloud.as('desk').call<ReviewDetail>('account', 'review', { id })
  expect(review.status === 'approved' || /可以通过/.test(review.advice)).toBe(true)
})
