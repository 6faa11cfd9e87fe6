import { createHash, randomBytes } from 'node:crypto'
import { notEmulated } from '../errors'
import { APP_ID } from '../functions/caller'
import { billOf } from './bill'
import { invalid, type Params } from './input'
import { instantOf, PayRefusal, stamp, type PayOrder } from './order'
import type { Payments } from './payments'
import { orderOf, refundsOf, type Refunded } from './search'

type Api = (payments: Payments, params: Params, openid: string) => Promise<Params> | Params

/** What `wx.requestPayment` of the client takes; the signature means nothing here. */
function clientPayment(prepayId: string, now: number): Params {
  const fields = {
    appId: APP_ID,
    timeStamp: String(Math.floor(now / 1000)),
    nonceStr: randomBytes(16).toString('hex'),
    package: `prepay_id=${prepayId}`,
    signType: 'MD5',
  }
  const paySign = createHash('md5').update(JSON.stringify(fields)).digest('hex').toUpperCase()
  return { ...fields, paySign }
}

const orderFields = (order: PayOrder): Params => ({
  out_trade_no: order.outTradeNo,
  trade_state: order.state,
  total_fee: order.totalFee,
  sub_mch_id: order.subMchId,
  attach: order.attach,
  ...(order.paidAt && {
    transaction_id: order.transactionId,
    time_end: stamp(order.paidAt),
    cash_fee: order.totalFee,
    sub_openid: order.openid,
    trade_type: 'JSAPI',
    bank_type: 'OTHERS',
    fee_type: 'CNY',
  }),
})

function refundFields({ order, refunds }: Refunded): Params {
  const each = refunds.flatMap(({ outRefundNo, refundId, refundFee, at }, i) => [
    [`out_refund_no_${i}`, outRefundNo],
    [`refund_id_${i}`, refundId],
    [`refund_fee_${i}`, refundFee],
    [`refund_status_${i}`, 'SUCCESS'],
    [`refund_success_time_${i}`, stamp(at)],
  ])
  const total = {
    refund_count: refunds.length,
    refund_fee: refunds.reduce((sum, { refundFee }) => sum + refundFee, 0),
    total_fee: order.totalFee,
  }
  const numbers = { out_trade_no: order.outTradeNo, transaction_id: order.transactionId }
  return { ...numbers, ...total, ...(Object.fromEntries(each) as Params) }
}

/** `YYYYMMDD`, a day that has begun. */
function dayOf({ bill_date: day }: Params, now: Date): string {
  const begin = typeof day === 'string' ? instantOf(`${day}000000`) : undefined
  if (!begin || begin > now) throw invalid('bill_date')
  return day as string
}

const APIS: Record<string, Api> = {
  async unifiedOrder(payments, params, openid) {
    const order = await payments.unifiedOrder(params, openid)
    const payment = clientPayment(order.prepayId, order.createdAt.getTime())
    return { prepay_id: order.prepayId, trade_type: 'JSAPI', payment }
  },
  queryOrder: (payments, params) => orderFields(orderOf(payments.all(), params)),
  async closeOrder(payments, params) {
    await payments.close(params)
    return {}
  },
  async refund(payments, params) {
    const { order, refund } = await payments.refund(params)
    return {
      out_trade_no: order.outTradeNo,
      transaction_id: order.transactionId,
      out_refund_no: refund.outRefundNo,
      refund_id: refund.refundId,
      refund_fee: refund.refundFee,
      total_fee: order.totalFee,
    }
  },
  queryRefund: (payments, params) => refundFields(refundsOf(payments.all(), params)),
  downloadBill(payments, params) {
    if (params.tar_type || (params.bill_type ?? 'ALL') !== 'ALL')
      throw notEmulated('downloadBill with a tar_type or a bill_type other than ALL')
    const bill = billOf(payments.all(), dayOf(params, payments.now()))
    if (bill === undefined) throw new PayRefusal('20002', 'No Bill Exist')
    return { data: bill }
  },
}

/** `cloud.cloudPay.*`: snake case in and out; the SDK turns both. */
export async function payApi(
  payments: Payments,
  call: { name: string; params: Params; openid: string },
): Promise<Params> {
  const api = Object.hasOwn(APIS, call.name) ? APIS[call.name] : undefined
  if (!api) throw notEmulated(`cloud.cloudPay.${call.name}`)
  const sent = { return_code: 'SUCCESS', return_msg: 'OK', appid: APP_ID }
  try {
    return { ...sent, result_code: 'SUCCESS', ...(await api(payments, call.params, call.openid)) }
  } catch (error) {
    if (!(error instanceof PayRefusal)) throw error
    return { ...sent, result_code: 'FAIL', err_code: error.errCode, err_code_des: error.message }
  }
}
