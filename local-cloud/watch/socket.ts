import { EJSON } from 'bson'
import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocketServer, type WebSocket } from 'ws'
import { refusal } from '../admin'
import type { Clock } from '../clock'
import { isLocalOrigin } from '../cors'
import { parseSort } from '../database/sort'
import { badParam } from '../errors'
import { openidFrom } from '../gateway/gateway'
import { HttpError, refuseSocket } from '../http'
import { withOpenid, type Rules } from '../rules/rules'
import { parseDoc } from '../values/ejson'
import { isDoc, type Doc } from '../values/types'
import type { Watches } from './watches'

// Protocol, JSON with relaxed Extended JSON inside:
//   client  {type: 'watch', id, authorization: 'Dev <openid>', collection, query, sort, limit} · {type: 'close', id}
//   server  {type: 'snapshot', id, snapshot} · {type: 'error', id, code, message}
// A client that wants to know whether the server is still there sends {type: 'ping'} and hears {type: 'pong'}.

const PATH = '/gateway/watch'
const MESSAGE_LIMIT_BYTES = 256 * 1024
const PING_MS = 30_000

export interface WatchServices {
  clock: Clock
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
      const message = parseDoc(text, this.services.clock.now, 'message')
      id = message.id
      if (message.type === 'close') this.close(id)
      else if (message.type === 'watch') this.watch(message)
      else if (message.type === 'ping') this.send({ type: 'pong' })
      else throw badParam('type must be watch, close or ping')
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

function refusalOf({ url, headers: { origin } }: IncomingMessage): HttpError | undefined {
  const address = url?.split('?')[0]
  if (address !== PATH) return new HttpError(404, 'NOT_FOUND', `no WebSocket at ${address}`)
  if (origin === undefined || isLocalOrigin(origin)) return undefined
  return new HttpError(403, 'FORBIDDEN', 'only pages of this machine may watch')
}

/** Takes WebSocket connections for `watch` on the server that answers everything else. @returns ends them all */
export function acceptWatches(server: Server, services: WatchServices): () => void {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MESSAGE_LIMIT_BYTES })
  let isClosed = false
  server.on('upgrade', (req: IncomingMessage, socket: Duplex, head: Buffer) => {
    // one let in while the cloud closes would keep it from ending
    if (isClosed) return socket.destroy()
    const refused = refusalOf(req)
    if (refused) return refuseSocket(socket, refused)
    sockets.handleUpgrade(req, socket, head, webSocket => new Connection(webSocket, services))
  })
  sockets.on('wsClientError', ({ message }, socket) =>
    refuseSocket(socket, new HttpError(400, 'INVALID_PARAM', message)),
  )
  const stopPinging = dropSilent(sockets.clients)
  return () => {
    isClosed = true
    stopPinging()
    for (const client of sockets.clients) client.terminate()
  }
}

/** A client that answers no ping until the next one is gone, though nobody closed its connection. */
function dropSilent(clients: Set<WebSocket>): () => void {
  const silent = new WeakSet<WebSocket>()
  const timer = setInterval(() => {
    for (const client of clients) {
      if (silent.has(client)) client.terminate()
      silent.add(client)
      client.once('pong', () => silent.delete(client)).ping()
    }
  }, PING_MS)
  timer.unref()
  return () => clearInterval(timer)
}
