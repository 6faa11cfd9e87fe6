import type { Status } from '../../cloudfunctions/repair/limits'
import type { TestCloud } from '../support/cloud'
import { goodInputs, refusalBy, untouched } from './refused'
import { form, openTown, orderIn, photoOf, tomorrow } from './support'

let cloud: TestCloud
/** One order in each status, which no refused call may change. */
const orders = new Map<Status, string>()

beforeAll(async () => {
  cloud = await openTown()
  for (const status of ['pending', 'assigned', 'accepted', 'working', 'finished', 'rated'] as const)
    orders.set(status, await orderIn(cloud, status))
})
afterAll(() => cloud.close())

const visit = () => tomorrow(cloud)

const INPUTS = goodInputs(() => cloud)
const refusalOf = refusalBy(() => cloud)

describe('wrong role: FORBIDDEN', () => {
  test.each([
    ['cash', 'detail'],
    ['cash', 'assign'],
    ['nobody', 'detail'],
    ['lin', 'candidates'],
    ['lin', 'assign'],
    ['lin', 'accept'],
    ['lin', 'arrive'],
    ['lin', 'finish'],
    ['lin', 'nudge'],
    ['zhou', 'assign'],
    ['zhou', 'nudge'],
    ['zhou', 'confirm'],
    ['zhou', 'rate'],
    ['zhou', 'cancel'],
    ['chen', 'accept'],
    ['chen', 'proposeTime'],
    ['chen', 'confirm'],
    ['chen', 'requestRework'],
    ['chen', 'rate'],
  ])('%s may not %s', async (openid, action) => {
    const id = orders.get('assigned')!
    const refusal = await untouched(id, () => refusalOf(openid, action, { id, ...INPUTS[action]!() }))
    expect(refusal).toMatchObject({ code: 'FORBIDDEN', message: expect.stringMatching(/绑定|岗位/) })
  })

  test.each(['submit', 'listMine'])('staff without a room may not %s', async action => {
    const input = action === 'submit' ? form(cloud) : {}
    expect(await refusalOf('zhou', action, input)).toMatchObject({ code: 'FORBIDDEN' })
  })

  test.each(['workbench', 'listTasks'])('a resident may not %s', async action => {
    const input = { communityId: 'yunqili', as: 'desk', ...(action === 'listTasks' && { tab: 'open' }) }
    expect(await refusalOf('lin', action, input)).toMatchObject({ code: 'FORBIDDEN' })
  })
})

describe('what does not concern the caller does not exist: NOT_FOUND', () => {
  const household = ['detail', 'proposeTime', 'answerTime', 'confirm', 'requestRework', 'rate', 'cancel']
  const technician = ['detail', 'handBack', 'proposeTime', 'answerTime', 'arrive', 'note', 'finish']
  const desk = ['detail', 'candidates', 'assign', 'cancel', 'nudge']
  const rows = [
    ...household.flatMap(action => [
      ['another household', 'song', action],
      ['a household of another community', 'he', action],
    ]),
    ...technician.flatMap(action => [
      ['a colleague', 'sun', action],
      ['a technician of another community', 'far-tech', action],
    ]),
    ...desk.map(action => ['the desk of another community', 'far-desk', action]),
    ['a technician of another community', 'far-tech', 'accept'],
  ]
  test.each(rows)('%s (%s) finds no order to %s', async (_who, openid, action) => {
    const photo = { photosAfter: [photoOf(openid!)], signature: photoOf(openid!) }
    for (const [status, id] of orders) {
      if (status === 'pending') continue
      const good = INPUTS[action!]!()
      const own = Object.fromEntries(Object.entries(photo).filter(([field]) => field in good))
      const refusal = await untouched(id, () => refusalOf(openid!, action!, { id, ...good, ...own }))
      expect([status, refusal]).toEqual([status, expect.objectContaining({ code: 'NOT_FOUND' })])
    }
  })

  test.each([
    ['submit', () => form(cloud, { roomId: 'yunqili:5-1-0603' }), 'lin'],
    ['listMine', () => ({ roomId: 'yunqili:5-1-0603' }), 'lin'],
    ['workbench', () => ({ communityId: 'lanting', as: 'desk' }), 'chen'],
    ['workbench', () => ({ communityId: 'yunqili', as: 'technician' }), 'chen'],
    ['workbench', () => ({ communityId: 'yunqili', as: 'desk' }), 'zhou'],
    ['listTasks', () => ({ communityId: 'lanting', as: 'technician', tab: 'open' }), 'zhou'],
    ['detail', () => ({ id: 'rep_none' }), 'lin'],
    ['assign', () => ({ id: orders.get('assigned'), staffId: 'staff_far-tech' }), 'chen'],
    ['assign', () => ({ id: orders.get('assigned'), staffId: 'staff_chen' }), 'chen'],
    ['accept', () => ({ id: orders.get('pending'), visit: visit() }), 'zhou'],
  ] as const)('%s of something that is not theirs', async (action, input, openid) => {
    expect(await refusalOf(openid, action, input())).toMatchObject({ code: 'NOT_FOUND' })
  })

  test('an order that a colleague has is said to be the colleague’s, and stays there', async () => {
    const id = orders.get('accepted')!
    const refusal = await untouched(id, () => refusalOf('sun', 'accept', { id, visit: visit() }))
    expect(refusal).toMatchObject({ code: 'CONFLICT', message: '这单已被周建国接走，请看看别的工单' })
  })
})

describe('wrong status: nothing changes, and the message says what to do', () => {
  test.each<[Status, string, string, string]>([
    ['assigned', 'zhou', 'arrive', '工单现在是“待接单”，不能签到。先接单，到场后再签到'],
    ['assigned', 'zhou', 'finish', '不能报完工'],
    ['assigned', 'zhou', 'proposeTime', '不能改约'],
    ['assigned', 'lin', 'confirm', '不能验收。师傅完工后'],
    ['assigned', 'lin', 'rate', '不能评价'],
    ['assigned', 'lin', 'requestRework', '不能要求返工'],
    ['pending', 'chen', 'nudge', '不能催办'],
    ['accepted', 'zhou', 'accept', '不能接单'],
    ['accepted', 'lin', 'answerTime', '现在没有要答复的改约'],
    ['working', 'zhou', 'handBack', '不能转出'],
    ['working', 'zhou', 'proposeTime', '不能改约'],
    ['working', 'lin', 'cancel', '请打服务台电话'],
    ['finished', 'zhou', 'note', '不能写进展'],
    ['finished', 'lin', 'cancel', '不能取消'],
    ['finished', 'chen', 'cancel', '不能取消'],
    ['finished', 'chen', 'assign', '不能派单。只有没完工的工单能派'],
    ['finished', 'chen', 'candidates', '不能派单'],
    ['rated', 'lin', 'rate', '每轮评一次'],
    ['rated', 'lin', 'confirm', '不能验收'],
    ['rated', 'zhou', 'finish', '不能报完工'],
  ])('%s, %s: %s', async (status, openid, action, message) => {
    const id = orders.get(status)!
    const refusal = await untouched(id, () => refusalOf(openid, action, { id, ...INPUTS[action]!() }))
    expect(refusal).toMatchObject({ code: 'WRONG_STATUS', message: expect.stringContaining(message) })
  })
})
