import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { db } from '../../cloudfunctions/shared/cloud'
import type { Cloud } from '../../local-cloud/cloud'
import { STAFF } from '../../tools/demo/people'
import { seedStaff } from '../../tools/demo/seed-staff'
import { ROOT } from '../../tools/functions'
import { choosesFile, fill, signs, ticksAll } from './hands'
import { openStage, type Phone, type Stage } from './people'

// The whole story by clicking, as the people of it would: roster → registration → report → dispatch → work →
// rework → acceptance → rating. Every screen is saved to shots/.

const ROSTER = path.join(ROOT, 'tools/demo/roster/云栖里业主台账.xlsx')
const LEAK = path.join(ROOT, 'tools/demo/photos/leak.png')
const HVAC = 'demo-tech-sun'

const folder = mkdtempSync(path.join(os.tmpdir(), 'heju-photos-'))
const PHOTO = path.join(folder, '漏水 📷.jpg')

let stage: Stage
let owner: Phone
let desk: Phone
let technician: Phone

beforeAll(async () => {
  const seed = async (cloud: Cloud) => {
    await seedStaff(cloud.now())
    // nobody is left who repairs air conditioning, so that order has to be dispatched by hand
    await db
      .collection('staff')
      .doc(`staff_${HVAC}`)
      .update({ data: { isActive: false } })
    await db
      .collection('staff')
      .where({ isActive: true })
      .update({ data: { duty: { from: '00:00', to: '24:00' } } })
  }
  stage = await openStage({ seed })
  owner = await stage.phone('demo-new')
  desk = await stage.phone(STAFF[0]!.openid)
  technician = await stage.phone('demo-tech-zhou')
  await takePhoto(owner)
})

afterAll(async () => {
  await stage.close()
  rmSync(folder, { recursive: true })
})

afterEach(() => {
  const problems = [owner, desk, technician].flatMap(phone => phone.problems.splice(0))
  expect(problems).toEqual([])
})

/** The form of binding a room, up to its button. */
async function asksForRoom(
  phone: Phone,
  person: { unit: string; room: string; relation: string; name: string; number: string },
) {
  await phone.tap(/我已读/)
  await phone.tap('同意并继续')
  await phone.tap(/楼栋单元/)
  await phone.tap(person.unit)
  await phone.sees('选房号')
  await phone.tap(person.room)
  await phone.tap(`选 ${person.room}`)
  await phone.tap(person.relation)
  await fill(phone, '姓名', person.name)
  await fill(phone, '手机号', person.number)
  await phone.tap('提交核对')
}

/** A JPEG as a phone makes one. */
async function takePhoto({ page }: Phone): Promise<void> {
  const drawing = readFileSync(LEAK, 'utf8').replace('width="640" height="640"', 'width="375" height="375"')
  await page.setContent(
    `<meta name="viewport" content="width=device-width"><body style="margin:0">${drawing}</body>`,
  )
  await page.screenshot({ path: PHOTO, type: 'jpeg', clip: { x: 0, y: 0, width: 375, height: 375 } })
}

test('the service desk imports the roster as the company keeps it', async () => {
  await desk.open('pages/workbench/index')
  await desk.sees('名册导入')
  await desk.shot('08-workbench-empty')
  await desk.tap('名册导入')
  await desk.sees('选择名册文件')
  await desk.shot('17-roster')
  await choosesFile(desk, ROSTER, () => desk.tap(/选择名册文件/))
  await desk.sees(/对应到/)
  await desk.shot('17b-roster-columns')
  await desk.tap(/预览结果/)
  await desk.sees('不能导入')
  await desk.shot('17c-roster-preview')
  await desk.tap(/^导入 404 行/)
  await desk.sees(/导入完成|已导入|已生效/)
  await desk.shot('17d-roster-done')
})

test('an owner registers and is approved at once', async () => {
  await owner.open('pages/home/index')
  await owner.sees('还没绑定房屋')
  await owner.shot('01-home-new')
  await owner.tap('绑定房屋')
  await owner.sees('先说清楚用哪些信息')
  await owner.shot('13-consent')
  await owner.tap(/我已读/)
  await owner.tap('同意并继续')
  await owner.sees('楼栋单元')
  await owner.shot('13b-register')
  await owner.tap(/楼栋单元/)
  await owner.tap('1 栋 1 单元')
  await owner.sees('选房号')
  await owner.tap('102')
  await owner.shot('13c-room')
  await owner.tap('选 102')
  await owner.tap('业主')
  await fill(owner, '姓名', '司马杰')
  await fill(owner, '手机号', '139 2255 0058')
  await owner.tap('提交核对')
  await owner.sees(/欢迎回家/)
  await owner.shot('13d-approved')
  await owner.tap('进入首页')
  await owner.sees('1 栋 1 单元')
  await owner.shot('01-home')
})

const DESCRIPTION =
  '主卧空调不制热 🥶\n开了半小时还是冷风，遥控器显示正常。家里有老人和孩子，晚上很冷，请尽快来看看。'

test('the owner reports a fault with a real photo; nobody is suitable, so the desk dispatches it', async () => {
  await owner.tap('报修')
  await owner.sees('哪里出了问题')
  await owner.tap('提交报修')
  await owner.sees(/还有 \d 处要填/)
  await owner.shot('02-repair-missing')
  await owner.tap('空调暖通')
  await fill(owner, '问题描述', DESCRIPTION)
  await choosesFile(owner, PHOTO, () => owner.tap(/添加/))
  await owner.tap(/具体位置/)
  await owner.tap('主卧')
  await owner.tap('选主卧')
  await owner.tap(/明天/)
  await owner.tap(/09–11 点/)
  await owner.shot('02-repair')
  await owner.tap('提交报修')
  await owner.sees('正在派单')
  await owner.shot('03-order-pending')

  await desk.open('pages/workbench/index')
  await desk.sees(/主卧空调不制热/)
  await desk.shot('08-workbench')
  await desk.tap(/主卧空调不制热/)
  await desk.sees('工单处理')
  await desk.shot('18-job-desk')
  await desk.tap('派单')
  await desk.sees('建议师傅')
  await desk.tap(/周建国/)
  await desk.shot('08b-dispatch')
  await desk.tap('派给周建国')
  await desk.sees('已派给周建国')
})

