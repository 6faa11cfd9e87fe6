import { toBuffer } from 'qrcode'
import { APP_ID } from '../functions/caller'
import { jsonReply, type Reply } from './protocol'
import type { Subscriptions } from './subscription'
import type { ContentCheck } from './content'

export type Api = (params: Record<string, unknown>) => Promise<Reply> | Reply

const text = (value: unknown) => (typeof value === 'string' ? value : '')

/** The emulator knows codes of the form `phone:13812345678`. */
function phoneNumber(params: Record<string, unknown>): Reply {
  const [, number] = /^phone:(\d{5,15})$/.exec(text(params.code)) ?? []
  if (!number) return jsonReply({ errcode: 40029, errmsg: 'invalid code' })
  const watermark = { timestamp: 0, appid: APP_ID }
  const info = { phoneNumber: number, purePhoneNumber: number, countryCode: '86', watermark }
  return jsonReply({ errcode: 0, errmsg: 'ok', phone_info: info })
}

const SCENE = /^[0-9A-Za-z!#$&'()*+,/:;=?@\-._~]{1,32}$/
const WIDTH = { least: 280, most: 1280, usual: 430 }

/** A QR image instead of the round code, which only WeChat can draw; it names the page and the scene. */
async function miniProgramCode(params: Record<string, unknown>): Promise<Reply> {
  const { scene, page = 'pages/index/index', width = WIDTH.usual } = params
  if (!SCENE.test(text(scene)))
    return jsonReply({ errcode: 40169, errmsg: 'invalid length for scene, or the data is not json string' })
  if (!/^[^/?][^?]*$/.test(text(page))) return jsonReply({ errcode: 41030, errmsg: 'invalid page' })
  const pixels = Math.min(WIDTH.most, Math.max(WIDTH.least, Number(width) || WIDTH.usual))
  const content = `weixin://local/${text(page)}?scene=${encodeURIComponent(text(scene))}`
  return { contentType: 'image/png', body: await toBuffer(content, { width: pixels, type: 'png' }) }
}

export function openApis(subscriptions: Subscriptions, content: ContentCheck): Record<string, Api> {
  return {
    'subscribeMessage.send': async params => jsonReply(await subscriptions.send(params)),
    'phonenumber.getPhoneNumber': phoneNumber,
    'wxacode.getUnlimited': miniProgramCode,
    'security.msgSecCheck': params => jsonReply(content.checkText(params)),
    'security.mediaCheckAsync': params => jsonReply(content.checkMedia(params)),
  }
}
