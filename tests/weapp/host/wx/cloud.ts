import { readFile } from 'node:fs/promises'
import { byteLength } from '../bytes'
import type { Phone } from '../phone'
import type { PhoneFiles } from './files'
import { WxFailure, type Answering, type Asked } from './answer'

// WeChat's limit for the data of one call
const DATA_LIMIT_BYTES = 256 * 1024

export interface CloudPlace {
  /** address of the local cloud */
  origin: string
  openid: string
}

interface Told {
  phone: Phone
  files: PhoneFiles
  /** each call as `function.action` */
  onCall: (name: string) => void
}

const offline = (method: string) =>
  new WxFailure(`cloud.${method}:fail -404011 cloud function execution error | errMsg: request:fail `, {
    errCode: -404011,
  })

const typeOf = (body: string | Buffer) =>
  typeof body === 'string' ? 'application/json' : 'application/octet-stream'

type Post = (method: string, route: string, body: string | Buffer) => Promise<Record<string, unknown>>

/** To the gateway of the local cloud, as the person of this phone. */
function poster(place: CloudPlace, phone: Phone): Post {
  return async (method, route, body) => {
    if (phone.network === 'none') throw offline(method)
    const response = await fetch(`${place.origin}/gateway/${route}`, {
      method: 'POST',
      headers: { Authorization: `Dev ${place.openid}`, 'Content-Type': typeOf(body) },
      body,
    })
    const reply = (await response.json()) as Record<string, unknown>
    if (!response.ok) {
      const reason = String(reply.errMsg ?? reply.message)
      throw new WxFailure(`cloud.${method}:fail ${reason}`, { errCode: reply.errCode })
    }
    // the network may have gone while the answer was on its way
    if ((phone.network as string) === 'none') throw offline(method)
    return reply
  }
}

/** `wx.cloud.uploadFile`: with callbacks it gives a task that tells how far it is, without them a promise. */
function uploader(answer: Answering, post: Post, files: PhoneFiles) {
  const send = answer('cloud.uploadFile', async ({ cloudPath, filePath }: Asked) => {
    const content = await readFile(files.locate(String(filePath)))
    return post('uploadFile', `upload?path=${encodeURIComponent(String(cloudPath))}`, content)
  })
  return (asked: Asked) => {
    const { success } = asked
    if (!success) return send(asked)
    let progress: ((event: { progress: number }) => void) | undefined
    const arrived = (result: unknown) => {
      progress?.({ progress: 100 })
      success(result)
    }
    send({ ...asked, success: arrived })
    return { onProgressUpdate: (listener: typeof progress) => void (progress = listener) }
  }
}

/** `wx.cloud`, answered by the real functions behind the gateway of the local cloud. */
export function cloudMethods(answer: Answering, place: CloudPlace, { phone, files, onCall }: Told) {
  const post = poster(place, phone)
  const json = (method: string, route: string, body: unknown) => post(method, route, JSON.stringify(body))

  async function callFunction({ name, data = {} }: Asked) {
    const { action } = data as { action?: unknown }
    onCall(`${String(name)}.${String(action)}`)
    if (byteLength(JSON.stringify(data)) > DATA_LIMIT_BYTES)
      throw new WxFailure('cloud.callFunction:fail data exceed max size', { errCode: -404002 })
    return json('callFunction', 'call', { name, data })
  }
  const getTempFileURL = async ({ fileList }: Asked) => {
    const named = fileList as (string | { fileID: string })[]
    const ids = named.map(file => (typeof file === 'string' ? file : file.fileID))
    return json('getTempFileURL', 'temp-urls', { fileList: ids })
  }
  return {
    cloud: {
      init: () => undefined,
      callFunction: answer('cloud.callFunction', callFunction),
      uploadFile: uploader(answer, post, files),
      getTempFileURL: answer('cloud.getTempFileURL', getTempFileURL),
    },
    /** asks the local cloud to note what the person allowed */
    subscribe: (tmplIds: string[]) => json('requestSubscribeMessage', 'subscribe', { tmplIds }),
  }
}
