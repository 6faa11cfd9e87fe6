import { db } from '../../cloudfunctions/shared/cloud'
import type { Resident } from '../../cloudfunctions/shared/people/people'
import type { MessageRow } from '../../cloudfunctions/shared/store/stored'
import { CONSENT_VERSION } from '../../cloudfunctions/account/limits'
import type { HomeView } from '../../cloudfunctions/account/views'
import { roomPhones } from '../../cloudfunctions/shared/people/phones'
import { openCloud, type TestCloud } from '../support/cloud'
import { HEADER, rosterDesk, seedPeople } from './roster-desk'
import { countOf, importDoc, roomsOf } from './stored'
import { csvOf, REAL_FILE, upload } from './upload-roster'

let cloud: TestCloud
const { act, open, lines, run, importFile } = rosterDesk(() => cloud)

beforeAll(async () => {
  cloud = await openCloud()
  await seedPeople()
})
afterAll(() => cloud.close())

describe('the roster of 404 homes as the company keeps it', () => {
  let id: string

  test('opens with its columns recognised and people masked', async () => {
    const view = await open(REAL_FILE)
    id = view.id
    expect(view).toMatchObject({
      status: 'mapping',
      fileName: '业主台账.xlsx',
      fileBytes: REAL_FILE.length,
      totalRows: 410,
      missing: [],
      by: '陈思雨',
    })
    expect(view.columns.find(({ field }) => field === 'owner')).toMatchObject({
      title: '业主姓名',
      sample: '石*芳',
    })
    expect(view.fields.filter(({ isRequired }) => isRequired).map(({ label }) => label)).toEqual([
      '楼栋',
      '房号',
      '业主姓名',
    ])
  })

  test('the preview counts and lists; no room is written', async () => {
    const view = await act('preview', { id })
    expect(view).toMatchObject({
      status: 'previewed',
      counts: { added: 404, changed: 0, unchanged: 0, refused: 4, warned: 73, skipped: 3 },
      progress: { done: 0, total: 404 },
    })
    expect((await lines(id, 'refused')).rows).toMatchObject([
      { row: 410, room: '1 栋 2 单元 801', text: '和第 40 行重复，内容不同，请核对后只留一行', tag: '退回' },
      { row: 411 },
      { row: 412 },
      { row: 413 },
    ])
    const first = await lines(id, 'added')
    expect(first.rows).toHaveLength(50)
    expect(first.rows[0]).toEqual({
      row: 4,
      room: '1 栋 1 单元 101',
      owner: '石*芳',
      text: '142.36 ㎡',
      tag: '新增',
    })
    const last = await lines(id, 'added', '8')
    expect([last.rows.length, last.next]).toEqual([4, null])
    expect(await countOf('rooms', { communityId: 'yunqili' })).toBe(0)
  })

  test('what waits on the server is encrypted', async () => {
    const { data } = await db.collection('roster_chunks').where({ importId: id }).limit(200).get()
    expect(JSON.stringify(data)).not.toMatch(/1[3-9]\d{9}|330106|石伟芳/)
  })

  test('confirmed, it imports in batches, and the importer is told', async () => {
    const view = await run(id)
    expect(view).toMatchObject({
      status: 'done',
      progress: { done: 404, total: 404, added: 404, changed: 0, unchanged: 0, failed: 0 },
    })
    const rooms = await roomsOf('yunqili')
    expect(rooms).toHaveLength(404)
    expect(rooms.reduce((sum, room) => sum + (room.areaCentiSqm ?? 0), 0)).toBe(4_361_752)
    expect(rooms.filter(({ isUnsold }) => isUnsold)).toHaveLength(8)
    const { outbox } = await importDoc(id)
    expect(outbox.filter((row): row is MessageRow => row.kind === 'message')).toMatchObject([
      { to: { openid: 'desk' }, topic: 'roster', body: '业主台账.xlsx：新增 404，变更 0，不变 0' },
    ])
  })

  test('numbers of a room are stored encrypted, and its audit does not hold them', async () => {
    const room = (await roomsOf('yunqili')).find(({ _id }) => _id === 'yunqili:1-1-702')!
    expect(room).toMatchObject({ label: '1 栋 1 单元 702', owners: ['李雪梅'], moveInDate: '2023-05-01' })
    expect(roomPhones(room)).toEqual(['18801327633', '15090250247'])
    const audit = JSON.stringify(room.outbox)
    expect(audit).toContain('702')
    expect(audit).not.toMatch(/李雪梅|18801327633|phoneHash|tail/)
    expect(JSON.stringify(room)).not.toContain('330106199106144194')
  })

  test('a second import of the same file changes nothing at all', async () => {
    const before = await roomsOf('yunqili')
    const { id: second } = await open(REAL_FILE)
    expect(await act('preview', { id: second })).toMatchObject({
      counts: { added: 0, changed: 0, unchanged: 404, refused: 4 },
    })
    expect(await run(second)).toMatchObject({ progress: { added: 0, changed: 0, unchanged: 404 } })
    expect(await roomsOf('yunqili')).toEqual(before)
  })

  test('an owner of the file registers and is approved at once', async () => {
    const home = await cloud.as('shi').call<HomeView>('account', 'register', {
      roomId: 'yunqili:1-1-101',
      relation: 'owner',
      name: '石伟芳',
      phone: '15098760664',
      consentVersion: CONSENT_VERSION,
    })
    expect(home.status).toBe('approved')
  })
})

