import { methodsOf, WxFailure, type Answering, type Asked } from './answer'

// This mini program calls nothing but its cloud; only the bridge for WeChat's developer tools uses this.

const LOCAL = 'http://127.0.0.1:'

/** A buffer of the mini program's realm is not an instance of ours. */
const isBytes = (data: unknown): data is ArrayBuffer =>
  typeof data === 'object' && data !== null && 'byteLength' in data

const bodyOf = (data: unknown) => (isBytes(data) ? Buffer.from(data) : JSON.stringify(data))

/** `wx.request`, to this machine only: WeChat would refuse an address that is not on its list. */
export function requests(answer: Answering) {
  async function request({ url, method = 'GET', header, data }: Asked) {
    if (!String(url).startsWith(LOCAL)) throw new WxFailure('request:fail url not in domain list')
    const response = await fetch(String(url), {
      method: String(method),
      headers: header as Record<string, string>,
      body: method === 'GET' ? undefined : bodyOf(data),
    })
    return { statusCode: response.status, data: (await response.json()) as unknown }
  }
  return methodsOf(answer, { request })
}
