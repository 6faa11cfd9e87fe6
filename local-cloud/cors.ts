import type { IncomingMessage, ServerResponse } from 'node:http'

const LOCAL_ORIGIN = /^http:\/\/(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/

export const isLocalOrigin = (origin: string | undefined): boolean =>
  origin !== undefined && LOCAL_ORIGIN.test(origin)

/** Lets pages served from this machine call the gateway. True when the request was only a question about that. */
export function answerCors(req: IncomingMessage, res: ServerResponse): boolean {
  const { origin } = req.headers
  if (isLocalOrigin(origin)) {
    res.setHeader('access-control-allow-origin', origin!)
    res.setHeader('access-control-allow-headers', 'authorization, content-type')
    res.setHeader('access-control-allow-methods', 'GET, POST, PUT')
    res.setHeader('vary', 'origin')
  }
  if (req.method !== 'OPTIONS') return false
  res.writeHead(204).end()
  return true
}
