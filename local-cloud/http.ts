import { STATUS_CODES, type IncomingMessage, type ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import { CloudError } from './errors'
import { readJson } from './values/json'

/** A refusal of an HTTP request: a status, and a code for programs. */
export class HttpError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
  ) {
    super(message)
  }
}

/** The whole body; one larger than the limit is read to its end, so that the answer reaches the sender. */
export async function readBody(req: IncomingMessage, limitBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of req as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size <= limitBytes) chunks.push(chunk)
  }
  if (size > limitBytes)
    throw new HttpError(413, 'REQUEST_TOO_LARGE', `body of ${size} bytes exceeds ${limitBytes}`)
  return Buffer.concat(chunks)
}

/** Strict: invalid UTF-8 is refused instead of being silently replaced. */
export function decodeUtf8(body: Buffer, what = 'body'): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body)
  } catch {
    throw new HttpError(400, 'INVALID_PARAM', `${what} is not valid UTF-8`)
  }
}

export const parseJson = (body: Buffer, what = 'body'): unknown => readJson(decodeUtf8(body, what), what)

export function parseJsonObject(body: Buffer, what = 'body'): Record<string, unknown> {
  const value = parseJson(body, what)
  if (typeof value === 'object' && value !== null && !Array.isArray(value))
    return value as Record<string, unknown>
  throw new HttpError(400, 'INVALID_PARAM', `${what} must be a JSON object`)
}

export interface Content {
  status?: number
  contentType: string
  body: string | Buffer
}

export function send(res: ServerResponse, { status = 200, contentType, body }: Content): void {
  const bytes = typeof body === 'string' ? Buffer.from(body) : body
  res.writeHead(status, { 'content-type': contentType, 'content-length': bytes.length })
  res.end(bytes)
}

export function sendJson(res: ServerResponse, status: number, body: unknown): void {
  send(res, { status, contentType: 'application/json; charset=utf-8', body: JSON.stringify(body) })
}

/** Answers on a bare connection, where there is no response to write to, and ends it. */
export function refuseSocket(socket: Duplex, { status, code, message }: HttpError): void {
  // whoever is gone already needs no answer, and must not end the process
  socket.on('error', () => socket.destroy())
  if (!socket.writable) return void socket.destroy()
  const body = JSON.stringify({ code, message })
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    'connection: close',
    'content-type: application/json; charset=utf-8',
    `content-length: ${Buffer.byteLength(body)}`,
  ]
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`, () => socket.destroy())
}

const escaped = (text: string) => text.replace(/[<&>]/g, c => `&#${c.charCodeAt(0)};`)

/** A failure in the words of the object storage, which speaks XML. */
export function sendXml(res: ServerResponse, error: unknown): void {
  const { status, code, message } = describe(error)
  const parts = { Code: code, Message: message, RequestId: 'local', TraceId: 'local' }
  const content = Object.entries(parts).map(([name, text]) => `<${name}>${escaped(text)}</${name}>`)
  const body = `<?xml version='1.0' encoding='utf-8'?><Error>${content.join('')}</Error>`
  send(res, { status, contentType: 'application/xml', body })
}

/** Any error as status, code and text: never a 5xx without a code. */
export function describe(error: unknown): { status: number; code: string; message: string } {
  if (error instanceof HttpError) return error
  if (error instanceof CloudError) return { status: 400, code: error.code, message: error.message }
  const message = error instanceof Error ? error.message : String(error)
  return { status: 500, code: 'SYS_ERR', message }
}
