import { createHash } from 'node:crypto'
import { unzipSync, zipSync } from 'fflate'
import { sdkEnv } from '../../local-cloud/sdk-env'
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
  await sdk.uploadFile({ cloudPath: 'lonely.txt', fileContent: Buffer.from('no document names me') })
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
  expect(backup.files.map(file => file.path).sort()).toEqual(['lonely.txt', 'repairs/照片.jpg'])
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
  const resealed = (zip: Uint8Array) => {
    zip[zip.length - 2] = 64
    return Uint8Array.from([...zip, ...Buffer.from(createHash('sha256').update(zip).digest('hex'))])
  }
  test('whole, it is read', () => {
    expect(unpack(whole).collections.get('orders')).toHaveLength(2)
  })

  test.each([0, 10, 100, 500])('cut after %i bytes', length => {
    expect(() => unpack(whole.slice(0, length))).toThrow(/damaged/)
  })

  test('one changed bit of any byte', () => {
    for (let at = 0; at < whole.length; at++) expect(() => unpack(changedAt(at))).toThrow(/damaged/)
  })

  test('one byte too many', () => {
    expect(() => unpack(Uint8Array.from([...whole, 0]))).toThrow(/damaged/)
  })

  test('a seal that fits, but content that does not fit the manifest', () => {
    const entries = unzipSync(whole)
    const forged = zipSync({ ...entries, 'collections/orders.jsonl': Buffer.from('{"_id":"c"}\n') })
    expect(() => unpack(resealed(forged))).toThrow(/damaged: collections\/orders.jsonl/)
    delete entries['manifest.json']
    expect(() => unpack(resealed(zipSync(entries)))).toThrow(/manifest.json is missing/)
  })
})

test('a real environment needs keys, and says so', () => {
  const { TENCENTCLOUD_SECRETID } = process.env
  delete process.env.TENCENTCLOUD_SECRETID
  expect(() => connect({ env: 'some-env' })).toThrow(/TENCENTCLOUD_SECRETID/)
  process.env.TENCENTCLOUD_SECRETID = TENCENTCLOUD_SECRETID
})

test('by the name of an environment, as for a real one', async () => {
  const place = folder()
  const cloud = await start(place)
  await cloud.ensureIndexes('orders', [])
  // where the SDK of a real environment finds its address by itself
  Object.assign(process.env, sdkEnv(cloud.endpoint))
  const environment = connect({ env: 'heju-local' })
  const fileId = 'cloud://other.bucket/a/b.txt'
  const lines = [
    JSON.stringify({ _id: 'a', photo: fileId }),
    JSON.stringify({ _id: 'b', at: { $date: '2026-01-01T00:00:00Z' } }),
  ]
  const files = [{ fileId, path: 'a/b.txt', content: Buffer.from('content') }]
  await restoreBackup(environment, { takenAt: new Date(), collections: new Map([['orders', lines]]), files })
  const again = await takeBackup(environment, ['orders'])
  expect(again.files.map(file => [file.path, String(file.content)])).toEqual([['a/b.txt', 'content']])
  expect(again.collections.get('orders')!.join()).toContain('cloud://heju-local.heju-bucket/a/b.txt')
  await cloud.close()
  place.remove()
})

test('documents too large for one request go in several', async () => {
  const place = folder()
  const cloud = await start(place)
  const environment = connect({ endpoint: cloud.endpoint })
  const docs = Array.from({ length: 30 }, (_, i) => ({ _id: i, text: 'x'.repeat(400_000) }))
  await environment.fill('large', docs)
  expect(await environment.dump('large')).toHaveLength(30)
  await cloud.close()
  place.remove()
})
