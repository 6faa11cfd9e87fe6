/** What WeChat Pay knows of an order; amounts in fen. */
export interface PayOrder {
  outTradeNo: string
  prepayId: string
  openid: string
  body: string
  attach?: string
  subMchId: string
  totalFee: number
  functionName: string
  state: TradeState
  createdAt: Date
  transactionId?: string
  paidAt?: Date
  /** A payment on its way, which arrives at this time of the cloud's clock. */
  payAtMs?: number
  refunds: PayRefund[]
}

export interface PayRefund {
  outRefundNo: string
  refundId: string
  refundFee: number
  at: Date
}

export type TradeState = 'NOTPAY' | 'SUCCESS' | 'CLOSED' | 'REFUND'

/** A refusal as WeChat words it: the call arrived (`return_code` SUCCESS), the wish was not granted. */
export class PayRefusal extends Error {
  constructor(
    readonly errCode: string,
    message: string,
  ) {
    super(message)
  }
}

export const refundedFee = (order: PayOrder) =>
  order.refunds.reduce((sum, refund) => sum + refund.refundFee, 0)

const BEIJING_OFFSET_MS = 8 * 3600 * 1000

/** `20220321132007`, in Beijing time. */
export const stamp = (at: Date) =>
  new Date(at.getTime() + BEIJING_OFFSET_MS).toISOString().replace(/\D/g, '').slice(0, 14)
