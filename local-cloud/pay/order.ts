/** What WeChat Pay knows of an order; amounts in fen. */
export interface PayOrder {
  outTradeNo: string
  prepayId: string
  openid: string
  body: string
  attach?: string
  subMchId: string
  totalFee: number
  /** Where the function is that is called back; a payment reaches none in another environment. */
  envId?: string
  functionName: string
  /** After this nobody can begin to pay. */
  expireAt?: Date
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

/** The instant of such a text. Undefined: there is none. */
export function instantOf(text: string): Date | undefined {
  const parts = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/.exec(text)?.slice(1).map(Number)
  if (!parts) return undefined
  const [year, month, day, hour, minute, second] = parts as [number, number, number, number, number, number]
  const at = new Date(Date.UTC(year, month - 1, day, hour, minute, second) - BEIJING_OFFSET_MS)
  return stamp(at) === text ? at : undefined
}
