import type { Browser, Page } from 'playwright-core'
import type { Cloud } from '../../local-cloud/cloud'
import { demoRoutes } from '../../tools/demo/routes'
import { launch } from '../browser/people'
import { folder, start, WITH_SDK } from './support'

// The payer's screen on the demo page, clicked in a real browser; what arrives at the callback function is what counts.

const own = folder()
own.write('order', `${WITH_SDK} exports.main = params => cloud.cloudPay.unifiedOrder(params)`)
own.write(
  'paid',
  `${WITH_SDK} exports.main = async event => {
    await cloud.database().collection('callbacks').add({ data: { ...event, at: cloud.database().serverDate() } })
    return { errcode: 0 }
  }`,
)
own.write(
  'seen',
  `${WITH_SDK} exports.main = async () => (await cloud.database().collection('callbacks').orderBy('at', 'asc').get()).data`,
)

let cloud: Cloud
let browser: Browser
let page: Page
const problems: string[] = []

beforeAll(async () => {
  cloud = await start(own, { fallback: demoRoutes(own.dir) })
  await cloud.ensureIndexes('callbacks', [])
  browser = await launch()
  page = await browser.newPage()
  page.setDefaultTimeout(0) // only a hang of the test ends it
  page.on('pageerror', error => problems.push(error.message))
  await page.goto(`${cloud.origin}/`)
})
afterAll(async () => {
  await browser.close()
  await cloud.close()
  own.remove()
})

const order = (outTradeNo: string) =>
  cloud.call({ openid: 'o-anna' }, 'order', {
    body: '物业费',
    outTradeNo,
    spbillCreateIp: '127.0.0.1',
    subMchId: '1900009999',
    totalFee: 12850,
    envId: 'heju-local',
    functionName: 'paid',
    nonceStr: 'x',
    tradeType: 'JSAPI',
  })
const feesTold = async () => {
  const { result } = await cloud.call({ openid: 'o-anna' }, 'seen', {})
  return (result as { totalFee: number }[]).map(({ totalFee }) => totalFee)
}
const stateOf = (outTradeNo: string) => cloud.payments().find(own => own.outTradeNo === outTradeNo)!.state

test('nobody has to pay: no screen', async () => {
  await page.getByText('还没有消息').waitFor()
  expect(await page.locator('#payer').isVisible()).toBe(false)
})

test.each<[string, string, string, string, number[]]>([
  ['cancel', '取消', '没有付款：已取消', 'NOTPAY', []],
  ['pay', '付款', '付款成功', 'SUCCESS', [12850]],
  ['twice', '付款，通知两次', '付款成功', 'SUCCESS', [12850, 12850]],
  ['never', '付款，不通知', '付款成功', 'SUCCESS', []],
  ['wrong', '付款，通知的金额不对', '付款成功', 'SUCCESS', [12851]],
  ['late', '付款，十分钟后才到账', '付款还没有到账', 'NOTPAY', []],
  ['delayed', '付款，通知晚到（乱序）', '付款成功', 'SUCCESS', []],
])('%s', async (outTradeNo, button, outcome, state, fees) => {
  const before = (await feesTold()).length
  await order(outTradeNo)
  await page.reload()
  const row = page.locator('.payment', { hasText: outTradeNo })
  await row.getByRole('button', { name: button, exact: true }).click()
  await page.locator('#paid', { hasText: outcome }).waitFor()
  expect(stateOf(outTradeNo)).toBe(state)
  expect((await feesTold()).slice(before)).toEqual(fees)
})

test('ten minutes later the late payment and the delayed notice have arrived', async () => {
  const before = (await feesTold()).length
  const told = page.waitForResponse(answer => answer.url().endsWith('/dev/clock'))
  await page.getByRole('button', { name: '+10 分钟' }).click()
  await told
  expect(stateOf('late')).toBe('SUCCESS')
  expect((await feesTold()).length).toBe(before + 2)
  expect(problems).toEqual([])
})
