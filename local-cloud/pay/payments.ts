import { randomBytes } from 'node:crypto'
import { APP_ID } from '../functions/caller'
import type { Own } from '../own'
import { fen, invalid, number, type Params } from './input'
import { newOrder, randomNumber } from './new-order'
import { PayRefusal, refundedFee, stamp, type PayOrder, type PayRefund } from './order'
import type { Notifications } from './notifications'
import { orderOf } from './search'

/** What a payer may do; all but the first are things that go wrong in real life. */
export const WAYS = ['pay', 'cancel', 'late', 'twice', 'never', 'wrongAmount', 'delayed'] as const
export type Way = (typeof WAYS)[number]

const LATE_MS = 10 * 60_000

/** The orders of WeChat Pay's sandbox and what may happen to them. */
export class Payments {
  private readonly orders: Map<string, PayOrder>

  constructor(
    private readonly own: Own,
    readonly now: () => Date,
    private readonly notifications: Notifications,
  ) {
    this.orders = new Map(own.all<PayOrder>('payments').map(order => [order.outTradeNo, order]))
  }

  all(): PayOrder[] {
    return [...this.orders.values()]
  }

  find(outTradeNo: unknown): PayOrder {
    const order = this.orders.get(String(outTradeNo))
    if (!order) throw new PayRefusal('ORDERNOTEXIST', '此交易订单号不存在')
    return order
  }

  async unifiedOrder(params: Params, openid: string): Promise<PayOrder> {
    const order = newOrder(params, { openid, now: this.now() })
    const old = this.orders.get(order.outTradeNo)
    if (old) return this.again(old, order)
    await this.save(order)
    return order
  }

  /** The same number may be ordered again only unchanged and unpaid. */
  private again(old: PayOrder, order: PayOrder): PayOrder {
    if (old.state === 'CLOSED') throw new PayRefusal('ORDERCLOSED', '订单已关闭')
    if (old.state !== 'NOTPAY') throw new PayRefusal('ORDERPAID', '该订单已支付')
    const isSame = old.totalFee === order.totalFee && old.body === order.body && old.openid === order.openid
    if (!isSame) throw new PayRefusal('INVALID_REQUEST', '201 商户订单号重复')
    return old
  }

  async close({ out_trade_no, sub_mch_id }: Params): Promise<void> {
    const order = orderOf(this.all(), { out_trade_no, sub_mch_id })
    if (order.state === 'SUCCESS' || order.state === 'REFUND') throw new PayRefusal('ORDERPAID', '订单已支付')
    await this.save({ ...order, state: 'CLOSED' })
  }

  /** What the payer does on the payment screen. @returns whether the screen reports success */
  async act(order: PayOrder, way: Way): Promise<boolean> {
    if (way === 'cancel') return false
    if (order.state !== 'NOTPAY') throw new PayRefusal('ORDERPAID', '订单不能支付')
    if (order.expireAt && order.expireAt <= this.now()) throw new PayRefusal('ORDERCLOSED', '订单已过期')
    if (way === 'late') {
      await this.save({ ...order, payAtMs: this.now().getTime() + LATE_MS })
      return false
    }
    const paid = await this.pay(order)
    await this.notify(paid, way)
    return true
  }

  /** Payments that were begun long ago and arrive now. */
  async run(): Promise<void> {
    const now = this.now().getTime()
    for (const order of this.all())
      if (order.state === 'NOTPAY' && order.payAtMs !== undefined && order.payAtMs <= now)
        await this.notify(await this.pay(order), 'pay')
    await this.notifications.run()
  }

  private async pay(order: PayOrder): Promise<PayOrder> {
    const transactionId = randomNumber('42')
    return this.save({ ...order, state: 'SUCCESS', transactionId, paidAt: this.now() })
  }

  private async notify(order: PayOrder, way: Way): Promise<void> {
    if (way === 'never') return
    const event = paidEvent(order)
    if (way === 'wrongAmount') event.totalFee = order.totalFee + 1
    const send = () => this.notifications.add(order, event, way === 'delayed' ? 1 : 0)
    await send()
    if (way === 'twice') await send()
  }

  async refund(params: Params): Promise<{ order: PayOrder; refund: PayRefund }> {
    const order = orderOf(this.all(), params)
    const outRefundNo = number(params, 'out_refund_no')
    const refundFee = fen(params, 'refund_fee')
    if (order.state === 'NOTPAY' || order.state === 'CLOSED')
      throw new PayRefusal('TRADE_STATE_ERROR', '订单未支付')
    if (fen(params, 'total_fee') !== order.totalFee) throw new PayRefusal('PARAM_ERROR', '订单金额不一致')
    const old = refundWith(order, outRefundNo)
    if (old && old.refundFee !== refundFee) throw new PayRefusal('PARAM_ERROR', '退款单号重复且金额不一致')
    if (old) return { order, refund: old }
    if (this.all().some(own => own.subMchId === order.subMchId && refundWith(own, outRefundNo)))
      throw invalid('out_refund_no')
    if (refundedFee(order) + refundFee > order.totalFee)
      throw new PayRefusal('NOTENOUGH', '退款金额大于可退金额')
    const refund = { outRefundNo, refundId: randomNumber('50'), refundFee, at: this.now() }
    const saved = await this.save({ ...order, state: 'REFUND', refunds: [...order.refunds, refund] })
    const { function_name: functionName, env_id: envId } = params
    if (typeof functionName === 'string')
      await this.notifications.add({ functionName, envId: envId as string }, refundEvent(saved, refund))
    return { order: saved, refund }
  }

  private async save(order: PayOrder): Promise<PayOrder> {
    this.orders.set(order.outTradeNo, order)
    await this.own.put('payments', order.outTradeNo, order)
    return order
  }
}

const refundWith = ({ refunds }: PayOrder, outRefundNo: string) =>
  refunds.find(refund => refund.outRefundNo === outRefundNo)

const common = (order: PayOrder): Params => ({
  returnCode: 'SUCCESS',
  appid: APP_ID,
  mchId: '1900000000',
  subAppid: APP_ID,
  subMchId: order.subMchId,
  nonceStr: randomBytes(16).toString('hex'),
  outTradeNo: order.outTradeNo,
  transactionId: order.transactionId,
  totalFee: order.totalFee,
})

const paidEvent = (order: PayOrder): Params => ({
  ...common(order),
  resultCode: 'SUCCESS',
  openid: `service-${order.openid}`,
  isSubscribe: 'N',
  subOpenid: order.openid,
  subIsSubscribe: 'N',
  tradeType: 'JSAPI',
  bankType: 'OTHERS',
  feeType: 'CNY',
  cashFee: order.totalFee,
  attach: order.attach,
  timeEnd: stamp(order.paidAt!),
})

const refundEvent = (order: PayOrder, refund: PayRefund): Params => ({
  ...common(order),
  outRefundNo: refund.outRefundNo,
  refundId: refund.refundId,
  refundFee: refund.refundFee,
  settlementRefundFee: refund.refundFee,
  refundStatus: 'SUCCESS',
  successTime: stamp(refund.at),
})