test('the technician accepts, comes, works and finishes', async () => {
  await technician.open('pages/workbench/index')
  await technician.sees('下一单')
  await technician.shot('08c-technician')
  await technician.tap('去接单')
  await technician.sees(/业主希望/)
  await technician.shot('18-accept')
  await technician.tap('接这一单')
  await technician.sees('到场签到')
  await technician.shot('18-job-accepted')
  await technician.tap('到场签到')
  await technician.tap('穿好鞋套，亮胸牌')
  await technician.shot('18a-arrive')
  await technician.tap('签到，开始计时')
  await technician.sees('用料')
  await finishes('滤网堵塞，已清洗，制热正常。')
  await technician.shot('18d-finished')
})

async function finishes(summary: string): Promise<void> {
  await choosesFile(technician, PHOTO, () => technician.tap('拍维修后'))
  await ticksAll(technician, '.finish-check')
  await fill(technician, '处理说明', summary)
  await technician.shot('18-job')
  await technician.tap('请业主验收')
  await technician.sees(/等验收/)
}

test('the owner is not satisfied: the same order comes back to the technician', async () => {
  await owner.open('packages/repair/list/index')
  await owner.sees('待验收')
  await owner.shot('14-orders')
  await owner.tap('去验收')
  await owner.sees(/^验收：/)
  await owner.shot('14c-accept')
  await owner.tap('要返工')
  await owner.tap('现场没收拾')
  await fill(owner, '说明', '出风口还有灰，地上有水。')
  await owner.tap(/明天/)
  await owner.tap(/14–16 点/)
  await owner.shot('14d-rework')
  await owner.tap('要求返工')
  await owner.sees('返工已提交')

  await technician.open('pages/workbench/index')
  await technician.sees('待返工')
  await technician.tap('去接单')
  await technician.tap('接这一单')
  await technician.tap('到场签到')
  await technician.tap('签到，开始计时')
  await technician.sees('用料')
  await finishes('出风口和地面已擦干净。')
})

test('the owner accepts with a signature and rates', async () => {
  await owner.open('packages/repair/list/index')
  await owner.tap('去验收')
  await owner.sees(/^验收：/)
  await ticksAll(owner, '.sheet .check')
  await signs(owner)
  await owner.shot('14c-signed')
  await owner.tap('验收通过')
  await owner.sees('评价这次服务')
  await owner.tap(/^5 星/)
  await owner.tap('手艺好')
  await fill(owner, '评价', '返工以后很满意，谢谢师傅 👍')
  await owner.shot('03-order')
  await owner.tap('提交评价')
  await owner.sees('您的评价')
  await owner.shot('03-order-rated')
})

test('a misspelt name waits for the desk, is sent back with a reason, corrected and approved', async () => {
  const applicant = await stage.phone('applicant')
  await applicant.open('packages/account/register/index')
  await asksForRoom(applicant, {
    unit: '1 栋 1 单元',
    room: '201',
    relation: '业主',
    name: '诸葛欣研',
    number: '17706806588',
  })
  await applicant.sees('等管家核对')
  await applicant.shot('13e-waiting')

  await desk.open('packages/account/reviews/index')
  await desk.tap(/诸葛欣研/)
  await desk.sees('和名册比对')
  await desk.shot('16b-review')
  await desk.tap('退回更正')
  await desk.tap(/姓名和登记的对不上/)
  await desk.shot('16c-refuse')
  await desk.tap(/^退回并通知/)
  await desk.sees(/已退回/)

  await applicant.open('pages/home/index')
  await applicant.tap(/更正|重新提交|去更正/)
  await applicant.sees('更正并重新提交')
  await applicant.shot('13f-refused')
  await fill(applicant, '姓名', '诸葛欣妍')
  await applicant.tap('更正并重新提交')
  await applicant.sees(/欢迎回家/)
  expect(applicant.problems).toEqual([])
})

test('everybody was told: the inbox leads to the order', async () => {
  await stage.cloud.call({ source: 'timer' }, 'scheduler', {})
  await owner.open('pages/messages/index')
  await owner.sees('已派给周建国')
  await owner.shot('05-messages')
  await owner.tap('已完工，请验收')
  await owner.sees('工单详情')
})

test('screens in dark and in large type', async () => {
  await owner.open('pages/me/index')
  await owner.sees('关怀模式')
  await owner.shot('12-me')
  await owner.tap('深色')
  await owner.shot('12-me-dark')
  await owner.open('pages/home/index')
  await owner.sees('1 栋 1 单元')
  await owner.shot('10b-home-dark')
  await owner.open('packages/repair/list/index')
  await owner.tap(/主卧空调不制热/)
  await owner.sees('工单详情')
  await owner.shot('28-order-dark')
  await owner.open('pages/me/index')
  await owner.tap('关怀模式')
  await owner.shot('12-me-elder')
  await owner.open('pages/home/index')
  await owner.sees('切换标准版')
  await owner.shot('10-home-elder')
  await owner.tap('报修')
  await owner.sees('什么坏了？')
  await owner.shot('27-repair-elder')
  await owner.open('packages/repair/list/index')
  await owner.tap(/主卧空调不制热/)
  await owner.sees(/打电话给/)
  await owner.shot('27c-order-elder')
})
