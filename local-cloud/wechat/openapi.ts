import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Action } from '../database/actions'
import { refusal, type Sender } from '../admin'
import { CloudError, notEmulated } from '../errors'
import { send } from '../http'
import type { Api } from './apis'
import { readParts } from './multipart'
import { decodeCall, encodeReply, type Reply } from './protocol'

export interface OpenApiOptions {
  apis: Record<string, Api>
  /** Whether the sender's config.json permits the call. */
  isPermitted: (sender: Sender, apiName: string) => boolean
  /** `wx.wxPayApi`: plain JSON in and out. */
  pay: (apiName: string, request: Record<string, unknown>, sender: Sender) => Promise<object>
  count: (action: string, sender: Sender) => void
}

// The SDK takes exactly this content type for a refusal of the platform, and any other for an answer.
const REFUSAL_TYPE = 'application/json; charset=utf-8'
const NO_PERMISSION = -604101

const noPermission: Reply = {
  contentType: 'application/json; charset=UTF-8',
  body: Buffer.from('{}'),
  errorCode: NO_PERMISSION,
}

export function openApiEndpoint({ apis, isPermitted, pay, count }: OpenApiOptions) {
  function apiOf(name: string): Api {
    const api = Object.hasOwn(apis, name) ? apis[name] : undefined
    if (api) return api
    throw notEmulated(`cloud.openapi.${name}`)
  }

  async function openApi(name: string, data: Buffer, sender: Sender): Promise<Buffer> {
    const api = apiOf(name)
    if (!isPermitted(sender, name)) return encodeReply(noPermission)
    const params = decodeCall(data)
    if (!params) throw notEmulated('this kind of wx.openApi call')
    return encodeReply(await api(params))
  }

  async function answer(
    req: IncomingMessage,
    sender: Sender,
  ): Promise<{ type: string; body: string | Buffer }> {
    const { action, apiName, requestData = Buffer.alloc(0) } = await readParts(req)
    const name = String(apiName)
    count(String(action), sender)
    if (String(action) === 'wx.openApi') {
      return { type: 'application/octet-stream', body: await openApi(name, requestData, sender) }
    }
    if (String(action) !== 'wx.wxPayApi') throw notEmulated(String(action))
    const request = JSON.parse(requestData.toString() || '{}') as Record<string, unknown>
    return { type: 'text/plain', body: JSON.stringify(await pay(name, request, sender)) }
  }

  /** `cloud.callOpenAPI`: the same calls in JSON. */
  const jsonCall: Action = async request => {
    const { contentType, body } = await apiOf(String(request.apiName))(parseParams(request.requestData))
    if (!contentType.startsWith('application/json')) throw notEmulated('a binary answer of callOpenAPI')
    return { top: { responseData: body.toString() } }
  }

  return {
    jsonCall,
    async multipart(req: IncomingMessage, res: ServerResponse, sender: Sender): Promise<void> {
      try {
        const { type, body } = await answer(req, sender)
        send(res, 200, type, body)
      } catch (error) {
        send(res, 200, REFUSAL_TYPE, JSON.stringify({ ...refusal(error), requestId: 'local' }))
      }
    },
  }
}

function parseParams(data: unknown): Record<string, unknown> {
  try {
    return JSON.parse(String(data)) as Record<string, unknown>
  } catch {
    throw new CloudError('INVALID_PARAM', 'requestData is not JSON')
  }
}
