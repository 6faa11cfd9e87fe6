import { asPerson, folder, sdkFor, start, type Sdk } from './support'
import type { Cloud } from '../../local-cloud/cloud'

const own = folder()
const picture = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 255, 254])

let cloud: Cloud
let sdk: Sdk
beforeAll(async () => {
  cloud = await start(own)
  sdk = sdkFor(cloud)
})
afterAll(async () => {
  await cloud.close()
  own.remove()
})

interface CopyingSdk {
  copyFile(options: { fileList: object[] }): Promise<{ fileList: { fileId?: string; code?: string }[] }>
}
/** wx-server-sdk does not offer all that lies under it. */
const nodeSdk = () =>
  (require('@cloudbase/node-sdk') as { init(options: object): CopyingSdk }).init({ env: process.env.TCB_ENV })

const urlOf = async (fileID: string, maxAge = 600) =>
  (await sdk.getTempFileURL({ fileList: [{ fileID, maxAge }] })).fileList[0]!.tempFileURL

test('a client uploads, a function gives an address, a browser sees the same bytes and type', async () => {
  const { body } = await asPerson(cloud, 'o-anna').upload('repairs/照片 1.png', picture, 'image/png')
  expect(body).toMatchObject({
    fileID: 'cloud://heju-local.heju-bucket/repairs/照片 1.png',
    errMsg: 'cloud.uploadFile:ok',
  })
  const answer = await fetch(await urlOf(body.fileID as string))
  expect(answer.headers.get('content-type')).toBe('image/png')
  expect(Buffer.from(await answer.arrayBuffer())).toEqual(picture)
})

test('a function uploads, downloads and deletes through the SDK', async () => {
  const { fileID } = await sdk.uploadFile({
    cloudPath: 'reports/三月.csv',
    fileContent: Buffer.from('a,b\n'),
  })
  expect((await sdk.downloadFile({ fileID })).fileContent.toString()).toBe('a,b\n')
  const url = await urlOf(fileID)
  expect((await fetch(url)).headers.get('content-type')).toMatch(/text\/csv/)
  expect((await sdk.deleteFile({ fileList: [fileID] })).fileList).toMatchObject([{ fileID, status: 0 }])
  expect((await fetch(url)).status).toBe(404)
  expect((await sdk.deleteFile({ fileList: [fileID] })).fileList[0]!.status).not.toBe(0)
})

test('a file is copied and moved within the bucket, with type and owner', async () => {
  await asPerson(cloud, 'o-anna').upload('in/照片.png', picture, 'image/png')
  await sdk.uploadFile({ cloudPath: 'there/照片.png', fileContent: Buffer.from('old') })
  const copied = await nodeSdk().copyFile({
    fileList: [
      { srcPath: 'in/照片.png', dstPath: 'out/照片.png' },
      { srcPath: 'in/照片.png', dstPath: 'there/照片.png', overwrite: false },
      { srcPath: 'none.png', dstPath: 'out/none.png' },
      { srcPath: 'in/照片.png', dstPath: 'moved/照片.png', removeOriginal: true },
    ],
  })
  const idOf = (path: string) => `cloud://heju-local.heju-bucket/${path}`
  expect(copied.fileList).toMatchObject([
    { fileId: idOf('out/照片.png') },
    { code: 'STORAGE_REQUEST_FAIL' },
    { code: 'STORAGE_FILE_NONEXIST' },
    { fileId: idOf('moved/照片.png') },
  ])
  expect((await sdk.downloadFile({ fileID: idOf('there/照片.png') })).fileContent.toString()).toBe('old')
  const answer = await fetch(await urlOf(idOf('moved/照片.png')))
  expect(answer.headers.get('content-type')).toBe('image/png')
  expect(Buffer.from(await answer.arrayBuffer())).toEqual(picture)
  const fileList = [idOf('in/照片.png'), idOf('out/照片.png')]
  const { body } = await asPerson(cloud, 'o-anna').post('temp-urls', { fileList })
  expect(body.fileList).toMatchObject([{ status: 1, errMsg: 'STORAGE_FILE_NONEXIST' }, { status: 0 }])
})

test('an address expires by the clock of the cloud', async () => {
  const { fileID } = await sdk.uploadFile({ cloudPath: 'reports/old.txt', fileContent: Buffer.from('old') })
  const url = await urlOf(fileID, 600)
  expect((await fetch(url)).status).toBe(200)
  cloud.advance(601_000)
  expect((await fetch(url)).status).toBe(403)
})

test('an address is good for its own file only', async () => {
  const { fileID } = await sdk.uploadFile({ cloudPath: 'reports/mine.txt', fileContent: Buffer.from('x') })
  const url = await urlOf(fileID)
  expect((await fetch(url.replace('mine.txt', 'other.txt'))).status).toBe(403)
  expect((await fetch(url.replace(/t=\d+/, 't=99999999999999'))).status).toBe(403)
  expect((await fetch(url, { method: 'PUT', body: 'y' })).status).toBe(403)
})

test('a client gets addresses of its own files and of no others', async () => {
  const mine = (await asPerson(cloud, 'o-anna').upload('a/1.png', picture, 'image/png')).body.fileID
  const other = (await asPerson(cloud, 'o-bert').upload('b/1.png', picture, 'image/png')).body.fileID
  const fileList = [mine, other, 'cloud://heju-local.heju-bucket/none.png', 'nonsense']
  const { body } = await asPerson(cloud, 'o-anna').post('temp-urls', { fileList })
  expect(body.fileList).toMatchObject([
    { fileID: mine, status: 0, errMsg: 'ok', maxAge: 86_400 },
    { fileID: other, status: 1, errMsg: 'STORAGE_EXCEED_AUTHORITY', tempFileURL: '' },
    { status: 1, errMsg: 'STORAGE_FILE_NONEXIST' },
    { status: 1, errMsg: 'STORAGE_FILE_NONEXIST' },
  ])
})

test('nobody overwrites the file of somebody else', async () => {
  await asPerson(cloud, 'o-anna').upload('same.png', picture, 'image/png')
  const { status, body } = await asPerson(cloud, 'o-bert').upload(
    'same.png',
    Buffer.from('evil'),
    'image/png',
  )
  expect({ status, code: body.code }).toEqual({ status: 400, code: 'STORAGE_EXCEED_AUTHORITY' })
})

test.each([
  ['a way out', '../../etc/passwd'],
  ['a way out in the middle', 'a/../../b'],
  ['an absolute path', '/etc/passwd'],
  ['an empty step', 'a//b'],
  ['a folder', 'a/'],
  ['nothing', ''],
  ['a backslash', 'a\\b'],
  ['a zero byte', 'a\0b'],
  ['a path without end', 'x'.repeat(851)],
])('refused as a name: %s', async (_, cloudPath) => {
  const { status, body } = await asPerson(cloud, 'o-anna').upload(cloudPath, picture, 'image/png')
  expect(status).toBe(400)
  expect(body).toMatchObject({ code: 'INVALID_PARAM', errMsg: expect.stringMatching(/cloudPath/) as string })
})

test('a file above 20 MB is refused', async () => {
  const { status, body } = await asPerson(cloud, 'o-anna').upload(
    'big.bin',
    Buffer.alloc(20 * 1024 * 1024 + 1),
    'a/b',
  )
  expect({ status, code: body.code }).toEqual({ status: 413, code: 'REQUEST_TOO_LARGE' })
})
