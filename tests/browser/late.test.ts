import { JPEG } from '../support/files'
import path from 'node:path'
import { db } from '../../cloudfunctions/shared/cloud'
import { COMMUNITY, STAFF } from '../../tools/demo/people'
import { demoPerson } from '../../tools/demo/person'
import { ROOT } from '../../tools/functions'
import { openDemo, orderIn } from './demo'
import { choosesFile, fill, signs, ticksAll } from './hands'
import type { Phone, Stage } from './people'

// Silence, doubt and second thoughts: 48 hours pass, two stars, an import that is stopped and taken up again,
// a person who sits at two desks.

const OWNER = 'demo-owner-shen'
const ROSTER = path.join(ROOT, 'tools/demo/roster/云栖里业主台账.xlsx')
const HOURS = 3_600_000

let stage: Stage
let owner: Phone
let desk: Phone
let id: string

beforeAll(async () => {
  stage = await openDemo()
  id = (await orderIn(stage, OWNER, 'working')).id
  const technician = demoPerson(stage.cloud.origin, 'demo-tech-zhou')
  const { uploadPrefix } = await technician.call<{ uploadPrefix: string }>('account', 'me', {})
  const photo = await technician.upload(`${uploadPrefix}after.jpg`, JPEG, 'image/jpeg')
  await technician.call('repair', 'finish', { id, photosAfter: [photo], summary: '换了软管，试水不漏' })
  owner = await stage.phone(OWNER)
  desk = await stage.phone(STAFF[0]!.openid)
})

afterAll(() => stage.close())

afterEach(() => {
  expect([owner, desk].flatMap(phone => phone.problems.splice(0))).toEqual([])
})

const runJobs = () => stage.cloud.call({ source: 'timer' }, 'scheduler', {})

test('48 hours pass while the page stands open: it is told', async () => {
  await owner.open(`packages/repair/detail/index?id=${id}`)
  await owner.tap('要返工')
  await owner.tap('还在漏')
  await owner.tap('明天')
  await owner.page.keyboard.press('Escape')
  stage.cloud.advance(48 * HOURS)
  await runJobs()
  await owner.tap('去验收')
  await ticksAll(owner, '.sheet .check')
  await signs(owner)
  await owner.tap('验收通过', { within: '.sheet' })
  await owner.sees(/不能验收/)
  await owner.sees('到期没有处理，视为验收通过')
})

test('two stars offer a rework at once', async () => {
  await owner.tap('提交评价')
  await owner.sees('还没选几颗星，请点一颗')
  await owner.tap(/^2 星/)
  await fill(owner, '评价', '第二天又开始滴水')
  await owner.page.reload()
  await owner.sees('评价这次服务')
  await owner.page.locator('.rating__go').last().click({ clickCount: 3 })
  await owner.sees('哪里还没修好')
  await owner.shot('14e-two-stars')
  // what was chosen before the acceptance is still there
  await owner.tap('明天', { within: '.sheet' })
  await owner.tap(/09–11 点/, { within: '.sheet' })
  await owner.tap('要求返工', { within: '.sheet' })
  await owner.sees('返工已提交')
  await owner.sees('第 2 次维修')
})

test('an import is stopped, then taken up again where it was', async () => {
  let release = () => {}
  const held = new Promise<void>(resolve => (release = resolve))
  await desk.page.route('**/gateway/call', async route => {
    if (route.request().postData()?.includes('"continue"')) await held
    await route.continue()
  })
  await desk.open('packages/roster/import/index')
  await choosesFile(desk, ROSTER, () => desk.tap(/选择名册文件/))
  await desk.tap(/预览结果/)
  await desk.tap(/^导入 404 行/)
  await desk.sees('正在导入')
  await desk.tap('停止导入')
  await desk.sees('其余不再导入')
  await desk.page.locator('.dialog .btn--danger').click()
  await desk.sees(/其余没有动/)
  await desk.shot('17e-stopped')
  release()
  await desk.tap('接着导')
  await desk.sees(/导入完成|已生效/)
})

test('somebody with two posts changes over', async () => {
  const { openid, name } = STAFF[1]!
  await db
    .collection('staff')
    .doc(`staff_${openid}`)
    .update({ data: { posts: [{ communityId: COMMUNITY.id, roles: ['technician', 'desk'] }] } })
  const both = await stage.phone(openid)
  await both.open('pages/workbench/index')
  await both.sees(name)
  await both.sees('时限预警')
  await both.tap(/切换岗位和小区/)
  await both.tap('技师', { within: '.sheet' })
  await both.sees('下一单')
  await both.shot('08d-two-posts')
  await both.page.reload()
  await both.sees('下一单')
  expect(both.problems).toEqual([])
})
