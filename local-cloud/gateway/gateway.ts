import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Caller } from '../functions/caller'
import { FunctionFailure } from '../functions/failure'
import type { Answer } from '../functions/host'
import { HttpError, parseJsonObject, readBody, sendJson, describe } from '../http'

export type Handler = (req: IncomingMessage, url: URL, openid: string) => Promise<unknown>

export interface GatewayOptions {
  call: (caller: Caller, name: string, data: unknown) => Promise<Answer>
  routes: Record<string, Handler>
}

// WeChat's limits for a client's call
const DATA_LIMIT_BYTES = 256 * 1024
const RESULT_LIMIT_BYTES = 1024 * 1024
const ENVELOPE_BYTES = 64 * 1024

const openidPattern = /^[\w-]{1,128}$/

/** `Authorization: Dev <openid>` stands in for the identity that WeChat knows by itself. */
export function openidFrom(authorization: string): string {
  const [scheme, openid = ''] = authorization.split(' ')
  if (scheme === 'Dev' && openidPattern.test(openid)) return openid
  throw new HttpError(401, 'UNAUTHENTICATED', 'send the header Authorization: Dev <openid>')
}

/** What stands in for WeChat's client side: `wx.cloud` of the browser build and of tests. */
export function gateway({ call, routes }: GatewayOptions) {
  const callFunction: Handler = async (req, _url, openid) => {
    const { name, data } = parseJsonObject(await readBody(req, DATA_LIMIT_BYTES + ENVELOPE_BYTES))
    if (typeof name !== 'string' || !name) throw new HttpError(400, 'INVALID_PARAM', 'name must be a string')
    if (Buffer.byteLength(JSON.stringify(data ?? {})) > DATA_LIMIT_BYTES)
      throw new HttpError(413, 'DATA_TOO_LARGE', 'data exceed max size 256 KB')
    const { result, requestID } = await call({ openid }, name, data)
    if (Buffer.byteLength(JSON.stringify(result)) > RESULT_LIMIT_BYTES)
      throw new HttpError(502, 'RESULT_TOO_LARGE', 'result exceeds 1 MB')
    return { result, requestID, errMsg: 'cloud.callFunction:ok' }
  }
  const all: Record<string, Handler> = { call: callFunction, ...routes }

  return async (req: IncomingMessage, res: ServerResponse, url: URL): Promise<void> => {
    const name = url.pathname.slice('/gateway/'.length)
    try {
      const handler = Object.hasOwn(all, name) ? all[name] : undefined
      if (!handler) throw new HttpError(404, 'NOT_FOUND', `no such gateway call: ${name}`)
      if (req.method !== 'POST') throw new HttpError(405, 'METHOD_NOT_ALLOWED', 'use POST')
      sendJson(res, 200, await handler(req, url, openidFrom(req.headers.authorization ?? '')))
    } catch (error) {
      req.resume()
      sendFailure(res, name, error)
    }
  }
}

/** The numbers of WeChat's own limits. */
const ERR_CODES: Record<string, number> = { RESULT_TOO_LARGE: -604001 }
const FAILURE_STATUS: Record<number, number> = { [-501000]: 404, [-504003]: 504 }

/** As `wx.cloud` rejects: `errCode` and `errMsg`; the status tells the same to plain HTTP clients. */
function sendFailure(res: ServerResponse, name: string, error: unknown): void {
  if (error instanceof FunctionFailure) {
    const { code, errCode, errMsg, requestID } = error
    return sendJson(res, FAILURE_STATUS[errCode] ?? 502, { code, errCode, errMsg, requestID })
  }
  const { status, code, message } = describe(error)
  const errCode = ERR_CODES[code] ?? -1
  sendJson(res, status, { code, errCode, errMsg: `cloud.${name}:fail ${message}`, message })
}
