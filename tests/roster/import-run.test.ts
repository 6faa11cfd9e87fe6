import { continueRosterImports, deleteOldRosterFiles } from '../../cloudfunctions/roster/jobs/imports'
import { db, downloadFile } from '../../cloudfunctions/shared/cloud'
import type { RosterView } from '../../cloudfunctions/roster/views'
import { openCloud, type TestCloud } from '../support/cloud'
import { HEADER, rosterDesk, seedPeople } from './roster-desk'
import { countOf, roomsOf } from './stored'
import { csvOf, upload } from './upload-roster'

let cloud: TestCloud
const { act, open, lines, run } = rosterDesk(() => cloud)

beforeAll(async () => {
  cloud = await openCloud()
  await seedPeople()
})
afterAll(() => cloud.close())

describe('running', () => {
  const homes = (building: number, count: number) =>
    Array.from({ length: count }, (_, index) => `${building}栋,1,${1001 + index},林静仪,13866204172,90`)

  async function confirmed(building: number, count: number): Promise<string> {
    const { id } = await open(csvOf(HEADER, ...homes(building, count)), 'small')
    await act('preview', { id })
    await act('confirm', { id })
    return id
  }
  const tally = ({ progress }: RosterView) => progress

  test('two pages and the scheduler at once import every row once', async () => {
    const id = await confirmed(21, 250)
    const together = () =>
      Promise.all([act('continue', { id }), act('continue', { id }, 'manager'), act('continue', { id })])
    // a call works for a few seconds only, so a slow machine needs several
    while ((await together()).every(({ status }) => status === 'running'));
    expect(tally(await act('detail', { id }))).toMatchObject({ done: 250, added: 250, failed: 0 })
    const rooms = (await roomsOf('small')).filter(({ building }) => building === '21')
    expect([rooms.length, new Set(rooms.map(({ version }) => version))]).toEqual([250, new Set([1])])
  })

  test('a run that died half-way is finished by the next, and nothing is written twice', async () => {
    const id = await confirmed(22, 150)
    await act('continue', { id })
    // as if it had died after writing the second batch and before saving how far it was
    const progress = { done: 100, total: 150, added: 100, changed: 0, unchanged: 0, failed: 0 }
    const dead = {
      status: 'running',
      nextChunk: 1,
      progress,
      leaseUntil: new Date(cloud.local.now().getTime() + 3600_000),
    }
    await db.collection('roster_imports').where({ _id: id }).update({ data: dead })

    // the dead run still holds the lease
    expect(await act('continue', { id })).toMatchObject({ status: 'running', progress: { done: 100 } })
    cloud.local.advance(2 * 3600_000)
    expect(await act('continue', { id })).toMatchObject({
      status: 'done',
      progress: { done: 150, added: 150 },
    })
    const rooms = (await roomsOf('small')).filter(({ building }) => building === '22')
    expect(new Set(rooms.map(({ version }) => version))).toEqual(new Set([1]))
  })

  test('stopped, it imports nothing more until it is confirmed again', async () => {
    const id = await confirmed(23, 60)
    expect(await act('stop', { id })).toMatchObject({ status: 'stopped' })
    expect(await act('continue', { id })).toMatchObject({ status: 'stopped', progress: { done: 0 } })
    expect(await run(id)).toMatchObject({ status: 'done', progress: { added: 60 } })
    for (const action of ['confirm', 'stop', 'preview']) {
      await expect(act(action, { id })).rejects.toMatchObject({
        code: 'WRONG_STATUS',
        message: '这次导入已经导入完成',
      })
    }
  })

  test('two who confirm at once: one starts it, the other is told', async () => {
    const { id } = await open(csvOf(HEADER, ...homes(24, 3)), 'small')
    await act('preview', { id })
    const results = await Promise.allSettled([act('confirm', { id }), act('confirm', { id }, 'manager')])
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    const lost = results.find(result => result.status === 'rejected') as { reason: { code: string } }
    expect(['CONFLICT', 'WRONG_STATUS']).toContain(lost.reason.code)
  })

  test('a file whose rows are all refused cannot be confirmed', async () => {
    const { id } = await open(csvOf(HEADER, '25栋,1,101,林静仪,,abc'), 'small')
    await act('preview', { id })
    await expect(act('confirm', { id })).rejects.toMatchObject({ code: 'BAD_INPUT' })
  })
})

describe('by the scheduler', () => {
  const after = (hours: number) => new Date(cloud.local.now().getTime() + hours * 3600_000)

  test('an import whose page was closed goes on by itself', async () => {
    const { id } = await open(csvOf(HEADER, '26栋,1,101,林静仪,,', '26栋,1,102,陈静,,'), 'small')
    await act('preview', { id })
    await act('confirm', { id })
    await Promise.all([continueRosterImports(cloud.local.now()), continueRosterImports(cloud.local.now())])
    expect(await act('detail', { id })).toMatchObject({ status: 'done', progress: { added: 2 } })
    expect(await continueRosterImports(cloud.local.now())).toBe(0)
  })

  test('file and rows are deleted a day after the import, an abandoned file after a week', async () => {
    const fileId = await upload('desk', csvOf(HEADER, '27栋,1,101,林静仪,,'))
    const { id } = await act('open', { communityId: 'small', fileId, fileName: 'a.csv' })
    await act('preview', { id })
    await run(id)
    const left = await open(csvOf(HEADER, '27栋,1,102,林静仪,,'), 'small')

    await deleteOldRosterFiles(after(23))
    expect(await countOf('roster_chunks', { importId: id })).toBe(3)
    await deleteOldRosterFiles(after(25))
    await deleteOldRosterFiles(after(25))
    expect(await countOf('roster_chunks', { importId: id })).toBe(0)
    await expect(downloadFile(fileId)).rejects.toBeDefined()
    expect(await act('detail', { id })).toMatchObject({ status: 'done' })
    expect((await lines(id, 'added')).rows).toEqual([])
    expect(await act('detail', { id: left.id })).toMatchObject({ status: 'mapping' })

    while (await deleteOldRosterFiles(after(8 * 24)));
    await expect(act('preview', { id: left.id })).rejects.toMatchObject({
      code: 'WRONG_STATUS',
      message: '这次导入已经作废，请重新上传',
    })
  })
})
