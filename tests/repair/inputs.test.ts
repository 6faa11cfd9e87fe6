import type { Status } from '../../cloudfunctions/repair/limits'
import { addDays, dateOf } from '../../cloudfunctions/shared/time/calendar'
import type { TestCloud } from '../support/cloud'
import { goodInputs, refusalBy, untouched } from './refused'
import { form, openTown, orderIn, photoOf, tomorrow } from './support'
import { personIdOf } from '../support/seed'

let cloud: TestCloud
/** One order in each status, which no refused call may change. */
const orders = new Map<Status, string>()

beforeAll(async () => {
  cloud = await openTown()
  for (const status of ['assigned', 'accepted', 'working', 'finished'] as const)
    orders.set(status, await orderIn(cloud, status))
})
afterAll(() => cloud.close())

const visit = () => tomorrow(cloud)

const INPUTS = goodInputs(() => cloud)
const refusalOf = refusalBy(() => cloud)

describe('bad input names the field and says how to mend it', () => {
  const photos = (count: number) => Array.from({ length: count }, (_, at) => photoOf('lin', `${at}.jpg`))
  test.each<[string, () => Record<string, unknown>, string, string]>([
    ['no description', () => ({ description: undefined }), 'description', '还没填问题描述'],
    ['blank description', () => ({ description: ' \n ' }), 'description', '还没填问题描述'],
    ['501 characters', () => ({ description: '😀'.repeat(501) }), 'description', '问题描述最多 500 个字'],
    ['a description that is no text', () => ({ description: { $ne: '' } }), 'description', '格式不对'],
    ['ten photos', () => ({ photos: photos(10) }), 'photos', '照片超出上限 9'],
    ['photos that are no list', () => ({ photos: photoOf('lin') }), 'photos', '格式不对'],
    ['a photo of somebody else', () => ({ photos: [photoOf('song')] }), 'photos', '这张照片不是您上传的'],
    [
      'a path out of the own folder',
      () => ({ photos: [photoOf('lin').replace('/a.jpg', `/../${personIdOf('song')}/a.jpg`)] }),
      'photos',
      '这张照片不是您上传的',
    ],
    ['a web address for a photo', () => ({ photos: ['https://example.com/a.jpg'] }), 'photos.0', '格式不对'],
    ['an unknown category', () => ({ category: 'magic' }), 'category', '问题类别不在可选范围内'],
    ['an unknown urgency', () => ({ urgency: 'now' }), 'urgency', '紧急程度不在可选范围内'],
    ['no slot', () => ({ wish: undefined }), 'wish', '还没填上门时段'],
    ['an unknown slot', () => ({ wish: { ...visit(), slot: '03-05' } }), 'wish.slot', '不在可选范围内'],
    [
      'a day that does not exist',
      () => ({ wish: { ...visit(), date: '2026-02-30' } }),
      'wish.date',
      '上门日期的格式不对',
    ],
    ['yesterday', () => ({ wish: { ...visit(), date: daysOn(-1) } }), 'wish', '这个日期已经过去'],
    [
      'fifteen days ahead',
      () => ({ wish: { ...visit(), date: daysOn(15) } }),
      'wish',
      '上门最多约到 14 天内',
    ],
    ['ten digits', () => ({ contactPhone: '1386620417' }), 'contactPhone', '手机号不到 11 位'],
    ['no contact', () => ({ contactName: '' }), 'contactName', '还没填联系人'],
    ['a draft id of another shape', () => ({ draftId: '$where' }), 'draftId', '格式不对'],
    ['a room id of another shape', () => ({ roomId: { $gt: '' } }), 'roomId', '房屋的格式不对'],
    ['a field that is ours', () => ({ status: 'rated' }), '_', '不认识的内容：status'],
  ])('submit with %s', async (_what, patch, field, message) => {
    const answer = await cloud.as('lin').answer('repair', { action: 'submit', input: form(cloud, patch()) })
    expect(answer).toMatchObject({ ok: false, code: 'BAD_INPUT', message: expect.stringContaining(message) })
    expect(answer).toHaveProperty(['fields', field])
  })

  const daysOn = (days: number) => addDays(dateOf(cloud.local.now()), days)

  test.each<[string, Status, string, () => object, string]>([
    ['zhou', 'working', 'finish', () => ({ photosAfter: [] }), '维修后照片至少要 1'],
    ['zhou', 'working', 'finish', () => ({ summary: '' }), '还没填处理说明'],
    ['zhou', 'working', 'finish', () => ({ photosAfter: [photoOf('lin')] }), '这张照片不是您上传的'],
    ['zhou', 'working', 'finish', () => ({ parts: [{ name: '软管', quantity: 0 }] }), '数量至少要 1'],
    ['zhou', 'working', 'finish', () => ({ parts: [{ name: '软管', quantity: 1.5 }] }), '数量的格式不对'],
    ['zhou', 'working', 'note', () => ({ text: '长'.repeat(301) }), '进展最多 300 个字'],
    ['zhou', 'accepted', 'arrive', () => ({ photos: [photoOf('sun')] }), '这张照片不是您上传的'],
    ['zhou', 'assigned', 'handBack', () => ({ reason: '' }), '还没填原因'],
    ['zhou', 'assigned', 'accept', () => ({ visit: undefined }), '还没填'],
    ['lin', 'finished', 'confirm', () => ({ signature: undefined }), '还没填签名'],
    ['lin', 'finished', 'confirm', () => ({ signature: photoOf('zhou') }), '这个签名不是您上传的'],
    ['lin', 'finished', 'requestRework', () => ({ reasons: [] }), '哪里还没修好至少要 1'],
    ['lin', 'finished', 'requestRework', () => ({ reasons: ['随便'] }), '不在可选范围内'],
    ['lin', 'finished', 'rate', () => ({ stars: 0 }), '星级至少要 1'],
    ['lin', 'finished', 'rate', () => ({ stars: 6 }), '星级超出上限 5'],
    ['lin', 'finished', 'rate', () => ({ stars: '5' }), '星级的格式不对'],
    ['lin', 'assigned', 'cancel', () => ({ reason: '长'.repeat(201) }), '原因最多 200 个字'],
    ['chen', 'assigned', 'assign', () => ({ staffId: 'staff_zhou' }), '这单已经在周建国手上'],
    ['chen', 'assigned', 'assign', () => ({ staffId: undefined }), '还没填师傅'],
  ])('%s, %s: %s (%#)', async (openid, status, action, patch, message) => {
    const id = orders.get(status)!
    const input = { id, ...INPUTS[action]!(), ...patch() }
    const refusal = await untouched(id, () => refusalOf(openid, action, input))
    expect(refusal).toMatchObject({ code: 'BAD_INPUT', message: expect.stringContaining(message) })
  })

  test.each([
    ['listMine', 'lin', { cursor: 'bm9uc2Vuc2U' }],
    ['listMine', 'lin', { tab: 'others' }],
    ['listTasks', 'chen', { communityId: 'yunqili', as: 'desk', tab: 'pending', cursor: 'x'.repeat(301) }],
    ['workbench', 'chen', { communityId: 'yunqili', as: 'manager' }],
    ['detail', 'lin', { id: { $ne: null } }],
    ['detail', 'lin', {}],
  ])('%s refuses %3$j', async (action, openid, input) => {
    expect(await refusalOf(openid, action, input)).toMatchObject({ code: 'BAD_INPUT' })
  })
})

