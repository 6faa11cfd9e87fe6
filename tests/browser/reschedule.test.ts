import { STAFF } from '../../tools/demo/people'
import { openDemo, orderIn } from './demo'
import { fill } from './hands'
import type { Phone, Stage } from './people'

// What comes between accepting and arriving: another time, another technician, a reminder, no repair after all.

const OWNER = 'demo-owner-zhuge'
const LI = 'demo-tech-li'

let stage: Stage
let owner: Phone
let technician: Phone
let desk: Phone
let id: string

beforeAll(async () => {
  stage = await openDemo()
  id = (await orderIn(stage, OWNER, 'accepted')).id
  owner = await stage.phone(OWNER)
  technician = await stage.phone('demo-tech-zhou')
  desk = await stage.phone(STAFF[0]!.openid)
})

afterAll(() => stage.close())

afterEach(() => {
  expect([owner, technician, desk].flatMap(phone => phone.problems.splice(0))).toEqual([])
})

const job = (phone: Phone) => phone.open(`packages/repair/job/index?id=${id}`)
const order = (phone: Phone) => phone.open(`packages/repair/detail/index?id=${id}`)

test('the technician asks for another time; the owner refuses', async () => {
  await job(technician)
  await technician.tap('改约')
  await technician.tap('发给诸葛欣妍确认')
  await technician.sees('还有 2 处要填：为什么改、改到的时段')
  await technician.tap('缺配件')
  await technician.tap('明天')
  await technician.tap(/14–16 点/)
  await technician.shot('18e-reschedule')
  await technician.tap('发给诸葛欣妍确认')
  await technician.sees(/没同意前按原时间/)

  await owner.open('pages/home/index')
  await owner.tap('去答复')
  await owner.sees(/周建国想改到/)
  await owner.shot('03-proposal')
  await owner.tap('不同意')
  await owner.sees('已答复师傅')
  await owner.sees('等师傅上门')
})

test('the owner asks for another time; the technician agrees, tapping twice', async () => {
  await owner.tap('换个时间上门')
  await owner.tap('发给师傅确认')
  await owner.sees('还有 2 处要填：上门时段、为什么改')
  await owner.tap('明天')
  await owner.tap(/16–18 点/)
  await owner.tap('家里有事')
  await owner.tap('发给师傅确认')
  await owner.sees(/您想改到明天 16–18 点，等师傅答复/)

  await job(technician)
  await technician.sees('业主想改到明天 16–18 点')
  await technician.shot('18f-proposal')
  await technician.page.locator('.proposal__yes').last().dblclick()
  await technician.sees('约明天 16–18 点')

  await order(owner)
  await owner.sees('周建国约明天 16–18 点到')
})

test('the technician passes the order on; the desk gives it to somebody else, who is reminded', async () => {
  await technician.tap('转给同事')
  await technician.tap('转出这张工单')
  await technician.sees('还没说原因，请选一个或写一句')
  await technician.tap('没有合适的工具')
  await technician.shot('18g-hand-back')
  await technician.tap('转出这张工单')
  await technician.sees('工单已转出')

  await job(desk)
  await desk.tap(/^(派单|改派)$/)
  await desk.tap(/李伟/)
  await desk.tap('派给李伟')
  await desk.sees('已派给李伟')
  await desk.tap('催办李伟')
  await desk.sees('已催办李伟')
})

test('the desk cancels while the technician still has the old page open, and the technician is told', async () => {
  const li = await stage.phone(LI)
  await job(li)
  await li.page.locator('.job__accept').last().click()
  const inSheet = { within: '.sheet' }
  await li.tap('明天', inSheet)
  await li.tap(/14–16 点/, inSheet)

  await desk.tap('取消')
  await desk.tap('重复报修')
  await fill(desk, '补充说明', '和上一张是同一件事')
  await desk.tap('取消这张工单')
  await desk.sees('已取消')
  await desk.shot('18h-cancelled')

  await li.tap('接这一单', inSheet)
  await li.sees(/已取消/)
  await li.shot('18i-too-late')
  expect(li.problems).toEqual([])

  await order(owner)
  await owner.sees(/取消：重复报修，和上一张是同一件事/)
})
