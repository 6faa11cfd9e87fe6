import { badParam } from '../errors'

const PATH_LIMIT_BYTES = 850

/** A cloud path names a file in the bucket and nothing else: no way out of it, nothing hidden in it. */
export function checkCloudPath(path: unknown): string {
  if (typeof path !== 'string' || !path) throw badParam('cloudPath must be a string')
  const segments = path.split('/')
  const isBad = (segment: string) => segment === '' || segment === '.' || segment === '..'
  if (segments.some(isBad)) throw badParam('cloudPath may not start or end with / nor contain //, . or ..')
  // U+FFFD is what is left of bytes that were no UTF-8
  if (/[\x00-\x1f\x7f\\\ufffd]/.test(path))
    throw badParam('cloudPath may not contain control characters, \\ or broken UTF-8')
  if (Buffer.byteLength(path) > PATH_LIMIT_BYTES)
    throw badParam(`cloudPath is longer than ${PATH_LIMIT_BYTES} bytes`)
  return path
}

const BUCKET = 'heju-bucket'

export const fileIdOf = (envId: string, path: string) => `cloud://${envId}.${BUCKET}/${path}`

/** The path of a file id of this environment; undefined for any other text. */
export function pathOf(envId: string, fileId: unknown): string | undefined {
  const start = `cloud://${envId}.${BUCKET}/`
  return typeof fileId === 'string' && fileId.startsWith(start) ? fileId.slice(start.length) : undefined
}

const TYPES: Record<string, string> = {
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  png: 'image/png',
  gif: 'image/gif',
  webp: 'image/webp',
  svg: 'image/svg+xml',
  mp4: 'video/mp4',
  mp3: 'audio/mpeg',
  pdf: 'application/pdf',
  csv: 'text/csv; charset=utf-8',
  txt: 'text/plain; charset=utf-8',
  json: 'application/json',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
}

/** What a file is by its name, for uploads that do not say. */
export function typeOf(path: string): string {
  const ending = path.split('.').pop()!.toLowerCase()
  return Object.hasOwn(TYPES, ending) ? TYPES[ending]! : 'application/octet-stream'
}
