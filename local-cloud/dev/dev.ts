import type { IncomingMessage, ServerResponse } from 'node:http'
import { HttpError, parseJsonObject, readBody, sendJson } from '../http'

export type DevCall = (body: Record<string, unknown>) => Promise<unknown> | unknown

export interface DevOptions {
  get: Record<string, DevCall>
  post: Record<string, DevCall>
}

const BODY_LIMIT_BYTES = 64 * 1024

/** What the demo page shows and moves: messages, clock, log. */
export function devEndpoint({ get, post }: DevOptions) {
  return async (req: IncomingMessage, res: ServerResponse, url: URL): Promise<void> => {
    const name = url.pathname.slice('/dev/'.length)
    const calls = req.method === 'POST' ? post : get
    const call = Object.hasOwn(calls, name) ? calls[name] : undefined
    if (!call) throw new HttpError(404, 'NOT_FOUND', `no such page: ${url.pathname}`)
    const body = req.method === 'POST' ? parseJsonObject(await readBody(req, BODY_LIMIT_BYTES)) : {}
    sendJson(res, 200, await call(body))
  }
}
