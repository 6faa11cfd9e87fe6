import { CloudError } from '../errors'
import type { Handler } from '../gateway/gateway'
import { parseJsonObject, readBody } from '../http'
import { fileList } from './batch'
import { checkCloudPath, typeOf } from './path'
import type { Storage } from './storage'

export const UPLOAD_LIMIT_BYTES = 20 * 1024 * 1024
const REQUEST_LIMIT_BYTES = 256 * 1024

interface Wanted {
  fileID: unknown
  maxAge?: number
}

const wanted = (item: unknown): Wanted =>
  typeof item === 'object' && item !== null ? (item as Wanted) : { fileID: item }

/**
 * The bucket as clients see it, with the rule of a private one: everybody writes and reads their own files;
 * those of others come through an address that a function hands out.
 */
export function clientStorage(storage: Storage): Record<string, Handler> {
  const isOwn = (path: string, openid: string) => storage.files.find(path)?.openid === openid
  return {
    async upload(req, url, openid) {
      const path = checkCloudPath(url.searchParams.get('path'))
      const content = await readBody(req, UPLOAD_LIMIT_BYTES)
      if (storage.files.find(path) && !isOwn(path, openid))
        throw new CloudError('STORAGE_EXCEED_AUTHORITY', 'the file belongs to somebody else')
      const contentType = req.headers['content-type'] ?? typeOf(path)
      await storage.files.save({ path, openid, contentType }, content)
      return { fileID: storage.fileId(path), statusCode: 200, errMsg: 'cloud.uploadFile:ok' }
    },
    async 'temp-urls'(req, _url, openid) {
      const request = parseJsonObject(await readBody(req, REQUEST_LIMIT_BYTES))
      const list = fileList<unknown>(request.fileList).map(item => {
        const { fileID, maxAge } = wanted(item)
        const { code, ...file } = storage.download(fileID, maxAge, path => isOwn(path, openid))
        return { ...file, status: code === 'SUCCESS' ? 0 : 1, errMsg: code === 'SUCCESS' ? 'ok' : code }
      })
      return { fileList: list, errMsg: 'cloud.getTempFileURL:ok' }
    },
  }
}
