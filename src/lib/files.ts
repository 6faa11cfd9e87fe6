import Taro from '@tarojs/taro'
import { isH5 } from './platform'
import { shrinkPhoto } from './shrink-photo'

/** A file on this device, before it is uploaded. */
export interface LocalFile {
  path: string
  name: string
  bytes: number
}

/** Saying no to WeChat's question about privacy is an answer too, not a failure. */
const isCancelled = (error: unknown): boolean =>
  /cancel|abort|privacy permission/i.test(String((error as { errMsg?: string } | undefined)?.errMsg ?? error))

async function orNothing<T>(choose: Promise<T[]>): Promise<T[]> {
  try {
    return await choose
  } catch (error) {
    if (isCancelled(error)) return []
    throw error
  }
}

/** Photos from the camera or the album; none when the person changes their mind. */
export function choosePhotos(count: number): Promise<string[]> {
  if (isH5) return choosePhotosInBrowser(count)
  const media = Taro.chooseMedia({ count, mediaType: ['image'], sizeType: ['compressed'] })
  return orNothing(media.then(({ tempFiles }) => tempFiles.map(file => file.tempFilePath)))
}

async function choosePhotosInBrowser(count: number): Promise<string[]> {
  const files = await chooseInBrowser('image/*', count)
  const photos = await Promise.all(files.map(shrinkPhoto))
  return photos.map(photo => URL.createObjectURL(photo))
}

/** One document, from a chat in WeChat or from the disk in the browser. */
export async function chooseDocument(extensions: string[]): Promise<LocalFile | undefined> {
  if (isH5) return (await chooseInBrowser(extensions.map(ext => `.${ext}`).join(), 1)).map(localFile)[0]
  const message = Taro.chooseMessageFile({ count: 1, type: 'file', extension: extensions })
  const files = await orNothing(message.then(({ tempFiles }) => tempFiles))
  return files.map(file => ({ path: file.path, name: file.name, bytes: file.size }))[0]
}

const localFile = (file: File): LocalFile => ({
  path: URL.createObjectURL(file),
  name: file.name,
  bytes: file.size,
})

/** Taro's own picker asks a second question and leaves its promise open when nothing is chosen. */
function chooseInBrowser(accept: string, count: number): Promise<File[]> {
  return new Promise(resolve => {
    const input = document.createElement('input')
    Object.assign(input, { type: 'file', accept, multiple: count > 1, hidden: true })
    const finish = () => {
      input.remove()
      resolve([...(input.files ?? [])].slice(0, count))
    }
    input.onchange = finish
    input.oncancel = finish
    document.body.append(input)
    input.click()
  })
}

/** A name that nobody has used yet. */
export const newId = (): string =>
  `${Date.now().toString(36)}${Math.random().toString(36).slice(2, 10).padEnd(8, '0')}`
