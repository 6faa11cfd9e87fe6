import { shortLived, type Cloud, type Upload } from './types'

// The browser build talks to the gateway of the local cloud, which stands on the page's own origin.

const PERSON_KEY = 'heju.as'

/** `?as=<openid>` before the hash; kept per browser tab, so that several people can be open side by side. */
export function personOfPage(): string {
  const named = new URLSearchParams(location.search).get('as')
  if (named) sessionStorage.setItem(PERSON_KEY, named)
  return named ?? sessionStorage.getItem(PERSON_KEY) ?? ''
}

const identity = () => ({ Authorization: `Dev ${personOfPage()}` })

async function post(path: string, body: unknown): Promise<unknown> {
  const response = await fetch(`/gateway/${path}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...identity() },
    body: JSON.stringify(body),
  })
  if (!response.ok) throw new Error(`gateway ${path}: ${response.status}`)
  return response.json()
}

/** XMLHttpRequest, because fetch does not tell how much of an upload has gone. */
function send(url: string, blob: Blob, onProgress?: Upload['onProgress']): Promise<string> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open('POST', url)
    request.setRequestHeader('Authorization', identity().Authorization)
    request.setRequestHeader('Content-Type', blob.type || 'application/octet-stream')
    request.upload.onprogress = event => onProgress?.(Math.round((event.loaded / event.total) * 100))
    request.onload = () =>
      request.status === 200 ? resolve(request.responseText) : reject(new Error(`${request.status}`))
    request.onerror = () => reject(new Error('network'))
    request.send(blob)
  })
}

async function upload({ cloudPath, filePath, onProgress }: Upload): Promise<string> {
  const blob = await (await fetch(filePath)).blob()
  const answer = await send(`/gateway/upload?path=${encodeURIComponent(cloudPath)}`, blob, onProgress)
  return (JSON.parse(answer) as { fileID: string }).fileID
}

async function tempUrls(fileIds: string[]): Promise<Map<string, string>> {
  const answer = (await post('temp-urls', { fileList: shortLived(fileIds) })) as {
    fileList: { fileID: string; tempFileURL?: string }[]
  }
  return new Map(answer.fileList.flatMap(file => (file.tempFileURL ? [[file.fileID, file.tempFileURL]] : [])))
}

export const h5Cloud: Cloud = {
  start: () => void personOfPage(),
  call: async (name, data) => ((await post('call', { name, data })) as { result: unknown }).result,
  upload,
  tempUrls,
  subscribe: async templateIds =>
    (await post('subscribe', { tmplIds: templateIds })) as Record<string, string>,
}
