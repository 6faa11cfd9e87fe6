import type { IncomingMessage, ServerResponse } from 'node:http'
import { describe, HttpError, parseJsonObject, readBody, sendJson } from '../http'

export type DevCall = (body: Record<string, unknown>) => Promise<unknown> | unknown

export interface DevOptions {
  origin: () => string
  get: Record<string, DevCall>
  post: Record<string, DevCall>
}

const BODY_LIMIT_BYTES = 64 * 1024

/** Only pages of this server itself: a page from elsewhere must not move the clock of a running cloud. */
function refuseStrangers(req: IncomingMessage, origin: string): void {
  const { origin: sender, host } = req.headers
  const isForeign = (sender !== undefined && sender !== origin && !sameHost(sender, host)) || !isLocal(host)
  if (isForeign) throw new HttpError(403, 'FORBIDDEN', 'only pages of the local cloud itself may do this')
}

const sameHost = (origin: string, host: string | undefined) => origin === `http://${host}`
const isLocal = (host: string | undefined) => /^(127\.0\.0\.1|localhost)(:\d+)?$/.test(host ?? '')

/** What the demo page shows and moves: messages, clock, log. */
export function devEndpoint({ origin, get, post }: DevOptions) {
  return async (req: IncomingMessage, res: ServerResponse, url: URL): Promise<void> => {
    try {
      refuseStrangers(req, origin())
      const name = url.pathname.slice('/dev/'.length)
      const calls = req.method === 'POST' ? post : get
      const call = Object.hasOwn(calls, name) ? calls[name] : undefined
      if (!call) throw new HttpError(404, 'NOT_FOUND', `no such page: ${url.pathname}`)
      const body = req.method === 'POST' ? parseJsonObject(await readBody(req, BODY_LIMIT_BYTES)) : {}
      sendJson(res, 200, await call(body))
    } catch (error) {
      req.resume()
      const { status, code, message } = describe(error)
      sendJson(res, status, { code, message })
    }
  }
}