test('changes are shown before they happen, those to look at first, and only they are written', async () => {
  const rows = [
    '3栋,2,1801,林静仪,13866204172,98.2',
    '3栋,2,1802,王小芳,13900000001,142.36',
    '3栋,2,1803,赵明,,90',
  ]
  await importFile(csvOf(HEADER, ...rows), 'small')
  const changed = [
    '3栋,2,1801,林静仪,13866204172,98.2',
    '3栋,2,1802,赵晓明,13900003316,142.36',
    '3栋,2,1803,赵明,,',
  ]
  const { id } = await open(
    csvOf(`${HEADER},备注`, ...changed.map((line, index) => `${line},${index === 0 ? '长住' : ''}`)),
    'small',
  )
  expect((await act('preview', { id })).counts).toMatchObject({ added: 0, changed: 3, unchanged: 0 })
  expect((await lines(id, 'changed')).rows.map(({ row, text, tag }) => [row, text, tag])).toEqual([
    [3, '业主 王*芳 → 赵*明；手机 139****0001 → 139****3316', '换业主、换号码'],
    [4, '面积 90.00 ㎡ → （空）', '改面积'],
    [2, '备注 （空） → 长住', '变更'],
  ])
  expect(await run(id)).toMatchObject({ progress: { added: 0, changed: 3, unchanged: 0 } })
  const [first, second, third] = await roomsOf('small')
  expect([first!.version, second!.owners, third!.areaCentiSqm]).toEqual([2, ['赵晓明'], null])
})

test('what waited is compared anew after an import, and approved when it matches now', async () => {
  const rows = ['5栋,1,601,何佳宁,,', '5栋,1,602,陆文博,,']
  await importFile(csvOf(HEADER, ...rows), 'zhuyuan')
  const apply = (openid: string, roomId: string, name: string, phone: string) =>
    cloud.as(openid).call<HomeView>('account', 'register', {
      roomId,
      relation: 'owner',
      name,
      phone,
      consentVersion: CONSENT_VERSION,
    })
  const he = await apply('he', 'zhuyuan:5-1-601', '何佳宁', '13711110000')
  const lu = await apply('lu', 'zhuyuan:5-1-602', '陆文博', '13722220000')
  expect([he.status, lu.status]).toEqual(['pending', 'pending'])
  await importFile(csvOf(HEADER, '5栋,1,601,何佳宁,13711110000,', '5栋,1,602,陆文博,13733330000,'), 'zhuyuan')
  const resident = async (id: string) => (await db.collection('residents').doc(id).get()).data as Resident
  expect(await resident(he.id)).toMatchObject({ status: 'approved', decision: { by: 'system' } })
  expect((await resident(lu.id)).status).toBe('pending')
})

test('columns can be chosen by hand; what is missing is named and nothing is previewed', async () => {
  const { id, columns, missing } = await open(
    csvOf('幢别,房号,权属人,备注', '8,101,林静仪,甲', '8,102,陈静,乙'),
    'small',
  )
  expect(columns.map(({ field }) => field)).toEqual([null, 'number', null, 'note'])
  expect(missing).toEqual(['还没有一列对应“楼栋”', '还没有一列对应“业主姓名”'])
  const half = await act('preview', { id, mapping: { 0: 'building' } })
  expect(half).toMatchObject({ status: 'mapping', missing: ['还没有一列对应“业主姓名”'] })
  await expect(act('confirm', { id })).rejects.toMatchObject({ code: 'WRONG_STATUS' })
  // what was chosen before is remembered
  const whole = await act('preview', { id, mapping: { 2: 'owner', 3: null } })
  expect(whole).toMatchObject({ status: 'previewed', missing: [], counts: { added: 2 } })
  expect(whole.columns.find(({ index }) => index === 2)).toMatchObject({
    sample: '林*仪',
    isRecognised: true,
  })
})

test('opening the same upload twice, also at once, is one import', async () => {
  const fileId = await upload('desk', csvOf(HEADER, '9栋,1,101,林静仪,,'), 'csv')
  const input = { communityId: 'small', fileId, fileName: 'a.csv' }
  const views = await Promise.all([act('open', input), act('open', input)])
  expect(new Set(views.map(({ id }) => id)).size).toBe(1)
})
