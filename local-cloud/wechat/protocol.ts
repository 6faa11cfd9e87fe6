import protobuf from 'protobufjs'
import { badParam } from '../errors'
import { decodeUtf8, parseJson } from '../http'

// The messages of `wx.openApi` as the SDK writes and reads them. A key is a string: as bytes it is decoded strictly.
const SCHEMA = `
syntax = "proto3";
message Pair { bytes key = 1; bytes value = 2; string contenttype = 3; string filename = 4; }
message OpenApiData { repeated Pair pairs = 1; }
message CommApiData { uint32 apiType = 1; OpenApiData openapiData = 2; }
message CommOpenApiResp { bytes respData = 1; string contentType = 2; int32 errorCode = 3; uint32 httpCode = 4; }
`

const root = protobuf.parse(SCHEMA).root
const Request = root.lookupType('CommApiData')
const Response = root.lookupType('CommOpenApiResp')

const OPEN_API = 0

interface Decoded {
  apiType: number
  openapiData?: { pairs: { key: Uint8Array; value: Uint8Array; filename: string }[] }
}

function decodeMessage(bytes: Buffer): Decoded {
  try {
    return Request.decode(bytes) as unknown as Decoded
  } catch {
    throw badParam('requestData cannot be read')
  }
}

/**
 * The parameters of a call; each value is JSON, a file stays bytes. Undefined: not an open API call.
 * @throws CloudError or HttpError INVALID_PARAM on what cannot be read
 */
export function decodeCall(bytes: Buffer): Record<string, unknown> | undefined {
  const { apiType, openapiData } = decodeMessage(bytes)
  if (apiType !== OPEN_API) return undefined
  const pairs = openapiData?.pairs ?? []
  return Object.fromEntries(
    pairs.map(({ key, value, filename }) => {
      const [name, content] = [decodeUtf8(Buffer.from(key), 'a parameter'), Buffer.from(value)]
      if (filename || !content.length) return [name, filename ? content : null]
      return [name, parseJson(content, `parameter ${name}`)]
    }),
  )
}

export interface Reply {
  contentType: string
  body: Buffer
  /** The platform's own refusal, such as -604101. */
  errorCode?: number
}

export const jsonReply = (value: object): Reply => ({
  contentType: 'application/json; charset=UTF-8',
  body: Buffer.from(JSON.stringify(value)),
})

export const encodeReply = ({ contentType, body, errorCode = 0 }: Reply): Buffer =>
  Buffer.from(
    Response.encode(Response.fromObject({ respData: body, contentType, errorCode, httpCode: 200 })).finish(),
  )
