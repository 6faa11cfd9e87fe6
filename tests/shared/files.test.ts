import * as z from 'zod'
import { uploadFile } from '../../cloudfunctions/shared/cloud'
import { faultOf } from '../../cloudfunctions/shared/files/check'
import { formatOf, secondsOf } from '../../cloudfunctions/shared/files/formats'
import { filesIn } from '../../cloudfunctions/shared/files/in-input'
import { FILE_KINDS, Photo, Signature, Table, type KindName } from '../../cloudfunctions/shared/files/kinds'
import { form, openTown, photoOf } from '../repair/support'
import type { TestCloud } from '../support/cloud'
import { JPEG } from '../support/files'
import { personIdOf } from '../support/seed'

const bytes = (text: string): Uint8Array => Buffer.from(text, 'latin1')

const PNG = '\x89PNG\r\n\x1a\n'
const MP4 = '\0\0\0\x20ftypisom\0\0\x02\0isomiso2'
const HTML = '<!doctype html><script>alert(1)</script>'
const SVG = '<?xml version="1.0"?><svg onload="alert(1)"/>'

/** A version 0 header of a film, at a scale of 1000. */
function film(seconds: number): Uint8Array {
  const header = Buffer.alloc(112)
  header.write('mvhd', 0)
  header.writeUInt32BE(1000, 16)
  header.writeUInt32BE(seconds * 1000, 20)
  return Buffer.concat([bytes(MP4), header])
}

test.each<[string, string]>([
  ['jpeg', '\xff\xd8\xff\xe0'],
  ['png', PNG],
  ['webp', 'RIFF\x10\0\0\0WEBPVP8 '],
  ['wav', 'RIFF\x10\0\0\0WAVEfmt '],
  ['heic', '\0\0\0\x18ftypheic'],
  ['gif', 'GIF89a'],
  ['pdf', '%PDF-1.7'],
  ['zip', 'PK\x03\x04'],
  ['ole', '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1'],
  ['mp4', MP4],
  ['m4a', '\0\0\0\x1cftypM4A '],
  ['mp3', 'ID3\x03'],
  ['silk', '\x02#!SILK_V3'],
  ['text', '楼栋,单元\n'],
  ['text', '\xff\xfe\x69\x50'],
  ['markup', HTML],
  ['markup', SVG],
  ['markup', '\xef\xbb\xbf \n<svg>'],
  ['other', '\0\x01\x02'],
  ['other', '\0\0\0\x18ftypjunk'],
])('%s is known by %j', (format, head) => {
  expect(formatOf(bytes(head))).toBe(format)
})

test('a film says how long it is, when its header is at hand', () => {
  expect(secondsOf(film(61))).toBe(61)
  expect(secondsOf(bytes(MP4))).toBeUndefined()
  expect(secondsOf(bytes(`${MP4}mvhd`))).toBeUndefined()
})

const MEGABYTE = 1024 * 1024

test.each<[KindName, number, Uint8Array, string | null]>([
  ['photo', 10 * MEGABYTE, JPEG, null],
  ['photo', 10 * MEGABYTE + 1, JPEG, '照片超过 10 MB，请换一个小些的'],
  ['photo', 0, bytes(''), '照片没有上传成功，请重新选择'],
  ['photo', 50, bytes(HTML), '这个文件不是照片，请重新选择'],
  ['photo', 50, bytes(SVG), '这个文件不是照片，请重新选择'],
  ['photo', 50, film(5), '这个文件不是照片，请重新选择'],
  ['signature', MEGABYTE + 1, bytes(PNG), '签名超过 1 MB，请换一个小些的'],
  ['signature', 50, bytes('GIF89a'), '这个文件不是签名，请重新选择'],
  ['table', 50, film(5), '这个文件不是表格，请重新选择'],
  ['video', 50 * MEGABYTE, film(60), null],
  ['video', 50, film(62), '视频超过 60 秒，请剪短再传'],
  ['video', 50, JPEG, '这个文件不是视频，请重新选择'],
  ['voice', 50, bytes('ID3'), null],
  ['voice', 50, bytes(HTML), '这个文件不是语音，请重新选择'],
])('%s of %i bytes (%#)', (kind, size, head, fault) => {
  expect(faultOf(FILE_KINDS[kind], { bytes: size, head })).toBe(fault)
})

