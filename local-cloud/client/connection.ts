import type { Doc } from '../values/types'

/** The part of a WebSocket that browsers, Node and the package ws have in common. */
export interface Socket {
  readyState: number
  onopen: unknown
  onmessage: unknown
  onclose: unknown
  onerror: unknown
  send(text: string): void
  close(): void
  /** Of the package ws only. */
  terminate?(): void
}

type SocketClass = new (url: string) => Socket

export interface ConnectionOptions {
  /** `http://127.0.0.1:<port>` */
  origin: string
  openid: string
  /** The class of the package ws, where there is no global WebSocket. */
  WebSocket?: SocketClass
  /** A silence of twice this length is a lost connection. */
  heartbeatMs?: number
}

/** What a watch asks and who hears the answers, both as they travel. */
export interface Subscriber {
  request: Doc
  receive(message: Doc): void
}

const OPEN = 1
const HEARTBEAT_MS = 15_000
const RETRY_FIRST_MS = 100
const RETRY_MOST_MS = 10_000

/** Twice as long after each failure, and never the same for all clients of a server that comes back. */
const retryMs = (failures: number) =>
  Math.min(RETRY_FIRST_MS * 2 ** failures, RETRY_MOST_MS) * (0.5 + Math.random() / 2)

/** One socket for all watches: made for the first, made anew when it is lost, dropped after the last. */
export class Connection {
  private readonly subscribers = new Map<unknown, Subscriber>()
  private socket?: Socket
  // with a socket it waits for a sign of life, without one for the next attempt
  private timer?: ReturnType<typeof setTimeout>
  private failures = 0
  private lastId = 0

  constructor(private readonly options: ConnectionOptions) {}

  /** @returns ends it @throws TypeError where there is no WebSocket */
  add(subscriber: Subscriber): () => void {
    if (!this.socketClass) throw new TypeError('watch needs a WebSocket: pass the class of the package ws')
    const id = ++this.lastId
    this.subscribers.set(id, subscriber)
    if (this.socket) this.ask(id)
    else if (this.timer === undefined) this.connect()
    return () => this.remove(id)
  }

  close(): void {
    this.subscribers.clear()
    this.drop()
  }

  private get socketClass(): SocketClass | undefined {
    return this.options.WebSocket ?? (globalThis as { WebSocket?: SocketClass }).WebSocket
  }

  private remove(id: unknown): void {
    if (!this.subscribers.delete(id)) return
    if (this.subscribers.size) this.send({ type: 'close', id })
    else this.drop()
  }

  private connect(): void {
    const socket = new this.socketClass!(`${this.options.origin.replace(/^http/, 'ws')}/gateway/watch`)
    this.socket = socket
    socket.onopen = () => {
      for (const id of this.subscribers.keys()) this.ask(id)
    }
    socket.onmessage = ({ data }: { data: unknown }) => this.receive(String(data))
    socket.onclose = () => this.lost()
    socket.onerror = () => {} // what is wrong is followed by close
    this.expectLife()
  }

  private ask(id: unknown): void {
    const authorization = `Dev ${this.options.openid}`
    const { request } = this.subscribers.get(id)!
    this.send({ type: 'watch', id, authorization, ...request })
  }

  /** Before the socket is open nothing is sent: opening asks for all. */
  private send(message: Doc): void {
    if (this.socket?.readyState === OPEN) this.socket.send(JSON.stringify(message))
  }

  private receive(text: string): void {
    this.failures = 0
    this.expectLife()
    const message = JSON.parse(text) as Doc
    const subscriber = this.subscribers.get(message.id)
    if (message.type === 'error') this.remove(message.id)
    subscriber?.receive(message)
  }

  private expectLife(): void {
    const { heartbeatMs = HEARTBEAT_MS } = this.options
    clearTimeout(this.timer)
    this.timer = setTimeout(() => {
      this.send({ type: 'ping' })
      this.timer = setTimeout(() => this.lost(), heartbeatMs)
    }, heartbeatMs)
  }

  private lost(): void {
    this.drop()
    this.timer = setTimeout(() => this.connect(), retryMs(this.failures++))
  }

  private drop(): void {
    clearTimeout(this.timer)
    this.timer = undefined
    const { socket } = this
    this.socket = undefined
    if (!socket) return
    socket.onopen = socket.onmessage = socket.onclose = null
    // closing politely, ws would hold the process for half a minute when the other side is gone
    if (socket.terminate) socket.terminate()
    else socket.close()
  }
}
