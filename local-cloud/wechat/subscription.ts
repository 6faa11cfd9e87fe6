import type { Own } from '../own'
import { brokenField } from './fields'

export interface SentMessage {
  openid: string
  templateId: string
  page?: string
  data: Record<string, { value: string }>
  miniprogramState?: string
  /** 0: delivered; otherwise why WeChat would have refused it. */
  errcode: number
  errmsg: string
  at: Date
}

export interface Subscriptions {
  /** A person's consent to one more message of the template. */
  grant(openid: string, templateId: string, n: number): Promise<void>
  /** `subscribeMessage.send`, with WeChat's answer. */
  send(params: Record<string, unknown>): Promise<{ errcode: number; errmsg: string; msgid?: number }>
  sent(): SentMessage[]
}

interface Quota {
  openid: string
  templateId: string
  left: number
}

const text = (value: unknown) => (typeof value === 'string' ? value : '')
const answer = (errcode: number, errmsg: string) => ({ errcode, errmsg })
const OK = answer(0, 'ok')

export function openSubscriptions(own: Own, now: () => Date): Subscriptions {
  // Decided in memory, so that two sends at once cannot both use the last consent; saved before the answer.
  const quotas = new Map(
    own.all<Quota>('quotas').map(quota => [keyOf(quota.openid, quota.templateId), quota]),
  )
  const sent = own.all<SentMessage>('messages')

  async function add(openid: string, templateId: string, n: number): Promise<void> {
    const key = keyOf(openid, templateId)
    const quota = { openid, templateId, left: (quotas.get(key)?.left ?? 0) + n }
    quotas.set(key, quota)
    await own.put('quotas', key, quota)
  }

  function refusal(openid: string, templateId: string, data: unknown) {
    if (!/^[\w-]{1,128}$/.test(openid)) return answer(40003, 'invalid openid')
    if (!templateId) return answer(40037, 'invalid template_id')
    if (typeof data !== 'object' || data === null || !Object.keys(data).length)
      return answer(47003, 'argument invalid! data is empty')
    const broken = brokenField(data as Record<string, unknown>)
    if (broken) return answer(47003, `argument invalid! data.${broken}.value invalid`)
    const left = quotas.get(keyOf(openid, templateId))?.left ?? 0
    return left > 0 ? undefined : answer(43101, 'user refuse to accept the msg')
  }

  return {
    grant: add,
    sent: () => [...sent],
    async send(params) {
      const [openid, templateId] = [text(params.touser), text(params.template_id)]
      const result = refusal(openid, templateId, params.data) ?? OK
      const used = result.errcode === 0 ? add(openid, templateId, -1) : Promise.resolve()
      const message: SentMessage = {
        openid,
        templateId,
        page: params.page as string | undefined,
        data: (params.data ?? {}) as SentMessage['data'],
        miniprogramState: params.miniprogram_state as string | undefined,
        ...result,
        at: now(),
      }
      const number = sent.push(message)
      await used
      await own.put('messages', String(number), message)
      return result.errcode === 0 ? { ...result, msgid: number } : result
    },
  }
}

const keyOf = (openid: string, templateId: string) => `${openid}\n${templateId}`
