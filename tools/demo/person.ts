import type { Answer } from '../../cloudfunctions/shared/call/action'

/** Somebody in the demo, doing what a person does in the app: through the same gateway and functions. */
export interface DemoPerson {
  openid: string
  /** @throws with the refusal's code and message */
  call<T = unknown>(name: string, action: string, input: object): Promise<T>
  /** @returns the file id */
  upload(cloudPath: string, bytes: Uint8Array, contentType: string): Promise<string>
  /** taps "allow" in WeChat's dialogue for one message of each topic, and tells us, as the app does */
  allow(topics: string[]): Promise<void>
}

export function demoPerson(origin: string, openid: string): DemoPerson {
  async function post<T>(path: string, body: string | Buffer, contentType: string): Promise<T> {
    const headers = { authorization: `Dev ${openid}`, 'content-type': contentType }
    const reply = await fetch(`${origin}${path}`, { method: 'POST', headers, body })
    return (await reply.json()) as T
  }

  return {
    openid,
    async allow(topics) {
      const { templates } = await this.call<{ templates: Record<string, string> }>('message', 'templates', {})
      const tmplIds = topics.map(topic => templates[topic])
      await post('/gateway/subscribe', JSON.stringify({ tmplIds }), 'application/json')
      await this.call('message', 'acceptTemplates', { topics })
    },
    async call<T>(name: string, action: string, input: object) {
      const body = JSON.stringify({ name, data: { action, input } })
      const { result, errMsg } = await post<{ result?: Answer; errMsg?: string }>(
        '/gateway/call',
        body,
        'application/json',
      )
      if (!result) throw new Error(`${name}.${action}: ${errMsg}`)
      if (!result.ok) throw new Error(`${name}.${action}: ${result.code} ${result.message}`)
      return result.data as T
    },
    async upload(cloudPath, bytes, contentType) {
      const path = `/gateway/upload?path=${encodeURIComponent(cloudPath)}`
      const { fileID, errMsg } = await post<{ fileID?: string; errMsg?: string }>(
        path,
        Buffer.from(bytes),
        contentType,
      )
      if (!fileID) throw new Error(`upload ${cloudPath}: ${errMsg}`)
      return fileID
    },
  }
}
