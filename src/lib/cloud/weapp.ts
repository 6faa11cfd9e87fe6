import Taro from '@tarojs/taro'
import { shortLived, type Cloud, type Upload } from './types'

const upload = ({ cloudPath, filePath, onProgress }: Upload): Promise<string> =>
  new Promise((resolve, reject) => {
    const task = Taro.cloud.uploadFile({
      cloudPath,
      filePath,
      success: result => resolve(result.fileID),
      fail: reject,
    }) as unknown as Partial<Taro.UploadTask.UploadTaskPromise> | undefined
    task?.onProgressUpdate?.(({ progress }) => onProgress?.(progress))
  })

async function tempUrls(fileIds: string[]): Promise<Map<string, string>> {
  // WeChat's own page shows this form; the types know the shorter one only
  const asked = shortLived(fileIds) as unknown as string[]
  const { fileList } = await Taro.cloud.getTempFileURL({ fileList: asked })
  return new Map(fileList.filter(file => file.tempFileURL).map(file => [file.fileID, file.tempFileURL]))
}

async function subscribe(templateIds: string[]): Promise<Record<string, string>> {
  try {
    const answers = await Taro.requestSubscribeMessage({ tmplIds: templateIds, entityIds: [] })
    // Taro types only errMsg; WeChat answers by template id beside it
    const { errMsg: _, ...byTemplate } = answers as unknown as Record<string, string>
    return byTemplate
  } catch {
    // the person has switched messages off altogether: nothing was allowed, and nothing has failed
    return {}
  }
}

/** WeChat's own cloud client. */
export const weappCloud: Cloud = {
  start: () => Taro.cloud.init({ env: process.env.TARO_APP_CLOUD_ENV || undefined, traceUser: true }),
  call: async (name, data) =>
    (await Taro.cloud.callFunction({ name, data: data as Record<string, unknown> })).result,
  upload,
  tempUrls,
  subscribe,
}
