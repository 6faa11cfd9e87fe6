import { Binary, BSONRegExp, Decimal128, EJSON, MinKey } from 'bson'
import { createHash } from 'node:crypto'
import { unzipSync, zipSync } from 'fflate'
import { sdkEnv } from '../../local-cloud/sdk-env'
import { pack, unpack } from '../../tools/archive'
import { takeBackup } from '../../tools/commands/backup'
import type { Cloud } from '../../local-cloud/cloud'
import { connect, type Environment } from '../../tools/environment'
import { restoreBackup } from '../../tools/commands/restore'
import { folder, sdkFor, start } from './support'
import type { Database } from '../contract/database'

const [from, to] = [folder(), folder()]

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
  const backup = await takeBackup(connect({ endpoint: cloud.endpoint }))
  expect(backup.missing).toEqual(['cloud://heju-local.heju-bucket/gone.jpg'])
  expect(backup.files.map(file => file.path).sort()).toEqual(['lonely.txt', 'repairs/照片.jpg'])
  const bytes = pack(backup)
  await expect(restoreBackup(connect({ endpoint: cloud.endpoint }), unpack(bytes))).rejects.toThrow(
    /orders is not empty/,
  )
  await cloud.close()

  const other = await start(to)
  await restoreBackup(connect({ endpoint: other.endpoint }), unpack(bytes))
  const again = await takeBackup(connect({ endpoint: other.endpoint }))
  expect(again.collections).toEqual(backup.collections)
  expect(again.files).toEqual(backup.files)
  expect(again.collections.get('orders')).toHaveLength(orders.length)
  await other.close()
})

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
  process.env.TCB_BASE_URL = `${cloud.origin}/manage`
  const environment = connect({ env: 'heju-local' })
  const fileId = 'cloud://other.bucket/a/b.txt'
  const lines = [
    JSON.stringify({ _id: 'a', photo: fileId }),
    JSON.stringify({ _id: 'b', at: { $date: '2026-01-01T00:00:00Z' } }),
  ]
  const files = [{ fileId, path: 'a/b.txt', content: Buffer.from('content') }]
  await restoreBackup(environment, { takenAt: new Date(), collections: new Map([['orders', lines]]), files })
  const again = await takeBackup(environment)
  expect(again.files.map(file => [file.path, Buffer.from(file.content).toString()])).toEqual([
    ['a/b.txt', 'content'],
  ])
  expect(again.collections.get('orders')!.join()).toContain('cloud://heju-local.heju-bucket/a/b.txt')
  await cloud.close()
  place.remove()
})

test('documents too large for one request go in several', async () => {
  const place = folder()
  const cloud = await start(place)
  const environment = connect({ endpoint: cloud.endpoint })
  const docs = Array.from({ length: 30 }, (_, i) =>
    JSON.stringify({ _id: `d${i}`, text: 'x'.repeat(400_000) }),
  )
  await environment.fill('large', docs)
  expect(await environment.dump('large')).toHaveLength(30)
  await cloud.close()
  place.remove()
})

describe('nothing is lost on the way', () => {
  const place = folder()
  const line = (doc: object) => EJSON.stringify(doc, { relaxed: false })
  let cloud: Cloud
  let environment: Environment
  beforeAll(async () => {
    cloud = await start(place)
    environment = connect({ endpoint: cloud.endpoint })
  })
  afterAll(async () => {
    await cloud.close()
    place.remove()
  })

  test('ids of several types', async () => {
    const numbers = Array.from({ length: 150 }, (_, _id) => line({ _id }))
    const texts = Array.from({ length: 250 }, (_, i) => line({ _id: `t${i}` }))
    const others = [line({ _id: { a: 1 } }), line({ _id: true }), line({ _id: new Date(0) })]
    await environment.fill('mixed', [...texts, ...others, ...numbers])
    const lines = await environment.dump('mixed')
    expect(new Set(lines)).toEqual(new Set([...numbers, ...texts, ...others]))
    expect(lines).toHaveLength(403)
  })

  test('types that the objects of the SDK do not keep', async () => {
    const doc = line({
      _id: 'odd',
      decimal: Decimal128.fromString('1.10'),
      bytes: new Binary(Buffer.from([1, 2, 255])),
      pattern: new BSONRegExp('^a', 'i'),
      least: new MinKey(),
      date: new Date(-5),
      place: { type: 'Point', coordinates: [113.3, 22.5] },
      text: '😀 "quoted" \\ \u0000',
    })
    await environment.fill('odd', [doc])
    expect(await environment.dump('odd')).toEqual([doc])
  })

  test('collections that the project does not know', async () => {
    await environment.fill('other', [line({ _id: 'x' })])
    const backup = await takeBackup(environment)
    expect([...backup.collections.keys()]).toEqual(['mixed', 'odd', 'other'])
  })

  test('a file that cannot be read ends the backup; one that is gone is told', async () => {
    await environment.fill('named', [line({ _id: 'x', photos: ['cloud://heju-local.heju-bucket/none.jpg'] })])
    expect((await takeBackup(environment)).missing).toEqual(['cloud://heju-local.heju-bucket/none.jpg'])
    await environment.upload('a "b".txt', Buffer.from('content'))
    const broken = { ...environment, download: () => Promise.reject(new Error('no network')) }
    const parts = {
      collections: () => environment.collections(),
      dump: (name: string) => environment.dump(name),
    }
    const place = { ...broken, ...parts, fileIds: () => environment.fileIds() } as Environment
    await expect(takeBackup(place)).rejects.toThrow('no network')
    const { files } = await takeBackup(environment)
    expect(files.map(({ path }) => path)).toEqual(['a "b".txt'])
  })
})