test('every file of an input is found, wherever its schema puts it', () => {
  const Nested = z.strictObject({
    photos: z.array(Photo).max(9).describe('照片').default([]),
    signature: Signature.describe('住户签名').optional(),
    rounds: z.array(z.strictObject({ after: Photo.nullable() })),
    byName: z.record(z.string(), Table),
    either: z.union([z.strictObject({ of: Photo }), z.strictObject({ text: z.string() })]),
    spoken: z.string().transform(text => text.trim()),
  })
  const input = {
    photos: ['a', 'b'],
    signature: 'c',
    rounds: [{ after: 'd' }, { after: null }],
    byName: { x: 'e' },
    either: { of: 'f' },
    spoken: 'cloud://no.file/at-all',
  }
  expect(filesIn(Nested, input).map(({ field, fileId, kind }) => `${field} ${kind} ${fileId}`)).toEqual([
    'photos photo a',
    'photos photo b',
    'signature signature c',
    'rounds.after photo d',
    'byName.x table e',
    'either.of photo f',
  ])
})

describe('an action gets only files that are what they are said to be', () => {
  let cloud: TestCloud

  beforeAll(async () => {
    cloud = await openTown()
  })
  afterAll(() => cloud.close())

  const upload = (name: string, content: Uint8Array, openid = 'lin') =>
    uploadFile(`uploads/${personIdOf(openid)}/${name}`, content)

  const submit = async (fileId: string) =>
    cloud.as('lin').answer('repair', {
      action: 'submit',
      input: form(cloud, { photos: [photoOf('lin'), fileId] }),
    })

  const missing = '照片没有上传成功，请重新选择'
  const foreign = '这张照片不是您上传的，请重新选择'
  test.each<[string, () => Promise<string> | string, string]>([
    ['a page', () => upload('page.jpg', bytes(HTML)), '这个文件不是照片，请重新选择'],
    ['a drawing with a script', () => upload('drawing.png', bytes(SVG)), '这个文件不是照片，请重新选择'],
    ['nothing', () => upload('empty.jpg', bytes('')), missing],
    [
      'too large',
      () => upload('large.jpg', Buffer.concat([JPEG, Buffer.alloc(10 * MEGABYTE)])),
      '照片超过 10 MB，请换一个小些的',
    ],
    ['not there', () => photoOf('lin').replace('a.jpg', 'never.jpg'), missing],
    ['in another bucket of the environment', () => photoOf('lin').replace('.heju-bucket', '.other'), missing],
    ['in another environment', () => photoOf('lin').replace('//heju-local', '//else-where'), foreign],
    ['somebody else’s', () => upload('a.jpg', JPEG, 'song'), foreign],
    ['a copy of ours', () => uploadFile('evidence/x.jpg', JPEG), foreign],
    ['where only a detour leads', () => photoOf('lin').replace('a.jpg', './a.jpg'), foreign],
    ['under a doubled stroke', () => photoOf('lin').replace('a.jpg', '/a.jpg'), foreign],
  ])('%s is refused', async (_what, file, message) => {
    const before = await cloud.as('lin').call<{ rows: unknown[] }>('repair', 'listMine')
    expect(await submit(await file())).toMatchObject({ code: 'BAD_INPUT', fields: { photos: message } })
    expect(await cloud.as('lin').call('repair', 'listMine')).toEqual(before)
  })

  test('a good one is taken, by what it is and not by its name', async () => {
    expect(await submit(await upload('good.html', JPEG))).toMatchObject({ ok: true })
  })

  test('whoever has no right to the action hears that first, and no file is looked at', async () => {
    const input = { id: 'rep_x', photosAfter: [photoOf('song')], summary: '好了' }
    expect(await cloud.as('lin').answer('repair', { action: 'finish', input })).toMatchObject({
      code: 'FORBIDDEN',
    })
  })
})
