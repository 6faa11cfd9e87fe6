import { APP_ID } from '../functions/caller'
import { stamp, type PayOrder } from './order'

// The statement of a day as WeChat's download has it: values begin with a backtick, amounts are yuan.

const COLUMNS = [
  '交易时间',
  '公众账号ID',
  '商户号',
  '特约商户号',
  '微信订单号',
  '商户订单号',
  '用户标识',
  '交易状态',
  '应结订单金额',
  '微信退款单号',
  '商户退款单号',
  '退款金额',
  '商品名称',
]
const TOTALS = ['总交易单数', '应结订单总金额', '退款总金额']

const yuan = (fen: number) => (fen / 100).toFixed(2)
const line = (values: (string | number)[]) => values.map(value => `\`${value}`).join(',')

const moment = (at: Date) => stamp(at).replace(/^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/, '$1-$2-$3 $4:$5:$6')

interface Entry {
  at: Date
  order: PayOrder
  /** Present for a refund. */
  refund?: PayOrder['refunds'][number]
}

function entriesOf(orders: PayOrder[], day: string): Entry[] {
  const all = orders.flatMap<Entry>(order => [
    ...(order.paidAt ? [{ at: order.paidAt, order }] : []),
    ...order.refunds.map(refund => ({ at: refund.at, order, refund })),
  ])
  return all.filter(({ at }) => stamp(at).startsWith(day)).sort((a, b) => a.at.getTime() - b.at.getTime())
}

const row = ({ at, order, refund }: Entry) =>
  line([
    moment(at),
    APP_ID,
    '1900000000',
    order.subMchId,
    order.transactionId!,
    order.outTradeNo,
    order.openid,
    refund ? 'REFUND' : 'SUCCESS',
    refund ? '0.00' : yuan(order.totalFee),
    refund?.refundId ?? '0',
    refund?.outRefundNo ?? '0',
    yuan(refund?.refundFee ?? 0),
    order.body,
  ])

/** @param day `YYYYMMDD` in Beijing. Undefined when nothing happened on it. */
export function billOf(orders: PayOrder[], day: string): string | undefined {
  const entries = entriesOf(orders, day)
  if (!entries.length) return undefined
  const paid = entries.filter(e => !e.refund).reduce((sum, { order }) => sum + order.totalFee, 0)
  const refunded = entries.reduce((sum, { refund }) => sum + (refund?.refundFee ?? 0), 0)
  const totals = line([entries.length, yuan(paid), yuan(refunded)])
  return [COLUMNS.join(','), ...entries.map(row), TOTALS.join(','), totals, ''].join('\r\n')
}
