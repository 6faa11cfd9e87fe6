import type { IncomingMessage, ServerResponse } from 'node:http'
import { randomUUID } from 'node:crypto'
import type { AtOnce } from './at-once'
import type { Reply, Request } from './database/request'
import { CloudError, notEmulated } from './errors'
import { HttpError, parseJsonObject, readBody, sendJson } from './http'
import type { Trip } from './trips'

/** Who sent a request, as far as its address and headers tell. */
export interface Sender {
  instanceId?: string
  invocationId?: string
  source: string
  /** When the SDK began the request, by its own clock. */
  beganAtMs?: number
}

export type SenderAction = (request: Request, sender: Sender) => Promise<Reply> | Reply

export interface AdminOptions {
  actions: Record<string, SenderAction>
  /** Requests that are not JSON: `wx.openApi` and its kin. */
  multipart: (req: IncomingMessage, res: ServerResponse, sender: Sender) => Promise<void>
  functionOf: (sender: Sender) => string | undefined
  count: (trip: Trip) => void
  /** Bounds what goes on in the database. */
  atOnce: AtOnce
  /** May throw or wait, to try how callers bear it. */
  before: (action: string) => Promise<void>
  /** May swallow the reply of an action that has been done. */
  after: (action: string) => Promise<void>
}

// the SDK knows these, the local cloud does not
const NOT_EMULATED = ['storage.getFileAuthority', 'wx.wxCallContainerApi']
const BODY_LIMIT_BYTES = 6 * 1024 * 1024

const senderOf = (req: IncomingMessage): Sender => ({
  instanceId: new URL(req.url ?? '/', 'http://local').pathname.split('/')[2],
  source: String(req.headers['x-tcb-source'] ?? ''),
  beganAtMs: Number(req.headers['x-client-timestamp']) || undefined,
})

/** The endpoint of the SDK: always HTTP 200 and JSON, a refusal has `code` and `message`. */
export function adminEndpoint(options: AdminOptions) {
  async function answer(req: IncomingMessage, sender: Sender): Promise<Record<string, unknown>> {
    const request = parseJsonObject(await readBody(req, BODY_LIMIT_BYTES))
    const name = typeof request.action === 'string' ? request.action : ''
    const action = Object.hasOwn(options.actions, name) ? options.actions[name] : undefined
    if (NOT_EMULATED.includes(name)) throw notEmulated(name)
    if (!action) throw new CloudError('INVALID_ACTION', `unknown action: ${name.slice(0, 100)}`)
    const collection = request.collectionName as string | undefined
    const trip: Trip = { action: name, collection, function: options.functionOf(sender) }
    async function act(): Promise<Record<string, unknown>> {
      await options.before(name)
      const { data, top, cost } = await action!(request, sender)
      Object.assign(trip, cost)
      await options.after(name)
      return { data, ...top }
    }
    try {
      return await (name.startsWith('database.') ? options.atOnce(act) : act())
    } catch (error) {
      trip.code = refusal(error).code
      throw error
    } finally {
      // a refused request has gone its way too
      options.count(trip)
    }
  }

  return async (req: IncomingMessage, res: ServerResponse): Promise<void> => {
    const requestId = randomUUID()
    const sender = senderOf(req)
    const isMultipart = req.headers['content-type']?.startsWith('multipart/form-data')
    if (isMultipart) return options.multipart(req, res, sender)
    try {
      sendJson(res, 200, { ...(await answer(req, sender)), requestId })
    } catch (error) {
      sendJson(res, 200, { ...refusal(error), requestId })
    }
  }
}

export function refusal(error: unknown): { code: string; message: string } {
  if (error instanceof CloudError || error instanceof HttpError)
    return { code: error.code, message: error.message }
  return { code: 'SYS_ERR', message: error instanceof Error ? error.message : String(error) }
}
