import { folder, asPerson, sdkFor, start, WITH_SDK, type Sdk } from './support'
import type { Cloud } from '../../local-cloud/cloud'

const own = folder()
own.write(
  'silent',
  `${WITH_SDK} exports.main = () => cloud.openapi.subscribeMessage.send({ touser: 'o-anna' })`,
)

own.write(
  'pushed',
  `let heard = []; exports.main = async event => event.Event ? void heard.push(event) : heard`,
)

let cloud: Cloud
let sdk: Sdk
beforeAll(async () => {
  cloud = await start(own, { eventFunction: 'pushed' })
  sdk = sdkFor(cloud)
})
afterAll(async () => {
  await cloud.close()
  own.remove()
})

const message = (touser: string, data: object = { thing1: { value: '水管漏水' } }, options: object = {}) => ({
  touser,
  templateId: 't-repair',
  page: 'pages/home/index',
  data,
  ...options,
})
const send = (...args: Parameters<typeof message>) => sdk.openapi.subscribeMessage!.send!(message(...args))

describe('subscription messages', () => {
  test('one consent, one message; the second is refused; both are kept', async () => {
    await cloud.grantSubscription('o-anna', 't-repair')
    expect(await send('o-anna')).toMatchObject({ errCode: 0 })
    await expect(send('o-anna')).rejects.toMatchObject({ errCode: 43101 })
    expect(cloud.sent().slice(-2)).toMatchObject([
      {
        openid: 'o-anna',
        templateId: 't-repair',
        page: 'pages/home/index',
        errcode: 0,
        data: { thing1: { value: '水管漏水' } },
      },
      { errcode: 43101 },
    ])
  })

  test('consent is asked through the gateway, per template', async () => {
    const answer = await asPerson(cloud, 'o-bert').post('subscribe', { tmplIds: ['t-repair', 't-bill'] })
    expect(answer.body).toMatchObject({
      't-repair': 'accept',
      't-bill': 'accept',
      errMsg: 'requestSubscribeMessage:ok',
    })
    await expect(send('o-bert')).resolves.toBeDefined()
    await expect(send('o-bert')).rejects.toMatchObject({ errCode: 43101 })
    await expect(send('o-bert', undefined, { templateId: 't-bill' })).resolves.toBeDefined()
  })

  test('of two sends at once with one consent, one arrives', async () => {
    await cloud.grantSubscription('o-carl', 't-repair')
    const results = await Promise.allSettled([send('o-carl'), send('o-carl')])
    expect(results.map(r => r.status).sort()).toEqual(['fulfilled', 'rejected'])
  })

  test.each<[string, number, Parameters<typeof message>, RegExp?]>([
    ['an empty openid', 40003, [''], /openid/],
    ['no template', 40037, ['o-dora', undefined, { templateId: '' }], /template/],
    ['no data', 47003, ['o-dora', {}], /data/],
    ['a page elsewhere', 41030, ['o-dora', undefined, { page: 'https://example.com' }], /page/],
    ['a page that is a number', 41030, ['o-dora', undefined, { page: 5 }], /page/],
    [
      'a state that there is not',
      47003,
      ['o-dora', undefined, { miniprogramState: 'release' }],
      /miniprogram_state/,
    ],
    ['a language that there is not', 47003, ['o-dora', undefined, { lang: 'zh' }], /lang/],
  ])('refused: %s', async (_, errCode, args, errMsg) => {
    await cloud.grantSubscription('o-dora', 't-repair')
    await expect(send(...args)).rejects.toMatchObject({
      errCode,
      errMsg: expect.stringMatching(errMsg!) as string,
    })
  })

  test.each([
    { page: 'pages/home/index?id=1' },
    { page: undefined },
    { miniprogramState: 'trial' },
    { lang: 'zh_CN' },
  ])('accepted: %j', async options => {
    await cloud.grantSubscription('o-emil', 't-repair')
    await expect(send('o-emil', undefined, options)).resolves.toMatchObject({ errCode: 0 })
  })

  test('a function whose config.json does not ask for the call may not make it', async () => {
    await expect(cloud.call({ openid: 'o-anna' }, 'silent', {})).rejects.toMatchObject({
      errMsg: expect.stringMatching(/-604101/) as string,
    })
  })
})

