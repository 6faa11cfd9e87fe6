import type { Cloud } from '../../local-cloud/cloud'
import { folder, start, WITH_SDK } from './support'

// Which orders WeChat Pay takes, and by which numbers it finds them again.

type Row = Record<string, unknown>

const own = folder()
own.write('pay', `${WITH_SDK} exports.main = ({ method, params }) => cloud.cloudPay[method](params)`)
own.write('paid', `exports.main = () => { console.log('called back'); return { errcode: 0 } }`)

let cloud: Cloud
beforeAll(async () => (cloud = await start(own)))
afterAll(async () => {
  await cloud.close()
  own.remove()
})

const MERCHANT = { subMchId: '1900009999' }
const call = async (method: string, params: Row, openid = 'o-anna'): Promise<Row> => {
  const caller = openid ? { openid } : { source: 'timer' }
  return (await cloud.call(caller, 'pay', { method, params })).result as Row
}

let next = 0
const newOrder = (changes: Row = {}): Row & { outTradeNo: string } => ({
  body: '物业费',
  outTradeNo: `bill-${++next}`,
  spbillCreateIp: '127.0.0.1',
  totalFee: 100,
  envId: 'heju-local',
  functionName: 'paid',
  nonceStr: 'x',
  tradeType: 'JSAPI',
  ...MERCHANT,
  ...changes,
})
const place = async (changes: Row = {}): Promise<string> => {
  const order = newOrder(changes)
  expect(await call('unifiedOrder', order)).toMatchObject({ resultCode: 'SUCCESS' })
  return order.outTradeNo
}
const stampIn = (ms: number) =>
  new Date(cloud.now().getTime() + ms + 8 * 3_600_000).toISOString().replace(/\D/g, '').slice(0, 14)
const DAY = 86_400_000
const wrong = (name: string) => ({
  returnCode: 'SUCCESS',
  resultCode: 'FAIL',
  errCodeDes: `参数错误: ${name}`,
})

test.each<[string, () => Row]>([
  ['time_expire', () => ({ timeExpire: stampIn(-1000) })],
  ['time_expire', () => ({ timeExpire: '20990231000000' })],
  ['time_expire', () => ({ timeExpire: '2099-01-01' })],
  ['time_expire', () => ({ timeExpire: 20990101000000 })],
  ['trade_type', () => ({ tradeType: 'NATIVE' })],
  ['trade_type', () => ({ tradeType: undefined })],
  ['nonce_str', () => ({ nonceStr: 'x'.repeat(33) })],
  ['nonce_str', () => ({ nonceStr: undefined })],
  ['spbill_create_ip', () => ({ spbillCreateIp: undefined })],
  ['spbill_create_ip', () => ({ spbillCreateIp: '127.0.0.999' })],
  ['env_id', () => ({ envId: undefined })],
  ['sub_mch_id', () => ({ subMchId: undefined })],
])('no order: %s', async (name, changes) => {
  const order = newOrder(changes())
  expect(await call('unifiedOrder', order)).toMatchObject(wrong(name))
  expect(cloud.payments().map(({ outTradeNo }) => outTradeNo)).not.toContain(order.outTradeNo)
})

test('whoever has no openid cannot order', async () => {
  expect(await call('unifiedOrder', newOrder(), '')).toMatchObject(wrong('openid'))
})

test('an order can be paid until it expires', async () => {
  const [soon, late] = [await place({ timeExpire: stampIn(DAY) }), await place({ timeExpire: stampIn(DAY) })]
  expect(await cloud.pay(soon)).toBe(true)
  cloud.advance(2 * DAY)
  await expect(cloud.pay(late)).rejects.toThrow('订单已过期')
  expect(await call('queryOrder', { outTradeNo: late, ...MERCHANT })).toMatchObject({ tradeState: 'NOTPAY' })
})

