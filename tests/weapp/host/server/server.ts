import { WebSocketServer, type AddressInfo, type WebSocket } from 'ws'
import { copyOf } from '../data-path'
import type { Host } from '../host'
import { appMethods } from './app-methods'
import { elementMethods } from './element-methods'
import { pageMethods } from './page-methods'
import type { Params } from './params'

// The side of WeChat's developer tools in the protocol of miniprogram-automator:
// `{id, method, params}` is answered by `{id, result}` or `{id, error: {message}}`; events have no id.

export interface Server {
  port: number
  /** tells every client */
  send(method: string, params: unknown): void
  close(): void
}

interface Request {
  id: string
  method: string
  params?: Params
}

// what an action sets off in the mini program is drawn before the client hears that it is done
const ROUNDS_AFTER_ACTION = 2

const breathe = () => new Promise(resolve => setTimeout(resolve, 0))

const messageOf = (error: unknown): string => {
  const { message, errMsg } = (error ?? {}) as { message?: string; errMsg?: string }
  return message ?? errMsg ?? String(error)
}

function answering(host: Host, send: Server['send']) {
  const handlers = {
    ...appMethods(host, send),
    ...pageMethods(host),
    ...elementMethods(host),
    'Tool.close': () => ({}),
  } as Record<string, (params: Params) => unknown>

  return async ({ id, method, params = {} }: Request): Promise<object> => {
    const handler = handlers[method]
    try {
      if (!handler) throw new Error(`${method} is not implemented by the local host`)
      const result = copyOf(await handler(params)) ?? {}
      for (let round = 0; round < ROUNDS_AFTER_ACTION; round++) await breathe()
      return { id, result }
    } catch (error) {
      return { id, error: { message: messageOf(error) } }
    }
  }
}

export function serve(host: Host, port: number, onClose: () => void): Promise<Server> {
  const server = new WebSocketServer({ host: '127.0.0.1', port })
  const send: Server['send'] = (method, params) => {
    const frame = JSON.stringify({ method, params })
    for (const client of server.clients) client.send(frame)
  }
  const answer = answering(host, send)
  server.on('connection', (socket: WebSocket) => {
    socket.on('message', (frame: Buffer) => {
      const request = JSON.parse(frame.toString()) as Request
      // who asks to close hears the answer first
      const sent = () => request.method === 'Tool.close' && onClose()
      void answer(request).then(reply => socket.send(JSON.stringify(reply), sent))
    })
  })
  host.report.listen(({ kind, message, stack }) => {
    if (kind !== 'console.error') send('App.exceptionThrown', { message, stack })
  })
  return new Promise((resolve, reject) => {
    server.on('error', reject)
    server.on('listening', () =>
      resolve({
        port: (server.address() as AddressInfo).port,
        send,
        close: () => server.close(),
      }),
    )
  })
}
