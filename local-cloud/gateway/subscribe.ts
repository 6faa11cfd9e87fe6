import { HttpError, parseJsonObject, readBody } from '../http'
import type { Subscriptions } from '../wechat/subscription'
import type { Handler } from './gateway'

const TEMPLATES_MAX = 5

/** `wx.requestSubscribeMessage`, answered by a person who always agrees. */
export function subscribeHandler(subscriptions: Subscriptions): Handler {
  return async (req, _url, openid) => {
    const { tmplIds } = parseJsonObject(await readBody(req, 64 * 1024))
    if (!Array.isArray(tmplIds) || !tmplIds.length || !tmplIds.every(id => typeof id === 'string' && id))
      throw new HttpError(400, '10001', 'requestSubscribeMessage:fail tmplIds cannot be empty')
    if (tmplIds.length > TEMPLATES_MAX)
      throw new HttpError(400, '20003', `requestSubscribeMessage:fail at most ${TEMPLATES_MAX} templates`)
    for (const id of tmplIds) await subscriptions.grant(openid, id as string, 1)
    const accepted = tmplIds.map(id => [id, 'accept'])
    return { ...(Object.fromEntries(accepted) as object), errMsg: 'requestSubscribeMessage:ok' }
  }
}
