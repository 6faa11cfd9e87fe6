import path from 'node:path'
import type { Phone } from '../phone'
import { methodsOf, WxFailure, type Answering, type Asked } from './answer'
import type { PhoneFiles } from './files'
import type { Privacy } from './privacy'

interface Parts {
  phone: Phone
  files: PhoneFiles
  privacy: Privacy
}

function next<T>(queue: T[], name: string): T {
  const chosen = queue.shift()
  if (chosen === undefined) throw new WxFailure(`${name}:fail cancel`)
  return chosen
}

/** Camera, album and chats: what the person chooses are real files. */
export function media(answer: Answering, { phone, files, privacy }: Parts) {
  async function chooseMedia({ count = 9 }: Asked) {
    await privacy.require('chooseMedia')
    if (!phone.allowsCamera) throw new WxFailure('chooseMedia:fail auth deny')
    if (Number(count) < 1) throw new WxFailure('chooseMedia:fail parameter error: count')
    const chosen = next(phone.photos, 'chooseMedia').slice(0, Number(count))
    const tempFiles = chosen.map(file => {
      const { path: tempFilePath, bytes } = files.take(file)
      return { tempFilePath, size: bytes, fileType: 'image' }
    })
    return { type: 'image', tempFiles }
  }

  async function chooseMessageFile({ count = 1, extension }: Asked) {
    await privacy.require('chooseMessageFile')
    const fits = (file: string) =>
      !Array.isArray(extension) ||
      extension.some(ending => file.endsWith(`.${String(ending).replace('.', '')}`))
    const chosen = next(phone.documents, 'chooseMessageFile').filter(fits).slice(0, Number(count))
    if (!chosen.length) throw new WxFailure('chooseMessageFile:fail cancel')
    const tempFiles = chosen.map(file => {
      const { path: address, bytes } = files.take(file)
      return { path: address, name: path.basename(file), size: bytes, type: 'file', time: 0 }
    })
    return { tempFiles }
  }

  const scanCode = () => {
    const result = next(phone.scans, 'scanCode')
    return { result, scanType: 'QR_CODE', charSet: 'utf-8', rawData: Buffer.from(result).toString('base64') }
  }
  /** WeChat's page of settings: the person switches camera and album on. */
  const openSetting = () => {
    phone.allowsCamera = true
    return { authSetting: { 'scope.camera': true } }
  }
  return methodsOf(answer, { chooseMedia, chooseMessageFile, scanCode, openSetting })
}
