import type { Doc } from '../values/types'
import { failed, refusalOf, type Refusal } from './errors'

/** Asks the gateway. @throws ClientError in the name of the call that the app made */
export type Post = (api: string, path: string, body: string | Uint8Array<ArrayBuffer> | Blob) => Promise<Doc>

export function poster({ origin, openid }: { origin: string; openid: string }): Post {
  return async (api, path, body) => {
    const { isOk, content } = await fetch(`${origin}/gateway/${path}`, {
      method: 'POST',
      headers: { authorization: `Dev ${openid}` },
      body,
    })
      .then(async answer => ({ isOk: answer.ok, content: (await answer.json()) as Doc }))
      .catch((error: Error) => {
        throw failed(api, error.message)
      })
    if (isOk) return content
    throw refusalOf(api, content as Refusal)
  }
}
