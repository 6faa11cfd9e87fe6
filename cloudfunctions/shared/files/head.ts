import { createHash } from 'node:crypto'

/** Enough for every signature, and for the header of a video that was made to be streamed. */
export const HEAD_BYTES = 4096
const TIMEOUT_MS = 5000

/** The beginning of a stored file and the size of all of it. */
export interface Head {
  bytes: number
  head: Uint8Array
}

export const headHashOf = (content: Uint8Array): string =>
  createHash('sha256').update(content.subarray(0, HEAD_BYTES)).digest('hex')

const ask = (url: string): Promise<Response> =>
  fetch(url, {
    headers: { range: `bytes=0-${HEAD_BYTES - 1}` },
    signal: AbortSignal.timeout(TIMEOUT_MS),
  })

/** Of `bytes 0-4095/81920`, or of a whole answer; a file of no bytes has no range. */
function sizeOf(response: Response): number {
  if (response.status === 416) return 0
  const total = /\/(\d+)$/.exec(response.headers.get('content-range') ?? '')?.[1]
  return Number(total ?? response.headers.get('content-length') ?? 0)
}

/** Stops reading when it has enough: a storage that knows no ranges sends all of it. */
async function beginningOf(response: Response): Promise<Uint8Array> {
  const reader = response.body?.getReader()
  const parts: Uint8Array[] = []
  let length = 0
  while (reader && length < HEAD_BYTES) {
    const { done, value } = (await reader.read()) as { done: boolean; value?: Uint8Array }
    if (done || !value) break
    parts.push(value)
    length += value.length
  }
  await reader?.cancel()
  return Buffer.concat(parts).subarray(0, HEAD_BYTES)
}

/** @returns null when there is no such file. @throws when the storage does not answer, also at the second try */
export async function readHead(url: string): Promise<Head | null> {
  // a connection that was kept open may have been closed at the other end
  const response = await ask(url).catch(() => ask(url))
  if (response.status === 404 || response.status === 403) return null
  if (!response.ok && response.status !== 416) throw new Error(`storage answered ${response.status}`)
  const bytes = sizeOf(response)
  return { bytes, head: bytes ? await beginningOf(response) : new Uint8Array() }
}
