import { randomBytes } from 'node:crypto'
import { isIP } from 'node:net'
import { fen, invalid, number, text, type Params } from './input'
import { instantOf, type PayOrder } from './order'

/** A number of WeChat's own: 27 characters, which begin with its kind. */
export const randomNumber = (prefix: string) =>
  prefix +
  BigInt(`0x${randomBytes(10).toString('hex')}`)
    .toString()
    .padStart(25, '0')

function expiryOf(params: Params, now: Date): Date | undefined {
  if (params.time_expire === undefined) return undefined
  const at = instantOf(text(params, 'time_expire', 14))
  if (!at || at <= now) throw invalid('time_expire')
  return at
}

/** What only has to be right; nothing here asks for it again. */
function check(params: Params, openid: string): void {
  text(params, 'nonce_str', 32)
  if (!isIP(text(params, 'spbill_create_ip', 64))) throw invalid('spbill_create_ip')
  if (params.trade_type !== 'JSAPI') throw invalid('trade_type')
  if (!openid) throw invalid('openid')
}

/** The order that `unifiedOrder` asks for. @throws PayRefusal PARAM_ERROR naming the parameter */
export function newOrder(params: Params, { openid, now }: { openid: string; now: Date }): PayOrder {
  check(params, openid)
  return {
    outTradeNo: number(params, 'out_trade_no'),
    prepayId: randomNumber('wx'),
    openid,
    body: text(params, 'body', 128),
    attach: params.attach === undefined ? undefined : text(params, 'attach', 127),
    subMchId: text(params, 'sub_mch_id', 32),
    totalFee: fen(params, 'total_fee'),
    envId: text(params, 'env_id', 64),
    functionName: text(params, 'function_name', 60),
    expireAt: expiryOf(params, now),
    state: 'NOTPAY',
    createdAt: now,
    refunds: [],
  }
}