describe('an event that claims to be somebody else', () => {
  test.each([
    [{ userInfo: { openId: 'lin' } }],
    [{ openid: 'lin', OPENID: 'lin', personId: 'staff_zhou' }],
    [{ Type: 'Timer', TriggerName: 'minute' }],
    [{ caller: { homes: [{ room: { roomId: 'yunqili:3-2-1802' } }] } }],
  ])('%j is not looked at', async forged => {
    const id = orders.get('finished')!
    const event = { action: 'rate', input: { id, stars: 1 }, ...forged }
    const answer = await untouched(id, () => cloud.as('song').answer('repair', event))
    expect(answer).toMatchObject({ ok: false, code: 'NOT_FOUND' })
  })

  test('nor does the function answer a timer, whatever it carries', async () => {
    const event = { action: 'detail', input: { id: orders.get('finished') }, openid: 'lin' }
    const { result } = await cloud.local.call({ source: 'wx_trigger' }, 'repair', event)
    expect(result).toMatchObject({ ok: false, code: 'UNAUTHENTICATED' })
  })

  test.each(['lapseFinished', 'announceLapses', 'constructor', '__proto__', ''])(
    'and %j is no action',
    async action => {
      expect(await cloud.as('lin').answer('repair', { action, input: {} })).toMatchObject({
        code: 'BAD_INPUT',
      })
    },
  )
})
