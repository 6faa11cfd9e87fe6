import { EJSON } from 'bson'
import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocketServer, type WebSocket } from 'ws'
import { refusal } from '../admin'
import { isLocalOrigin } from '../cors'
import { parseSort } from '../database/sort'
import { badParam } from '../errors'
import { openidFrom } from '../gateway/gateway'
import { withOpenid, type Rules } from '../rules/rules'
import { isDoc, type Doc } from '../values/types'
import type { Watches } from './watches'

// Protocol, JSON with relaxed Extended JSON inside:
//   client  {type: 'watch', id, authorization: 'Dev <openid>', collection, query, sort, limit} · {type: 'close', id}
//   server  {type: 'snapshot', id, snapshot} · {type: 'error', id, code, message}

const PATH = '/gateway/watch'
const MESSAGE_LIMIT_BYTES = 256 * 1024

export interface WatchServices {
  watches: Watches
  rules: Rules
}

class Connection {
  private readonly closers = new Map<unknown, () => void>()

  constructor(
    private readonly socket: WebSocket,
    private readonly services: WatchServices,
  ) {
    socket.on('message', data => this.receive(String(data)))
    socket.on('close', () => this.closeAll())
    socket.on('error', () => socket.terminate())
  }

  private receive(text: string): void {
    let id: unknown
    try {
      const message = EJSON.parse(text) as unknown
      if (!isDoc(message)) throw badParam('a message must be an object')
      id = message.id
      if (message.type === 'close') this.close(id)
      else if (message.type === 'watch') this.watch(message)
      else throw badParam('type must be watch or close')
    } catch (error) {
      this.fail(id, error)
    }
  }

  private watch({ id, authorization, collection, ...asked }: Doc): void {
    const openid = openidFrom(String(authorization))
    const query = withOpenid(asked.query ?? {}, openid)
    const { limit } = asked
    if (typeof collection !== 'string' || !isDoc(query))
      throw badParam('watch needs a collection and a query')
    if (limit !== undefined && !Number.isInteger(limit)) throw badParam('limit must be a whole number')
    this.services.rules.checkQuery('read', collection, { query, openid })
    this.close(id)
    const stop = this.services.watches.add({
      collection,
      query,
      sort: parseSort((asked.sort ?? {}) as Doc),
      limit: limit as number | undefined,
      onSnapshot: snapshot => this.send({ type: 'snapshot', id, snapshot }),
      onError: error => this.fail(id, error),
    })
    this.closers.set(id, stop)
  }

  private fail(id: unknown, error: unknown): void {
    this.send({ type: 'error', id, ...refusal(error) })
  }

  private send(message: object): void {
    if (this.socket.readyState === this.socket.OPEN) this.socket.send(EJSON.stringify(message))
  }

  private close(id: unknown): void {
    this.closers.get(id)?.()
    this.closers.delete(id)
  }

  private closeAll(): void {
    for (const id of [...this.closers.keys()]) this.close(id)
  }
}

/** Takes WebSocket connections for `watch` on the server that answers everything else. */
export function acceptWatches(server: Server, services: WatchServices): () => void {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MESSAGE_LIMIT_BYTES })
  server.on('upgrade', (req: IncomingMessage, socket: Duplex, head: Buffer) => {
    const { origin } = req.headers
    const isAccepted = req.url?.split('?')[0] === PATH && (origin === undefined || isLocalOrigin(origin))
    if (!isAccepted) return socket.destroy()
    sockets.handleUpgrade(req, socket, head, webSocket => new Connection(webSocket, services))
  })
  return () => {
    for (const client of sockets.clients) client.terminate()
  }
}
