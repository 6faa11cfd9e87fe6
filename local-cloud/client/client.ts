import { Connection, type ConnectionOptions } from './connection'
import { openDatabase } from './database'
import { failed } from './errors'
import { poster } from './post'

export type { ClientError } from './errors'
export type { Snapshot, Watcher } from './watch'

interface CallAnswer {
  /** What the function returned. */
  result: unknown
  requestID: string
  errMsg: string
}

interface FileAddress {
  fileID: string
  /** 0 when there is an address. */
  status: number
  tempFileURL: string
  maxAge?: number
  errMsg: string
}

export type Client = ReturnType<typeof openClient>

/**
 * What `wx.cloud` is to a mini program, for browsers, Node and tests: the local cloud as one person sees it.
 * Everything rejects with a ClientError.
 */
export function openClient(options: ConnectionOptions) {
  const post = poster(options)
  const connection = new Connection(options)

  const getTempFileURL = async ({ fileList }: { fileList: unknown[] }) =>
    (await post('cloud.getTempFileURL', 'temp-urls', JSON.stringify({ fileList }))) as unknown as {
      fileList: FileAddress[]
      errMsg: string
    }

  async function downloadFile({ fileID }: { fileID: string }) {
    const [file] = (await getTempFileURL({ fileList: [fileID] })).fileList
    if (file?.status !== 0) throw failed('cloud.downloadFile', file?.errMsg ?? 'no such file')
    const answer = await fetch(file.tempFileURL)
    if (!answer.ok) throw failed('cloud.downloadFile', `status ${answer.status}`)
    const fileContent = new Uint8Array(await answer.arrayBuffer())
    return { fileContent, statusCode: answer.status, errMsg: 'cloud.downloadFile:ok' }
  }

  return {
    callFunction: async ({ name, data = {} }: { name: string; data?: unknown }) =>
      (await post('cloud.callFunction', 'call', JSON.stringify({ name, data }))) as unknown as CallAnswer,
    uploadFile: async (file: { cloudPath: string; fileContent: Uint8Array<ArrayBuffer> | Blob }) =>
      (await post(
        'cloud.uploadFile',
        `upload?path=${encodeURIComponent(file.cloudPath)}`,
        file.fileContent,
      )) as { fileID: string; statusCode: number; errMsg: string },
    getTempFileURL,
    downloadFile,
    database: () => openDatabase({ post, connection }),
    /** Closes every watch. */
    close: () => connection.close(),
  }
}
