import { HttpError, parseJsonObject, readBody } from '../http'
import { PayRefusal } from '../pay/order'
import { WAYS, type Payments, type Way } from '../pay/payments'
import type { Handler } from './gateway'

/** The payer's screen behind `wx.requestPayment`: `{package, way}`, where the way is what the person does. */
export function payHandler(payments: Payments): Handler {
  return async (req, _url, openid) => {
    const { package: prepay, way = 'pay' } = parseJsonObject(await readBody(req, 64 * 1024))
    const order = payments.all().find(({ prepayId }) => prepay === `prepay_id=${prepayId}`)
    if (!order || order.openid !== openid)
      throw new HttpError(400, 'PAY_FAILED', 'requestPayment:fail no such order')
    if (!WAYS.includes(way as Way))
      throw new HttpError(400, 'INVALID_PARAM', `way must be one of ${WAYS.join(', ')}`)
    try {
      const isPaid = await payments.act(order, way as Way)
      return { errMsg: isPaid ? 'requestPayment:ok' : 'requestPayment:fail cancel' }
    } catch (error) {
      if (!(error instanceof PayRefusal)) throw error
      throw new HttpError(400, error.errCode, `requestPayment:fail ${error.message}`)
    }
  }
}
