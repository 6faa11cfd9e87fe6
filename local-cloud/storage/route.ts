import type { IncomingMessage, ServerResponse } from 'node:http'
import { HttpError, readBody, send, sendXml } from '../http'
import type { Route } from '../server'
import { UPLOAD_LIMIT_BYTES } from './client'
import { typeOf } from './path'
import type { Storage } from './storage'

/** Signed addresses: GET reads a file, PUT is the SDK's upload. */
export function storageRoute(storage: Storage): Route {
  async function download(res: ServerResponse, url: URL): Promise<void> {
    const path = storage.allowed('get', url)
    const file = storage.files.find(path)
    if (!file) throw new HttpError(404, 'NoSuchKey', 'The specified key does not exist.')
    res.setHeader('cache-control', 'private, max-age=600')
    // an uploaded page must not act in the name of the pages around it
    res.setHeader('x-content-type-options', 'nosniff')
    res.setHeader('content-security-policy', "sandbox; default-src 'none'; style-src 'unsafe-inline'")
    send(res, { contentType: file.contentType, body: await storage.files.read(path) })
  }

  async function upload(req: IncomingMessage, res: ServerResponse, url: URL): Promise<void> {
    const path = storage.allowed('put', url)
    const contentType = req.headers['content-type'] ?? typeOf(path)
    await storage.files.save({ path, openid: null, contentType }, await readBody(req, UPLOAD_LIMIT_BYTES))
    send(res, { contentType: 'text/plain', body: '' })
  }

  return async (req, res, url) => {
    if (req.method === 'GET') return download(res, url)
    if (req.method !== 'PUT') throw new HttpError(405, 'MethodNotAllowed', 'use GET or PUT')
    await upload(req, res, url).catch((error: unknown) => {
      req.resume()
      sendXml(res, error)
    })
  }
}
