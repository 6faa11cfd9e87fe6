import { asPerson, folder, start, WITH_SDK } from './support'
import type { Cloud, Way } from '../../local-cloud/cloud'

type Row = Record<string, unknown>

const own = folder()
own.write('order', `${WITH_SDK} exports.main = ({ method, params }) => cloud.cloudPay[method](params)`)
own.write(
  'paid',
  `${WITH_SDK} const db = cloud.database()
  exports.main = async event => {
    if (event.peek) return (await db.collection('callbacks').get()).data
    await db.collection('callbacks').add({ data: { event, source: process.env.TCB_SOURCE, openid: process.env.WX_OPENID || null } })
    const { data } = await db.collection('mood').get()
    return data.length ? { return_code: 'SUCCESS' } : { errcode: 0, errmsg: '' }
  }`,
)
own.write(
  'mood',
  `${WITH_SDK} const mood = cloud.database().collection('mood')
  exports.main = ({ isBad }) => (isBad ? mood.doc('bad').set({ data: { at: 1 } }) : mood.where({ _id: 'bad' }).remove())`,
)

let cloud: Cloud
beforeAll(async () => {
  cloud = await start(own)
  for (const name of ['callbacks', 'mood']) await cloud.ensureIndexes(name, [])
})
afterAll(async () => {
  await cloud.close()
  own.remove()
})

const call = async (method: string, params: Row): Promise<Row> =>
  (await cloud.call({ openid: 'o-anna' }, 'order', { method, params })).result as Row

let next = 0
const newOrder = (changes: Row = {}): Row => ({
  body: '物业费 2026年3月',
  outTradeNo: `bill-${++next}`,
  spbillCreateIp: '127.0.0.1',
  subMchId: '1900009999',
  totalFee: 12850,
  envId: 'heju-local',
  functionName: 'paid',
  nonceStr: 'x',
  tradeType: 'JSAPI',
  ...changes,
})
const place = async (changes: Row = {}) => {
  const params = newOrder(changes)
  const reply = await call('unifiedOrder', params)
  return { outTradeNo: params.outTradeNo as string, reply }
}
const callbacksOf = async (outTradeNo: string) => {
  const all = (await cloud.call({ openid: 'o-anna' }, 'paid', { peek: true })).result as {
    event: Row
    source: string
    openid: unknown
  }[]
  return all.filter(({ event }) => event.outTradeNo === outTradeNo)
}
const query = (outTradeNo: string) => call('queryOrder', { outTradeNo, subMchId: '1900009999' })
const close = (outTradeNo: string) => call('closeOrder', { outTradeNo, subMchId: '1900009999' })

test('ordered, paid on the screen, called back, and known to a query', async () => {
  const { outTradeNo, reply } = await place()
  expect(reply).toMatchObject({
    returnCode: 'SUCCESS',
    resultCode: 'SUCCESS',
    payment: { signType: 'MD5', timeStamp: expect.stringMatching(/^\d+$/) as string },
  })
  expect(await query(outTradeNo)).toMatchObject({ tradeState: 'NOTPAY', totalFee: 12850 })
  const { package: prepay } = reply.payment as Row
  expect((await asPerson(cloud, 'o-bert').post('pay', { package: prepay })).status).toBe(400)
  expect((await asPerson(cloud, 'o-anna').post('pay', { package: prepay })).body.errMsg).toBe(
    'requestPayment:ok',
  )
  expect(await query(outTradeNo)).toMatchObject({
    tradeState: 'SUCCESS',
    transactionId: expect.any(String) as string,
    timeEnd: expect.stringMatching(/^\d{14}$/) as string,
  })
  expect(await callbacksOf(outTradeNo)).toMatchObject([
    {
      source: 'wx_paycallback',
      openid: null,
      event: {
        returnCode: 'SUCCESS',
        resultCode: 'SUCCESS',
        subOpenid: 'o-anna',
        totalFee: 12850,
        cashFee: 12850,
      },
    },
  ])
})

test.each<[Way, boolean, string, number]>([
  ['cancel', false, 'NOTPAY', 0],
  ['twice', true, 'SUCCESS', 2],
  ['never', true, 'SUCCESS', 0],
  ['delayed', true, 'SUCCESS', 0],
  ['wrongAmount', true, 'SUCCESS', 1],
  ['late', false, 'NOTPAY', 0],
])('%s', async (way, isReported, tradeState, callbacks) => {
  const { outTradeNo } = await place()
  expect(await cloud.pay(outTradeNo, way)).toBe(isReported)
  expect(await query(outTradeNo)).toMatchObject({ tradeState })
  const events = await callbacksOf(outTradeNo)
  expect(events).toHaveLength(callbacks)
  if (way === 'wrongAmount') expect(events[0]!.event.totalFee).toBe(12851)
})

test('a late payment arrives when its time has come, a delayed callback with the next tick', async () => {
  const [late, delayed] = [await place(), await place()]
  await cloud.pay(late.outTradeNo, 'late')
  await cloud.pay(delayed.outTradeNo, 'delayed')
  cloud.advance(11 * 60_000)
  await cloud.tick()
  expect(await query(late.outTradeNo)).toMatchObject({ tradeState: 'SUCCESS' })
  expect(await callbacksOf(late.outTradeNo)).toHaveLength(1)
  expect(await callbacksOf(delayed.outTradeNo)).toHaveLength(1)
})

