import type { RepairDetail } from '../../cloudfunctions/repair/views'
import { db, deleteFiles, uploadFile } from '../../cloudfunctions/shared/cloud'
import { Evidence, evidenceIdOf } from '../../cloudfunctions/shared/files/evidence'
import { pathOf } from '../../cloudfunctions/shared/files/paths'
import { form, openTown, people, photoOf } from '../repair/support'
import type { TestCloud } from '../support/cloud'
import { JPEG } from '../support/files'

// What was accepted with an input stays what it was: uploading again to the same path changes nothing anybody sees.

let cloud: TestCloud
let who: ReturnType<typeof people>

beforeAll(async () => {
  cloud = await openTown()
  who = people(cloud)
})
afterAll(() => cloud.close())

const OTHER = Buffer.concat([JPEG, Buffer.from('another picture')])

const tick = () => cloud.local.call({ source: 'timer' }, 'scheduler', {})

async function rowOf(fileId: string): Promise<Evidence> {
  return Evidence.parse((await db.collection('evidence').doc(evidenceIdOf(fileId)).get()).data)
}

const replace = (fileId: string, content: Uint8Array) => uploadFile(pathOf(fileId), content)

async function shown(id: string): Promise<RepairDetail['photos'][number]> {
  return (await who.detail('lin', id)).photos[0]!
}

async function contentAt(url: string | null): Promise<Buffer> {
  const reply = await fetch(url!)
  return Buffer.from(await reply.arrayBuffer())
}

let names = 0
async function report(): Promise<{ fileId: string; id: string }> {
  const fileId = photoOf('lin', `evidence-${++names}.jpg`)
  const { id } = await who.submit({ photos: [fileId] })
  return { fileId, id }
}

test('an accepted photo is noted with what it was, and copied within a minute', async () => {
  const { fileId, id } = await report()
  expect(await rowOf(fileId)).toMatchObject({
    fileId,
    kind: 'photo',
    bytes: JPEG.length,
    state: 'waiting',
    copyId: null,
  })
  await tick()
  const row = await rowOf(fileId)
  expect(row).toMatchObject({ state: 'copied', sha256: expect.stringMatching(/^[0-9a-f]{64}$/) as unknown })
  expect(pathOf(row.copyId!)).toBe(`evidence/${row._id}.jpg`)
  const { url, isReplaced } = await shown(id)
  expect(url).toContain('/evidence/')
  expect(isReplaced).toBeUndefined()
  expect(await contentAt(url)).toEqual(JPEG)
})

test('uploading to the same path after the copy, or removing the file, changes nothing', async () => {
  const { fileId, id } = await report()
  await tick()
  await replace(fileId, OTHER)
  await tick()
  expect(await contentAt((await shown(id)).url)).toEqual(JPEG)
  await deleteFiles([fileId])
  expect(await contentAt((await shown(id)).url)).toEqual(JPEG)
})

test.each([
  ['larger', () => OTHER],
  ['as large', () => Buffer.from(JPEG.map((byte, at) => (at === 30 ? byte ^ 1 : byte)))],
])(
  'a file that was changed before the copy, and is %s, is marked and shown to nobody',
  async (_, content) => {
    const { fileId, id } = await report()
    await replace(fileId, content())
    await tick()
    expect(await rowOf(fileId)).toMatchObject({ state: 'differs', copyId: null })
    expect(await shown(id)).toEqual({ fileId, url: null, isReplaced: true })
  },
)

test('a file that was removed before the copy is gone', async () => {
  const { fileId, id } = await report()
  await deleteFiles([fileId])
  await tick()
  expect(await rowOf(fileId)).toMatchObject({ state: 'gone' })
  expect(await shown(id)).toEqual({ fileId, url: null })
})

test('the same photo serves again as long as it is the same', async () => {
  const { fileId } = await report()
  expect(await who.submit({ photos: [fileId, photoOf('lin', `more-${fileId.slice(-8)}`)] })).toMatchObject({})
  await replace(fileId, OTHER)
  const answer = await cloud
    .as('lin')
    .answer('repair', { action: 'submit', input: form(cloud, { photos: [fileId] }) })
  expect(answer).toMatchObject({
    code: 'BAD_INPUT',
    fields: { photos: '这个照片传好后又被换过，请重新选择' },
  })
})

test('a copy that fails is tried again, and does not keep the others waiting', async () => {
  const { fileId } = await report()
  jest.spyOn(console, 'error').mockImplementation(() => undefined)
  cloud.local.setFaults({ errorRate: 0.5 })
  for (let minute = 0; minute < 20; minute++) {
    await tick()
    cloud.local.advance(5 * 60_000)
  }
  cloud.local.setFaults({})
  for (let minute = 0; minute < 3; minute++) {
    await tick()
    cloud.local.advance(300 * 60_000)
  }
  expect(await rowOf(fileId)).toMatchObject({ state: 'copied' })
})

test('an address opens for ten minutes and no longer', async () => {
  const { id } = await report()
  const { url } = await shown(id)
  cloud.local.advance(9 * 60_000)
  expect((await fetch(url!)).status).toBe(200)
  cloud.local.advance(2 * 60_000)
  expect((await fetch(url!)).status).toBe(403)
})

test('a report with files makes one trip for them, however many', async () => {
  const photos = Array.from({ length: 9 }, (_, at) => photoOf('lin', `trip-${at}.jpg`))
  cloud.local.resetTrips()
  await who.submit({ photos })
  const own = cloud.local.trips().filter(({ collection }) => collection === 'evidence')
  expect(own).toHaveLength(1)
})
