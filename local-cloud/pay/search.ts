import { number, text, type Params } from './input'
import { PayRefusal, type PayOrder, type PayRefund } from './order'

const isGiven = (value: unknown) => value !== undefined && value !== null && value !== ''

const notThere = () => new PayRefusal('ORDERNOTEXIST', '此交易订单号不存在')

/** The order that a request names: by WeChat's number, which goes first, or by the merchant's; only the merchant's own. */
export function orderOf(orders: PayOrder[], params: Params): PayOrder {
  const subMchId = text(params, 'sub_mch_id', 32)
  const [field, name]: [keyof PayOrder, string] = isGiven(params.transaction_id)
    ? ['transactionId', text(params, 'transaction_id', 32)]
    : ['outTradeNo', number(params, 'out_trade_no')]
  const order = orders.find(own => own[field] === name && own.subMchId === subMchId)
  if (!order) throw notThere()
  return order
}

export interface Refunded {
  order: PayOrder
  refunds: PayRefund[]
}

/** The refunds that a request names: one by its own numbers, or all of an order. */
export function refundsOf(orders: PayOrder[], params: Params): Refunded {
  const subMchId = text(params, 'sub_mch_id', 32)
  const isNamed = namedBy(params)
  const candidates = isNamed ? orders.filter(own => own.subMchId === subMchId) : [orderOf(orders, params)]
  for (const order of candidates) {
    const refunds = order.refunds.filter(isNamed ?? (() => true))
    if (refunds.length) return { order, refunds }
  }
  throw new PayRefusal('REFUNDNOTEXIST', '退款订单查询失败')
}

function namedBy(params: Params): ((refund: PayRefund) => boolean) | undefined {
  if (isGiven(params.refund_id)) return refund => refund.refundId === params.refund_id
  if (isGiven(params.out_refund_no)) return refund => refund.outRefundNo === params.out_refund_no
  return undefined
}
