import Taro from '@tarojs/taro'
import { confirm } from './dialog'
import { toastError } from './toast'

const isDenied = (error: unknown): boolean =>
  /auth deny|authorize|permission/i.test(String((error as { errMsg?: string } | undefined)?.errMsg ?? error))

/** The camera or the album did not open: says why, and leads to WeChat's settings when it was refused there. */
export async function explainNoPhotos(error: unknown): Promise<void> {
  if (!isDenied(error)) return toastError('照片没选上，请再试一次')
  const isGoing = await confirm({
    title: '需要相机和相册权限才能拍照',
    text: '在设置里打开，回来再拍。不拍照也可以提交。',
    yes: '去设置打开',
  })
  if (isGoing) await Taro.openSetting().catch(() => undefined)
}
