import Taro from '@tarojs/taro'
import { isH5 } from './platform'

/**
 * Gives a text file to the person: a download in the browser; in WeChat a file to send to oneself or a colleague,
 * because a phone has no folder to put it in.
 */
export async function saveTextFile(name: string, text: string): Promise<void> {
  if (isH5) return download(name, text)
  const filePath = `${Taro.env.USER_DATA_PATH}/${name}`
  Taro.getFileSystemManager().writeFileSync(filePath, text, 'utf8')
  // whoever closes the choice of chats again has not failed at anything
  await Taro.shareFileMessage({ filePath, fileName: name }).catch(() => undefined)
}

function download(name: string, text: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(new Blob([text], { type: 'text/csv;charset=utf-8' }))
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000)
}
