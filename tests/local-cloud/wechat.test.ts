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

const message = (
  touser: string,
  data: object = { thing1: { value: '水管漏水' } },
  templateId = 't-repair',
) => ({
  touser,
  templateId,
  page: 'pages/home/index',
  data,
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
    await expect(send('o-bert', undefined, 't-bill')).resolves.toBeDefined()
  })

  test('of two sends at once with one consent, one arrives', async () => {
    await cloud.grantSubscription('o-carl', 't-repair')
    const results = await Promise.allSettled([send('o-carl'), send('o-carl')])
    expect(results.map(r => r.status).sort()).toEqual(['fulfilled', 'rejected'])
  })

  test.each<[string, number, Parameters<typeof message>, RegExp?]>([
    ['an empty openid', 40003, [''], /openid/],
    ['no template', 40037, ['o-dora', undefined, ''], /template/],
    ['no data', 47003, ['o-dora', {}], /data/],
    [
      'a thing of 21 characters',
      47003,
      ['o-dora', { thing1: { value: '字'.repeat(21) } }],
      /data\.thing1\.value/,
    ],
    ['an empty value', 47003, ['o-dora', { thing1: { value: '' } }], /data\.thing1/],
    ['a line break', 47003, ['o-dora', { thing1: { value: 'a\nb' } }], /data\.thing1/],
    ['a phrase of 6', 47003, ['o-dora', { phrase2: { value: '正在处理中了' } }], /data\.phrase2/],
    [
      'Chinese in a character string',
      47003,
      ['o-dora', { character_string3: { value: '单号' } }],
      /data\.character_string3/,
    ],
    ['an impossible time', 47003, ['o-dora', { time4: { value: '25:00' } }], /data\.time4/],
    ['a wordy amount', 47003, ['o-dora', { amount5: { value: '一百元' } }], /data\.amount5/],
  ])('refused: %s', async (_, errCode, args, errMsg) => {
    await cloud.grantSubscription('o-dora', 't-repair')
    await expect(send(...args)).rejects.toMatchObject({
      errCode,
      errMsg: expect.stringMatching(errMsg!) as string,
    })
  })

  test.each([
    [{ thing1: { value: '字'.repeat(20) } }],
    [{ time1: { value: '2026年03月01日 15:01' } }],
    [{ time1: { value: '15:01' } }],
    [{ time1: { value: '2026-03-01 09:00~11:00' } }],
    [{ date1: { value: '2026年3月1日' } }],
    [{ amount1: { value: '¥128.50' } }],
    [{ amount1: { value: '128.5元' } }],
    [{ character_string1: { value: 'WX-20260301-0007' } }],
    [{ phone_number1: { value: '13812345678' } }],
    [{ car_number1: { value: '浙A·12345' } }],
    [{ name1: { value: '欧阳娜娜娜' } }],
    [{ phrase1: { value: '待处理' } }],
    [{ number1: { value: 12 } }],
  ])('accepted: %j', async data => {
    await cloud.grantSubscription('o-emil', 't-repair')
    await expect(send('o-emil', data)).resolves.toMatchObject({ errCode: 0 })
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

  test('refuses a text without end', async () => {
    await expect(check('长'.repeat(2501))).rejects.toMatchObject({ errCode: 40097 })
  })
})

test('what is not emulated says so', async () => {
  await expect(sdk.openapi.customerServiceMessage!.send!({})).rejects.toMatchObject({
    errMsg: expect.stringMatching(/not emulated/) as string,
  })
})
