import { HttpError } from '../http'
import type { Files } from './files'
import { fileIdOf, pathOf } from './path'
import type { Permit, Signer } from './sign'

export interface StorageOptions {
  files: Files
  signer: Signer
  now: () => Date
  envId: string
  origin: () => string
}

const MAX_AGE_SECONDS = 86_400

/** Files by their ids, and the signed addresses by which the world reaches them. */
export class Storage {
  constructor(private readonly options: StorageOptions) {}

  get files(): Files {
    return this.options.files
  }

  fileId(path: string): string {
    return fileIdOf(this.options.envId, path)
  }

  path(fileId: unknown): string | undefined {
    return pathOf(this.options.envId, fileId)
  }

  address(use: Permit['use'], path: string, seconds: number): string {
    const { signer, now, origin } = this.options
    const untilMs = now().getTime() + seconds * 1000
    const name = path.split('/').map(encodeURIComponent).join('/')
    return `${origin()}/storage/${name}?t=${untilMs}&sign=${signer.sign({ use, path, untilMs })}`
  }

  /** The path that a signed address names. @throws HttpError for a wrong or old signature */
  allowed(use: Permit['use'], url: URL): string {
    const { signer, now } = this.options
    const once = decode(url.pathname.slice('/storage/'.length))
    const untilMs = Number(url.searchParams.get('t'))
    const signature = url.searchParams.get('sign') ?? ''
    // the SDK's downloadFile encodes the address once more
    const path = [once, decodeAgain(once)].find(own => signer.isValid({ use, path: own, untilMs }, signature))
    if (path === undefined)
      throw new HttpError(403, 'SignatureDoesNotMatch', 'the address is not signed for this')
    if (untilMs < now().getTime()) throw new HttpError(403, 'AccessDenied', 'Request has expired')
    return path
  }

  /** An address for reading, or the code that says why there is none. */
  download(fileID: unknown, seconds: unknown, isAllowed: (path: string) => boolean) {
    const path = this.path(fileID)
    if (path === undefined || !this.files.find(path))
      return { fileID, code: 'STORAGE_FILE_NONEXIST', tempFileURL: '' }
    if (!isAllowed(path)) return { fileID, code: 'STORAGE_EXCEED_AUTHORITY', tempFileURL: '' }
    const isGiven = typeof seconds === 'number' && seconds > 0
    const maxAge = isGiven ? Math.min(seconds, MAX_AGE_SECONDS) : MAX_AGE_SECONDS
    return { fileID, code: 'SUCCESS', tempFileURL: this.address('get', path, maxAge), maxAge }
  }
}

function decodeAgain(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}

function decode(path: string): string {
  try {
    return path.split('/').map(decodeURIComponent).join('/')
  } catch {
    throw new HttpError(400, 'INVALID_PARAM', 'the address cannot be read')
  }
}
