import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Action, Request } from '../database/actions'
import { CloudError, badParam } from '../errors'
import type { Handler } from '../gateway/gateway'
import { HttpError, parseJsonObject, readBody, send } from '../http'
import type { Files } from './files'
import { checkCloudPath, fileIdOf, pathOf, typeOf } from './path'
import type { Signer } from './sign'

export interface StorageOptions {
  files: Files
  signer: Signer
  now: () => Date
  envId: string
  origin: () => string
}

const UPLOAD_LIMIT_BYTES = 20 * 1024 * 1024
const BATCH_LIMIT = 50
const MAX_AGE_SECONDS = 86_400
const UPLOAD_SECONDS = 900

export function openStorage({ files, signer, now, envId, origin }: StorageOptions) {
  function address(use: 'get' | 'put', path: string, seconds: number): string {
    const until = now().getTime() + seconds * 1000
    const name = path.split('/').map(encodeURIComponent).join('/')
    return `${origin()}/storage/${name}?t=${until}&sign=${signer.sign(use, path, until)}`
  }

  /** The path that a signed address names; a wrong or old signature is refused. */
  function allowed(use: 'get' | 'put', url: URL): string {
    const path = decode(url.pathname.slice('/storage/'.length))
    const until = Number(url.searchParams.get('t'))
    if (!signer.isValid(use, path, until, url.searchParams.get('sign') ?? ''))
      throw new HttpError(403, 'SignatureDoesNotMatch', 'the address is not signed for this')
    if (until < now().getTime()) throw new HttpError(403, 'AccessDenied', 'Request has expired')
    return path
  }

  async function download(res: ServerResponse, path: string): Promise<void> {
    const file = files.find(path)
    if (!file) throw new HttpError(404, 'NoSuchKey', 'The specified key does not exist.')
    res.setHeader('cache-control', 'private, max-age=600')
    // an uploaded page must not act in the name of the pages around it
    res.setHeader('x-content-type-options', 'nosniff')
    res.setHeader('content-security-policy', "sandbox; default-src 'none'; style-src 'unsafe-inline'")
    send(res, 200, file.contentType, await files.read(path))
  }

  async function put(req: IncomingMessage, res: ServerResponse, url: URL): Promise<void> {
    const path = allowed('put', url)
    const contentType = req.headers['content-type'] ?? typeOf(path)
    await files.save({ path, openid: null, contentType }, await readBody(req, UPLOAD_LIMIT_BYTES))
    send(res, 200, 'text/plain', '')
  }

  /** Signed addresses: GET reads, PUT is the SDK's upload, whose failures are XML. */
  async function route(req: IncomingMessage, res: ServerResponse, url: URL): Promise<void> {
    if (req.method === 'GET') return download(res, allowed('get', url))
    if (req.method !== 'PUT') throw new HttpError(405, 'MethodNotAllowed', 'use GET or PUT')
    await put(req, res, url).catch((error: unknown) => {
      req.resume()
      const { status = 500, code = 'InternalError', message } = error as HttpError
      send(res, status, 'application/xml', xmlError(code, message))
    })
  }

  const uploadMetadata: Action = request => {
    const path = checkCloudPath(request.path)
    const fileId = fileIdOf(envId, path)
    const url = address('put', path, UPLOAD_SECONDS)
    return { data: { url, token: 'local', authorization: 'local', fileId, cosFileId: fileId } }
  }

  function batch<T>(list: unknown, each: (item: T) => Record<string, unknown>) {
    if (!Array.isArray(list) || !list.length) throw badParam('fileList必须是非空的数组')
    if (list.length > BATCH_LIMIT) throw badParam(`at most ${BATCH_LIMIT} files at once`)
    return (list as T[]).map(each)
  }

  function downloadable(fileID: unknown, seconds: unknown, isAllowed: (path: string) => boolean) {
    const path = pathOf(envId, fileID)
    if (path === undefined || !files.find(path))
      return { fileID, code: 'STORAGE_FILE_NONEXIST', tempFileURL: '' }
    if (!isAllowed(path)) return { fileID, code: 'STORAGE_EXCEED_AUTHORITY', tempFileURL: '' }
    const maxAge =
      typeof seconds === 'number' && seconds > 0 ? Math.min(seconds, MAX_AGE_SECONDS) : MAX_AGE_SECONDS
    return { fileID, code: 'SUCCESS', tempFileURL: address('get', path, maxAge), maxAge }
  }

  const downloadUrls: Action = request => ({
    data: {
      download_list: batch<{ fileid: unknown; max_age?: number }>(request.file_list, file =>
        downloadable(file.fileid, file.max_age, () => true),
      ),
    },
  })

  async function deleteFiles(request: Request) {
    const paths = batch<unknown>(request.fileid_list, fileID => ({ fileID, path: pathOf(envId, fileID) }))
    const list = []
    for (const { fileID, path } of paths) {
      const isGone = typeof path === 'string' && (await files.remove(path))
      list.push({ fileID, code: isGone ? 'SUCCESS' : 'STORAGE_FILE_NONEXIST' })
    }
    return { data: { delete_list: list } }
  }

  const isOwn = (path: string, openid: string) => files.find(path)?.openid === openid

  const upload: Handler = async (req, url, openid) => {
    const path = checkCloudPath(url.searchParams.get('path'))
    const content = await readBody(req, UPLOAD_LIMIT_BYTES)
    if (files.find(path) && !isOwn(path, openid))
      throw new CloudError('STORAGE_EXCEED_AUTHORITY', 'the file belongs to somebody else')
    const contentType = req.headers['content-type'] ?? typeOf(path)
    await files.save({ path, openid, contentType }, content)
    return { fileID: fileIdOf(envId, path), statusCode: 200, errMsg: 'cloud.uploadFile:ok' }
  }

  // A private bucket: a client reads its own files; those of others come through a function's temporary address.
  const tempUrls: Handler = async (req, _url, openid) => {
    const { fileList } = parseJsonObject(await readBody(req, 256 * 1024))
    const list = batch<unknown>(fileList, item => {
      const { fileID, maxAge } =
        typeof item === 'object' && item ? (item as Request) : { fileID: item, maxAge: 0 }
      const { code, ...file } = downloadable(fileID, maxAge, path => isOwn(path, openid))
      return { ...file, status: code === 'SUCCESS' ? 0 : 1, errMsg: code === 'SUCCESS' ? 'ok' : code }
    })
    return { fileList: list, errMsg: 'cloud.getTempFileURL:ok' }
  }

  return {
    route,
    actions: {
      'storage.getUploadMetadata': uploadMetadata,
      'storage.batchGetDownloadUrl': downloadUrls,
      'storage.batchDeleteFile': deleteFiles,
    } as Record<string, Action>,
    gateway: { upload, 'temp-urls': tempUrls } as Record<string, Handler>,
  }
}

function decode(path: string): string {
  try {
    return path.split('/').map(decodeURIComponent).join('/')
  } catch {
    throw new HttpError(400, 'INVALID_PARAM', 'the address cannot be read')
  }
}

const escaped = (text: string) => text.replace(/[<&>]/g, c => `&#${c.charCodeAt(0)};`)

const xmlError = (code: string, message: string) =>
  `<?xml version='1.0' encoding='utf-8'?><Error><Code>${escaped(code)}</Code><Message>${escaped(message)}</Message>` +
  '<RequestId>local</RequestId><TraceId>local</TraceId></Error>'
