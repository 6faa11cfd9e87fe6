import type { IncomingMessage, ServerResponse } from 'node:http'
import { HttpError, readBody, send, sendXml } from '../http'
import type { Route } from '../server'
import { UPLOAD_LIMIT_BYTES } from './client'
import { typeOf } from './path'
import type { Storage } from './storage'

/** `bytes=0-4095` as COS answers it; other forms of a range get the whole file, which HTTP allows. */
function sendPart(req: IncomingMessage, res: ServerResponse, whole: { contentType: string; body: Buffer }) {
  const [, first, last] = /^bytes=(\d+)-(\d*)$/.exec(req.headers.range ?? '') ?? []
  if (first === undefined) return send(res, whole)
  const { length } = whole.body
  const [from, to] = [Number(first), Math.min(last ? Number(last) : length, length - 1)]
  const isBeyond = from >= length || to < from
  res.setHeader('content-range', isBeyond ? `bytes */${length}` : `bytes ${from}-${to}/${length}`)
  const body = isBeyond ? '' : whole.body.subarray(from, to + 1)
  send(res, { status: isBeyond ? 416 : 206, contentType: whole.contentType, body })
}

/** Signed addresses: GET reads a file, PUT is the SDK's upload. */
export function storageRoute(storage: Storage): Route {
  async function download(req: IncomingMessage, res: ServerResponse, url: URL): Promise<void> {
    const path = storage.allowed('get', url)
    const file = storage.files.find(path)
    if (!file) throw new HttpError(404, 'NoSuchKey', 'The specified key does not exist.')
    res.setHeader('cache-control', 'private, max-age=600')
    // an uploaded page must not act in the name of the pages around it
    res.setHeader('x-content-type-options', 'nosniff')
    res.setHeader('content-security-policy', "sandbox; default-src 'none'; style-src 'unsafe-inline'")
    res.setHeader('accept-ranges', 'bytes')
    sendPart(req, res, { contentType: file.contentType, body: await storage.files.read(path) })
  }

  async function upload(req: IncomingMessage, res: ServerResponse, url: URL): Promise<void> {
    const path = storage.allowed('put', url)
    const contentType = req.headers['content-type'] ?? typeOf(path)
    await storage.files.save({ path, openid: null, contentType }, await readBody(req, UPLOAD_LIMIT_BYTES))
    send(res, { contentType: 'text/plain', body: '' })
  }

  return async (req, res, url) => {
    if (req.method === 'GET') return download(req, res, url)
    if (req.method !== 'PUT') throw new HttpError(405, 'MethodNotAllowed', 'use GET or PUT')
    await upload(req, res, url).catch((error: unknown) => {
      req.resume()
      sendXml(res, error)
    })
  }
}
