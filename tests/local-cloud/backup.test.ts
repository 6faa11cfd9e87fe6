import { pack, unpack } from '../../tools/archive'
import { takeBackup } from '../../tools/backup'
import { connect } from '../../tools/environment'
import { restoreBackup } from '../../tools/restore'
import { folder, sdkFor, start } from './support'
import type { Database } from '../contract/database'

const [from, to] = [folder(), folder()]
const NAMES = ['orders', 'people', 'never']

afterAll(() => {
  from.remove()
  to.remove()
})

async function filled() {
  const cloud = await start(from)
  for (const name of ['orders', 'people']) await cloud.ensureIndexes(name, [])
  const sdk = sdkFor(cloud)
  const { fileID } = await sdk.uploadFile({
    cloudPath: 'repairs/照片.jpg',
    fileContent: Buffer.from([1, 2, 0, 255]),
  })
  const orders = Array.from({ length: 1203 }, (_, i) => ({
    _id: `o${i}`,
    n: i,
    at: new Date(i),
    photos: i === 7 ? [fileID] : [],
  }))
  const db = sdk.database() as Database
  for (let i = 0; i < orders.length; i += 500)
    await db.collection('orders').add({ data: orders.slice(i, i + 500) })
  await db.collection('people').add({
    data: { _id: 'p', name: '沈梓萱 😀', score: 1.5, gone: 'cloud://heju-local.heju-bucket/gone.jpg' },
  })
  return { cloud, fileID, orders }
}

test('what was taken out comes back the same: documents, types, files; and only into an empty environment', async () => {
  const { cloud, orders } = await filled()
  const backup = await takeBackup(connect({ endpoint: cloud.endpoint }), NAMES)
  expect(backup.missing).toEqual(['cloud://heju-local.heju-bucket/gone.jpg'])
  expect(backup.files).toHaveLength(1)
  const bytes = pack(backup)
  await expect(restoreBackup(connect({ endpoint: cloud.endpoint }), unpack(bytes))).rejects.toThrow(
    /orders is not empty/,
  )
  await cloud.close()

  const other = await start(to)
  await restoreBackup(connect({ endpoint: other.endpoint }), unpack(bytes))
  const again = await takeBackup(connect({ endpoint: other.endpoint }), NAMES)
  expect(again.collections).toEqual(backup.collections)
  expect(again.files).toEqual(backup.files)
  expect(again.collections.get('orders')).toHaveLength(orders.length)
  await other.close()
}, 30_000)

describe('a damaged backup is refused before anything is touched', () => {
  const whole = pack({
    takenAt: new Date(0),
    collections: new Map([['orders', ['{"_id":"a"}', '{"_id":"b"}']]]),
    files: [{ fileId: 'cloud://x.y/a', path: 'a', content: Buffer.from('content') }],
  })
  const changedAt = (at: number) => {
    const bytes = Uint8Array.from(whole)
    bytes[at]! ^= 1
    return bytes
  }
  test('whole, it is read', () => {
    expect(unpack(whole).collections.get('orders')).toHaveLength(2)
  })

  test.each([0, 10, 100, 500])('cut after %i bytes', length => {
    expect(() => unpack(whole.slice(0, length))).toThrow(/damaged/)
  })

  // the name of an entry stands before its data
  test.each([
    ['a document', 'orders.jsonl', 4],
    ['a file', 'files/', 66],
  ])('one changed byte of %s', (_, name, distance) => {
    const at = Buffer.from(whole).toString('latin1').indexOf(name) + name.length + distance
    expect(() => unpack(changedAt(at))).toThrow()
  })
})
