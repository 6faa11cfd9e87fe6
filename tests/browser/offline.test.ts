import type { Locator } from 'playwright-core'
import { openDemo, orderIn, ordersOf } from './demo'
import { choosesFile, fill } from './hands'
import type { Phone, Stage } from './people'
import path from 'node:path'
import { ROOT } from '../../tools/functions'

// A cellar, a slow network, an impatient thumb: nothing typed is lost, nothing happens twice.

const OWNER = 'demo-owner-shen'
const PHOTO = path.join(ROOT, 'tools/demo/photos/floor.png')

let stage: Stage
let owner: Phone
let technician: Phone

beforeAll(async () => {
  stage = await openDemo()
  owner = await stage.phone(OWNER)
  technician = await stage.phone('demo-tech-zhou')
})

afterAll(() => stage.close())

/** The browser itself says so on its console; everything else is a fault. */
const isOffline = (problem: string) => problem.includes('ERR_INTERNET_DISCONNECTED')

afterEach(() => {
  const problems = [owner, technician].flatMap(phone => phone.problems.splice(0))
  expect(problems.filter(problem => !isOffline(problem))).toEqual([])
})

const setOffline = ({ page }: Phone, isGone: boolean) => page.context().setOffline(isGone)
const STRIP = '没连上网，显示的可能不是最新的'
test('the technician works in the cellar: what was written stays, the photo goes up when the network is back', async () => {
  const { id } = await orderIn(stage, OWNER, 'working')
  await technician.open(`packages/repair/job/index?id=${id}`)
  await technician.sees('用料')
  await setOffline(technician, true)
  await technician.sees(STRIP)
  await fill(technician, '处理说明', '换了软管，试水不漏')
  await choosesFile(technician, PHOTO, () => technician.tap('拍维修后'))
  await technician.sees('有照片没传上')
  await technician.shot('18j-cellar')
  await setOffline(technician, false)
  await technician.sees('1 张')
  await technician.page.getByText(STRIP).first().waitFor({ state: 'detached' })

  await technician.page.reload()
  await technician.sees('1 张')
  expect(await technician.page.getByLabel('处理说明', { exact: true }).last().inputValue()).toBe(
    '换了软管，试水不漏',
  )
})

test('the focus goes to the first field that is wrong', async () => {
  await owner.open('packages/repair/form/index')
  await owner.sees('哪里出了问题')
  await owner.tap('提交报修')
  await expectFocus(owner.page.getByRole('radio', { name: '给排水' }))
  await owner.tap('门窗五金')
  await owner.tap('提交报修')
  await expectFocus(owner.page.locator('textarea'))
  await fill(owner, '问题描述', '客厅窗户关不严\n风一吹就响')
  await owner.tap('提交报修')
  await expectFocus(owner.page.getByRole('button', { name: /具体位置/ }))
})

/** The field shows its focus a moment after the tap. */
const expectFocus = (field: Locator) => owner.page.locator(':focus').and(field).waitFor()

test('sent without a network: it says so and keeps the form; then three taps on a slow one make one order', async () => {
  await owner.tap(/具体位置/)
  await owner.tap('客厅')
  await owner.tap('选客厅')
  await owner.tap('明天')
  await owner.tap(/09–11 点/)
  await setOffline(owner, true)
  await owner.tap('提交报修')
  await owner.sees('没连上网。已填的内容还在，连上后再试')
  await owner.shot('02-offline')
  await setOffline(owner, false)
  await owner.page.reload()
  await owner.sees('客厅')

  const before = (await ordersOf(stage, OWNER)).length
  let release = () => {}
  const slow = new Promise<void>(resolve => (release = resolve))
  await owner.page.route('**/gateway/call', async route => {
    if (route.request().postData()?.includes('"submit"')) await slow
    await route.continue()
  })
  await owner.page.locator('.report__submit').last().click({ clickCount: 3 })
  await owner.sees('提交中')
  release()
  await owner.sees('工单详情')
  expect(await ordersOf(stage, OWNER)).toHaveLength(before + 1)
})

test('a sheet keeps the keyboard inside and gives it back', async () => {
  const { id } = await orderIn(stage, OWNER, 'pending').catch(() => orderIn(stage, OWNER, 'assigned'))
  await owner.open(`packages/repair/detail/index?id=${id}`)
  await owner.tap('取消这次报修')
  await owner.sees('先不取消')
  for (let press = 0; press < 12; press++) {
    await owner.page.keyboard.press(press < 9 ? 'Tab' : 'Shift+Tab')
    expect(await owner.page.locator('.sheet :focus').count()).toBe(1)
  }
  await owner.page.keyboard.press('Escape')
  await owner.page.locator('.sheet').waitFor({ state: 'detached' })
})

test('a page that is tapped twice opens once', async () => {
  await owner.open('pages/home/index')
  await owner.sees('我的工单')
  await owner.page.locator('.tile', { hasText: '我的工单' }).dblclick()
  await owner.sees('待验收')
  await owner.page.goBack()
  await owner.sees(/好，沈梓萱/)
})

test('links that lead nowhere lead home', async () => {
  await owner.open('packages/repair/detail/index')
  await owner.sees('这个地址不完整，请从列表里打开')
  await owner.open('packages/repair/job/index?id=nothing')
  await owner.sees('没找到')
  await owner.tap('回首页')
  await owner.sees('我的工单')
  await owner.open('pages/nowhere/index')
  await owner.sees('我的工单')
})
