import busboy from 'busboy'
import type { IncomingMessage } from 'node:http'
import { HttpError } from '../http'

const LIMITS = { parts: 50, fileSize: 10 * 1024 * 1024, fieldSize: 10 * 1024 * 1024 }

const TOO_LARGE = new Error('a part is larger than 10 MB')

/** Read as Latin-1, a text is its bytes, so that invalid UTF-8 can still be noticed; unless it named its charset. */
const bytesOf = (value: string) => Buffer.from(value, /[^\0-\xff]/.test(value) ? 'utf8' : 'latin1')

/** All parts of a form, as bytes: the SDK sends text and binary parts in one request. */
export function readParts(req: IncomingMessage): Promise<Record<string, Buffer>> {
  return new Promise((resolve, reject) => {
    const parts: Record<string, Buffer> = Object.create(null) as Record<string, Buffer>
    const damaged = (error: unknown) => {
      req.resume()
      reject(new HttpError(400, 'INVALID_PARAM', `damaged form: ${(error as Error).message}`))
    }
    let parser: busboy.Busboy
    try {
      parser = busboy({ headers: req.headers, limits: LIMITS, defCharset: 'latin1', defParamCharset: 'utf8' })
    } catch (error) {
      return damaged(error)
    }
    parser.on('field', (name, value, { valueTruncated }) => {
      if (valueTruncated) damaged(TOO_LARGE)
      parts[name] = bytesOf(value)
    })
    parser.on('file', (name, stream) => {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => (parts[name] = Buffer.concat(chunks)))
      stream.on('error', damaged).on('limit', () => damaged(TOO_LARGE))
    })
    parser.on('error', damaged).on('close', () => resolve(parts))
    req.on('aborted', () => damaged(new Error('connection lost'))).pipe(parser)
  })
}