test('the callback is repeated until the function answers errcode 0', async () => {
  const mood = (isBad: boolean) => cloud.call({ openid: 'o-anna' }, 'mood', { isBad })
  await mood(true)
  const { outTradeNo } = await place()
  await cloud.pay(outTradeNo)
  for (const seconds of [15, 15, 30]) {
    cloud.advance(seconds * 1000)
    await cloud.tick()
  }
  expect(await callbacksOf(outTradeNo)).toHaveLength(4)
  await mood(false)
  cloud.advance(3 * 60_000)
  await cloud.tick()
  cloud.advance(86_400_000)
  await cloud.tick()
  expect(await callbacksOf(outTradeNo)).toHaveLength(5)
})

describe('refused', () => {
  // the SDK covers WeChat's err_code with its own errCode 0, so only the words remain
  test.each<[string, Row, string]>([
    ['no body', { body: '' }, '参数错误: body'],
    ['yuan instead of fen', { totalFee: 128.5 }, '参数错误: total_fee'],
    ['nothing to pay', { totalFee: 0 }, '参数错误: total_fee'],
    ['a number of 33 characters', { outTradeNo: 'x'.repeat(33) }, '参数错误: out_trade_no'],
    ['a number with Chinese', { outTradeNo: '账单1' }, '参数错误: out_trade_no'],
    ['no function to call back', { functionName: undefined }, '参数错误: function_name'],
  ])('an order with %s', async (_, changes, errCodeDes) => {
    expect((await place(changes)).reply).toMatchObject({
      returnCode: 'SUCCESS',
      resultCode: 'FAIL',
      errCodeDes,
    })
  })

  test('the same number with another amount, after closing, after paying', async () => {
    const { outTradeNo } = await place()
    expect((await place({ outTradeNo, totalFee: 1 })).reply).toMatchObject({
      resultCode: 'FAIL',
      errCodeDes: '201 商户订单号重复',
    })
    expect((await place({ outTradeNo })).reply).toMatchObject({ resultCode: 'SUCCESS' })
    expect(await close(outTradeNo)).toMatchObject({ resultCode: 'SUCCESS' })
    expect((await place({ outTradeNo })).reply).toMatchObject({ resultCode: 'FAIL' })
    await expect(cloud.pay(outTradeNo)).rejects.toThrow()
    const paid = await place()
    await cloud.pay(paid.outTradeNo)
    expect((await place({ outTradeNo: paid.outTradeNo })).reply).toMatchObject({ resultCode: 'FAIL' })
    expect(await close(paid.outTradeNo)).toMatchObject({ resultCode: 'FAIL' })
  })

  test('an order nobody made', async () => {
    expect(await query('nothing')).toMatchObject({ resultCode: 'FAIL' })
  })
})

describe('refunds', () => {
  const refund = (outTradeNo: string, outRefundNo: string, refundFee: number) =>
    call('refund', {
      outTradeNo,
      outRefundNo,
      totalFee: 12850,
      refundFee,
      subMchId: '1900009999',
      functionName: 'paid',
    })

  test('in parts, never more than was paid, the same number only once', async () => {
    const { outTradeNo } = await place()
    expect(await refund(outTradeNo, 'r1', 1)).toMatchObject({ resultCode: 'FAIL' })
    await cloud.pay(outTradeNo)
    expect(await refund(outTradeNo, 'r1', 10_000)).toMatchObject({ resultCode: 'SUCCESS', refundFee: 10_000 })
    expect(await refund(outTradeNo, 'r1', 10_000)).toMatchObject({ resultCode: 'SUCCESS' })
    expect(await refund(outTradeNo, 'r1', 5)).toMatchObject({ resultCode: 'FAIL' })
    expect(await refund(outTradeNo, 'r2', 2_851)).toMatchObject({ resultCode: 'FAIL' })
    expect(await refund(outTradeNo, 'r2', 2_850)).toMatchObject({ resultCode: 'SUCCESS' })
    expect(await call('queryRefund', { outTradeNo, subMchId: '1900009999' })).toMatchObject({
      refundCount: 2,
      refundFee: 12_850,
    })
    expect(await query(outTradeNo)).toMatchObject({ tradeState: 'REFUND' })
    expect((await callbacksOf(outTradeNo)).map(({ event }) => event.refundStatus)).toEqual([
      undefined,
      'SUCCESS',
      'SUCCESS',
    ])
  })
})

test('the statement of a day adds up', async () => {
  cloud.advance(10 * 86_400_000)
  const { outTradeNo } = await place()
  await cloud.pay(outTradeNo)
  const day = new Date(cloud.now().getTime() + 8 * 3_600_000).toISOString().slice(0, 10).replaceAll('-', '')
  const { data } = await call('downloadBill', { billDate: day, billType: 'ALL' })
  expect(String(data).split('\r\n')).toHaveLength(5)
  expect(data).toMatch(`\`${outTradeNo},`)
  expect(data).toMatch(/`1,`128\.50,`0\.00/)
  expect(await call('downloadBill', { billDate: '20200101' })).toMatchObject({ resultCode: 'FAIL' })
})
