import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Reply as ActionReply, Request } from '../database/request'
import { refusal, type Sender } from '../admin'
import { CloudError, notEmulated } from '../errors'
import { parseJsonObject, send, type Content } from '../http'
import type { Api } from './apis'
import { readParts } from './multipart'
import { decodeCall, encodeReply, type Reply } from './protocol'

export interface OpenApiOptions {
  apis: Record<string, Api>
  /** Whether the sender's config.json permits the call. */
  isPermitted: (sender: Sender, apiName: string) => boolean
  /** `wx.wxPayApi`: plain JSON in and out. */
  pay: (apiName: string, request: Record<string, unknown>, sender: Sender) => Promise<object>
  /** Counts the request; may throw or wait, to try how callers bear it. */
  before: (action: string, sender: Sender) => Promise<void>
  /** May swallow the reply of what has been done. */
  after: (action: string) => Promise<void>
}

// The SDK takes exactly this content type for a refusal of the platform, and any other for an answer.
const REFUSAL_TYPE = 'application/json; charset=utf-8'
const NO_PERMISSION = -604101
const NO_PERMISSION_TEXT = 'function has no permission to call this API'

const noPermission: Reply = {
  contentType: 'application/json; charset=UTF-8',
  body: Buffer.from('{}'),
  errorCode: NO_PERMISSION,
}

/** The endpoint's requests that are forms: `wx.openApi` and `wx.wxPayApi`. */
export class OpenApiEndpoint {
  constructor(private readonly options: OpenApiOptions) {}

  async multipart(req: IncomingMessage, res: ServerResponse, sender: Sender): Promise<void> {
    try {
      const parts = await readParts(req)
      const content = await this.answer(parts, sender)
      await this.options.after(String(parts.action))
      send(res, content)
    } catch (error) {
      const body = JSON.stringify({ ...refusal(error), requestId: 'local' })
      send(res, { contentType: REFUSAL_TYPE, body })
    }
  }

  /** `cloud.callOpenAPI`: the same calls in JSON. */
  async json(request: Request, sender: Sender): Promise<ActionReply> {
    const name = String(request.apiName)
    const api = this.api(name)
    if (!this.options.isPermitted(sender, name)) throw new CloudError('-604101', NO_PERMISSION_TEXT)
    const { contentType, body } = await api(
      parseJsonObject(Buffer.from(String(request.requestData)), 'requestData'),
    )
    if (!contentType.startsWith('application/json')) throw notEmulated('a binary answer of callOpenAPI')
    return { top: { responseData: body.toString() } }
  }

  private async answer(parts: Record<string, Buffer>, sender: Sender): Promise<Content> {
    const [action, apiName] = [String(parts.action), String(parts.apiName)]
    const data = parts.requestData ?? Buffer.alloc(0)
    await this.options.before(action, sender)
    if (action === 'wx.wxPayApi') {
      const params = data.length ? parseJsonObject(data, 'requestData') : {}
      const reply = await this.options.pay(apiName, params, sender)
      return { contentType: 'text/plain', body: JSON.stringify(reply) }
    }
    if (action !== 'wx.openApi') throw notEmulated(action)
    return {
      contentType: 'application/octet-stream',
      body: encodeReply(await this.open(apiName, data, sender)),
    }
  }

  private async open(name: string, data: Buffer, sender: Sender): Promise<Reply> {
    const api = this.api(name)
    if (!this.options.isPermitted(sender, name)) return noPermission
    const params = decodeCall(data)
    if (!params) throw notEmulated('this kind of wx.openApi call')
    return api(params)
  }

  private api(name: string): Api {
    const { apis } = this.options
    const api = Object.hasOwn(apis, name) ? apis[name] : undefined
    if (api) return api
    throw notEmulated(`cloud.openapi.${name}`)
  }
}
