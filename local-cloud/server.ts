import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { answerCors } from './cors'
import { describe, HttpError, refuseSocket, sendJson } from './http'

export type Route = (req: IncomingMessage, res: ServerResponse, url: URL) => void | Promise<void>

const HOST = '127.0.0.1'

/** First path segment → what answers. Nothing here may end the process or leave a request without an answer. */
export function serve(routes: Record<string, Route>, fallback?: Route): Server {
  async function answer(req: IncomingMessage, res: ServerResponse): Promise<void> {
    if (answerCors(req, res)) return
    const url = urlOf(req)
    const segment = url.pathname.split('/')[1] ?? ''
    const route = Object.hasOwn(routes, segment) ? routes[segment] : fallback
    if (!route) throw new HttpError(404, 'NOT_FOUND', `nothing at ${url.pathname}`)
    await route(req, res, url)
  }
  const server = createServer((req, res) => {
    answer(req, res).catch((error: unknown) => {
      const { status, code, message } = describe(error)
      if (res.headersSent) res.destroy()
      else sendJson(res, status, { code, message })
    })
  })
  // a client that uses its connection again at the moment it is closed would hear of a reset
  server.keepAliveTimeout = 0
  server.on('clientError', (error, socket) => refuseSocket(socket, unreadable(error)))
  server.on('connect', (_req, socket) => refuseSocket(socket, NO_PROXY))
  return server
}

const NO_PROXY = new HttpError(405, 'METHOD_NOT_ALLOWED', 'the local cloud is no proxy')

/** What the parser of HTTP could not read, in the words of the other refusals. */
function unreadable({ code, message }: NodeJS.ErrnoException): HttpError {
  if (code === 'HPE_HEADER_OVERFLOW')
    return new HttpError(431, 'HEADERS_TOO_LARGE', 'the headers are too large')
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT')
    return new HttpError(408, 'REQUEST_TIMEOUT', 'the request never ended')
  return new HttpError(400, 'INVALID_PARAM', `the request cannot be read: ${message}`)
}

function urlOf(req: IncomingMessage): URL {
  try {
    return new URL(req.url ?? '/', `http://${HOST}`)
  } catch {
    throw new HttpError(400, 'INVALID_PARAM', 'the address cannot be read')
  }
}

export async function listen(server: Server, port: number): Promise<string> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, HOST, resolve)
  })
  return `http://${HOST}:${(server.address() as AddressInfo).port}`
}

export async function close(server: Server): Promise<void> {
  const closed = new Promise<void>(resolve => server.close(() => resolve()))
  server.closeAllConnections()
  await closed
}