test('a payment calls a function of this environment only', async () => {
  const callbacks = () => cloud.log().filter(({ text }) => text === 'called back').length
  const before = callbacks()
  await cloud.pay(await place({ envId: 'heju' }))
  expect(cloud.log().at(-1)).toMatchObject({
    source: 'pay',
    text: 'no callback to paid: the env_id heju is not heju-local',
  })
  await cloud.pay(await place())
  await new Promise(resolve => setImmediate(resolve))
  expect(callbacks()).toBe(before + 1)
})

describe('by numbers', () => {
  let outTradeNo: string
  let transactionId: string
  beforeAll(async () => {
    outTradeNo = await place()
    await cloud.pay(outTradeNo)
    transactionId = cloud.payments().at(-1)!.transactionId!
  })

  test('an order is found by the number of WeChat, which goes first, or of the merchant', async () => {
    const found = { resultCode: 'SUCCESS', outTradeNo, transactionId }
    expect(await call('queryOrder', { transactionId, ...MERCHANT })).toMatchObject(found)
    expect(await call('queryOrder', { outTradeNo, ...MERCHANT })).toMatchObject(found)
    expect(await call('queryOrder', { transactionId, outTradeNo: 'other', ...MERCHANT })).toMatchObject(found)
  })

  test.each<[string, () => Row, string]>([
    ['of another merchant', () => ({ outTradeNo, subMchId: '1900000001' }), '此交易订单号不存在'],
    ['that nobody made', () => ({ transactionId: '42', ...MERCHANT }), '此交易订单号不存在'],
    ['without a merchant', () => ({ outTradeNo }), '参数错误: sub_mch_id'],
    ['without a number', () => MERCHANT, '参数错误: out_trade_no'],
  ])('no order %s', async (_, params, errCodeDes) => {
    for (const method of ['queryOrder', 'queryRefund'])
      expect(await call(method, params())).toMatchObject({ resultCode: 'FAIL', errCodeDes })
  })

  test('a refund is made by the number of WeChat, and found by each of its numbers', async () => {
    const fees = { totalFee: 100, refundFee: 30, ...MERCHANT }
    const { refundId } = await call('refund', { transactionId, outRefundNo: 'back-1', ...fees })
    await call('refund', { outTradeNo, outRefundNo: 'back-2', ...fees })
    for (const number of [{ refundId }, { outRefundNo: 'back-1' }])
      expect(await call('queryRefund', { ...number, ...MERCHANT })).toMatchObject({
        outTradeNo,
        refundCount: 1,
        refundFee: 30,
        outRefundNo_0: 'back-1',
      })
    for (const number of [{ transactionId }, { outTradeNo }])
      expect(await call('queryRefund', { ...number, ...MERCHANT })).toMatchObject({
        refundCount: 2,
        refundFee: 60,
      })
    expect(await call('queryRefund', { outRefundNo: 'back-3', ...MERCHANT })).toMatchObject({
      errCodeDes: '退款订单查询失败',
    })
  })

  test('the number of a refund belongs to one order', async () => {
    const other = await place()
    await cloud.pay(other)
    const refund = { outTradeNo: other, outRefundNo: 'back-1', totalFee: 100, refundFee: 30, ...MERCHANT }
    expect(await call('refund', refund)).toMatchObject(wrong('out_refund_no'))
  })
})

test.each<[string, unknown]>([
  ['a year', '2026'],
  ['nothing', ''],
  ['nothing at all', undefined],
  ['a word', 'x'],
  ['no real day', '20260231'],
  ['with signs', '2026-02-01'],
  ['a day to come', '99991231'],
])('no statement: %s', async (_, billDate) => {
  expect(await call('downloadBill', { billDate, billType: 'ALL', ...MERCHANT })).toMatchObject(
    wrong('bill_date'),
  )
})

test.each([{ billType: 'REFUND' }, { tarType: 'GZIP' }])(
  'a statement with %j is not emulated',
  async options => {
    const asked = call('downloadBill', { billDate: stampIn(0).slice(0, 8), ...MERCHANT, ...options })
    await expect(asked).rejects.toMatchObject({ errMsg: expect.stringMatching(/not emulated/) as string })
  },
)