describe('phone number', () => {
  const ask = (code: string) => sdk.openapi.phonenumber!.getPhoneNumber!({ code })

  test('a code that the emulator knows becomes the number', async () => {
    expect(await ask('phone:13812345678')).toMatchObject({
      phoneInfo: { phoneNumber: '13812345678', purePhoneNumber: '13812345678', countryCode: '86' },
    })
  })

  test('any other code is refused', async () => {
    await expect(ask('whatever')).rejects.toMatchObject({ errCode: 40029 })
  })
})

describe('mini program code', () => {
  const draw = (params: object) => sdk.openapi.wxacode!.getUnlimited!(params)

  test('is an image', async () => {
    const { contentType, buffer } = await draw({ scene: 'r=1', page: 'pages/home/index' })
    expect(contentType).toBe('image/png')
    expect((buffer as Buffer).subarray(1, 4).toString()).toBe('PNG')
  })

  test.each([
    ['a scene of 33 characters', { scene: 'x'.repeat(33) }, 40169],
    ['Chinese in the scene', { scene: '房间' }, 40169],
    ['a page with a slash in front', { scene: 'a', page: '/pages/home/index' }, 41030],
    ['a page with a query', { scene: 'a', page: 'pages/home/index?a=1' }, 41030],
  ])('refused: %s', async (_, params, errCode) => {
    await expect(draw(params)).rejects.toMatchObject({ errCode })
  })
})

describe('content check', () => {
  const check = (content: string) =>
    sdk.openapi.security!.msgSecCheck!({ openid: 'o-anna', scene: 2, version: 2, content })

  test('passes decent words and stops a bad one', async () => {
    expect(await check('水管漏水')).toMatchObject({ result: { suggest: 'pass', label: 100 } })
    expect(await check('来赌博吧')).toMatchObject({ result: { suggest: 'risky' } })
  })

  test('the verdict on a picture is pushed to a function later', async () => {
    const ask = (mediaUrl: string) =>
      sdk.openapi.security!.mediaCheckAsync!({
        openid: 'o-anna',
        scene: 3,
        version: 2,
        mediaType: 2,
        mediaUrl,
      })
    const good = await ask('http://127.0.0.1/leak.jpg')
    const bad = await ask(`http://127.0.0.1/${encodeURIComponent('赌博')}.jpg`)
    await cloud.tick()
    expect((await cloud.call({ openid: 'o-anna' }, 'pushed', {})).result).toMatchObject([
      { Event: 'wxa_media_check', trace_id: good.traceId, result: { suggest: 'pass' } },
      { Event: 'wxa_media_check', trace_id: bad.traceId, result: { suggest: 'risky' } },
    ])
  })

  test.each<[string, object]>([
    ['no type', { mediaType: undefined }],
    ['a type that there is not', { mediaType: 7 }],
    ['no address', { mediaUrl: '' }],
    ['an address of a file', { mediaUrl: 'cloud://env.bucket/a.jpg' }],
  ])('refuses media with %s', async (_, changes) => {
    const media = { openid: 'o-anna', scene: 3, version: 2, mediaType: 2, mediaUrl: 'http://127.0.0.1/a.jpg' }
    const asked = sdk.openapi.security!.mediaCheckAsync!({ ...media, ...changes })
    await expect(asked).rejects.toMatchObject({ errCode: 40097 })
  })

  test('refuses a text without end', async () => {
    await expect(check('长'.repeat(2501))).rejects.toMatchObject({ errCode: 40097 })
  })
})

test('what is not emulated says so', async () => {
  await expect(sdk.openapi.customerServiceMessage!.send!({})).rejects.toMatchObject({
    errMsg: expect.stringMatching(/not emulated/) as string,
  })
})
