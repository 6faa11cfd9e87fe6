import { TOPICS } from '../../cloudfunctions/shared/limits'
import { seedRoom } from '../roster/seed-room'
import { csvOf, upload } from '../roster/upload-roster'
import { openTown, people, photoOf, tomorrow } from '../repair/support'
import type { TestCloud } from '../support/cloud'
import { seedHome, seedStaff } from '../support/seed'

// WeChat refuses a whole message for one field (47003): whatever people are called and write, every message goes out.

let cloud: TestCloud
let who: ReturnType<typeof people>

const FAMILY = '👨‍👩‍👧‍👦'
const PEOPLE = ['lin', 'long', 'chen', 'xu', 'applicant']

beforeAll(async () => {
  cloud = await openTown()
  who = people(cloud)
  await seedStaff({
    openid: 'long',
    name: '欧阳震华·阿不都热合曼',
    roles: ['technician'],
    skills: ['masonry'],
  })
  await seedHome({
    openid: 'lin',
    name: '司徒静仪',
    building: '园区大门东侧商业裙楼',
    unit: '甲单元',
    number: '1802',
  })
  for (const openid of PEOPLE)
    for (const topic of TOPICS) {
      for (let n = 0; n < 40; n++) await cloud.local.grantSubscription(openid, `template-${topic}`)
      for (let n = 0; n < 40; n++)
        await cloud.as(openid).call('message', 'acceptTemplates', { topics: [topic] })
    }
})
afterAll(() => cloud.close())

async function everyStep(description: string): Promise<void> {
  const roomId = 'yunqili:园区大门东侧商业裙楼-甲单元-1802'
  const { id } = await who.submit({ roomId, description, category: 'masonry', urgency: 'urgent' })
  await who.step('chen', 'nudge', { id })
  await who.accept(id, 'long')
  await who.step('lin', 'proposeTime', {
    id,
    visit: tomorrow(cloud, '18-20'),
    reason: description.slice(0, 150),
  })
  await who.step('long', 'answerTime', { id, isAgreed: false })
  await who.arrive(id, 'long')
  await who.step('long', 'note', { id, text: description.slice(0, 200) })
  await who.step('long', 'finish', { id, photosAfter: [photoOf('long')], summary: description.slice(0, 200) })
  await who.step('lin', 'rate', { id, stars: 1, text: description.slice(0, 100) })
  await who.rework(id)
  await who.step('chen', 'cancel', { id, reason: description.slice(0, 100) })
}

test.each([
  ['long', '漏'.repeat(500)],
  ['emoji', FAMILY.repeat(40)],
  ['line breaks', '第一行\n\n第二行\t第三行\r\n'.repeat(10)],
  ['turned letters', `\u202e${'反的'.repeat(60)}`],
  ['one character', '漏'],
  ['half an emoji at the cut', `${'长'.repeat(18)}😀😀😀`],
])('a report with %s', async (_, description) => {
  await everyStep(description)
  await cloud.local.call({ source: 'timer' }, 'scheduler', {})
})

test('a registration and an import with long names', async () => {
  await seedRoom({ owners: ['林静仪'], building: '园区大门东侧商业裙楼', unit: '甲单元', number: '1803' })
  const form = { relation: 'family', phone: '13611112222', consentVersion: '2026-11' }
  const roomId = 'yunqili:园区大门东侧商业裙楼-甲单元-1803'
  const name = '阿不都热合曼·买买提江·艾力克孜'
  const called = (name: string) => (openid: string, action: string, input: object) =>
    cloud.as(openid).call<{ id: string }>(name, action, input)
  const [call, imports] = [called('account'), called('roster')]
  const { id } = await call('applicant', 'register', { ...form, roomId, name })
  await call('chen', 'refuse', { id, reason: 'other', message: FAMILY.repeat(12) })

  const fileId = await upload('chen', csvOf('楼栋,单元,房号,业主姓名', '3,2,1899,秘密业主'), 'csv')
  const fileName = `${'很长的文件名'.repeat(15)}${FAMILY}.csv`
  const open = { communityId: 'yunqili', fileId, fileName }
  const roster = await imports('chen', 'open', open)
  for (const action of ['preview', 'confirm', 'continue']) await imports('chen', action, { id: roster.id })
  await cloud.local.call({ source: 'timer' }, 'scheduler', {})
})

test('none of them was refused, on any topic', () => {
  const sent = cloud.local.sent()
  expect(sent.filter(({ errcode }) => errcode !== 0)).toEqual([])
  expect(new Set(sent.map(({ templateId }) => templateId)).size).toBe(TOPICS.length)
})
