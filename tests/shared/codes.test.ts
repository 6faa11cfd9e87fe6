import fc from 'fast-check'
import { makeMiniCode, readMiniCode } from '../../cloudfunctions/shared/codes/mini-codes'
import { readToken, signToken } from '../../cloudfunctions/shared/codes/signed'
import { db } from '../../cloudfunctions/shared/cloud'
import { openCloud, type TestCloud } from '../support/cloud'

let cloud: TestCloud
beforeAll(async () => (cloud = await openCloud()))
afterAll(() => cloud.close())

const NOW = new Date('2026-11-23T10:00:00+08:00')
const LATER = new Date('2026-11-23T12:00:00+08:00')
const PASS = { purpose: 'visitor', subject: 'vis_8f2kd93', endsAt: LATER }

describe('a signed token', () => {
  const token = () => signToken(PASS)

  test('stands for its id until it ends', () => {
    expect(readToken('visitor', token(), NOW)).toBe('vis_8f2kd93')
    expect(readToken('visitor', token(), new Date(LATER.getTime() - 1))).toBe('vis_8f2kd93')
    expect(readToken('visitor', token(), LATER)).toBeNull()
  })

  test('is worth nothing for another purpose', () => expect(readToken('parcel', token(), NOW)).toBeNull())

  test('no part of it can be changed, and nothing be made up', () => {
    const whole = token()
    for (let at = 0; at < whole.length; at++) {
      const changed = `${whole.slice(0, at)}${whole[at] === 'a' ? 'b' : 'a'}${whole.slice(at + 1)}`
      expect(readToken('visitor', changed, NOW)).toBeNull()
      expect(readToken('visitor', whole.slice(0, at), NOW)).toBeNull()
    }
    expect(readToken('visitor', `${whole}a`, NOW)).toBeNull()
    fc.assert(fc.property(fc.string(), text => readToken('visitor', text, NOW) === null))
  })

  test.each(['yunqili:3-2-1802', '林静仪', '', 'x'.repeat(65), '{"phone":"138"}', 'a.b'])(
    'does not stand for %j, which somebody could read',
    subject => expect(() => signToken({ ...PASS, subject })).toThrow(TypeError),
  )
})

describe('a mini program code', () => {
  const ORDER = {
    communityId: 'yunqili',
    purpose: 'visitor',
    targetId: 'vis_8f2kd93',
    endsAt: LATER,
    page: 'packages/visitor/pass/index',
  }

  test('is an image whose scene leads to what it stands for until it ends', async () => {
    const { scene, image } = await makeMiniCode(ORDER, NOW)
    expect(scene).toMatch(/^[0-9A-Za-z!#$&'()*+,/:;=?@\-._~]{1,32}$/)
    expect(image.contentType).toMatch(/^image\//)
    expect(image.buffer.length).toBeGreaterThan(100)
    expect(await readMiniCode('visitor', scene, NOW)).toMatchObject({
      communityId: 'yunqili',
      targetId: 'vis_8f2kd93',
    })
    expect(await readMiniCode('visitor', scene, LATER)).toBeNull()
    expect(await readMiniCode('parcel', scene, NOW)).toBeNull()
    const other = await makeMiniCode(ORDER, NOW)
    expect(other.scene).not.toBe(scene)
  })

  test.each(['', 'x', 'x'.repeat(22), '../rooms', '{"$gt":""}', 'vis_8f2kd93'])(
    'the scene %j leads nowhere',
    async scene => expect(await readMiniCode('visitor', scene, NOW)).toBeNull(),
  )

  test('that WeChat does not draw leaves nothing behind', async () => {
    const count = async () => (await db.collection('codes').where({ communityId: 'yunqili' }).count()).total
    const before = await count()
    await expect(makeMiniCode({ ...ORDER, page: '/with/slash' }, NOW)).rejects.toMatchObject({
      errCode: 41030,
    })
    expect(await count()).toBe(before)
  })
})
