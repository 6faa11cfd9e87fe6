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

interface Quota {
  openid: string
  templateId: string
  left: number
}

const text = (value: unknown) => (typeof value === 'string' ? value : '')
const answer = (errcode: number, errmsg: string) => ({ errcode, errmsg })
const OK = answer(0, 'ok')

/** A page of the mini program itself, with a query or not; without one the message leads nowhere. */
const isPage = (page: unknown) =>
  page === undefined || page === null || (typeof page === 'string' && !/^\w*:|^\/\/|\p{Cc}/u.test(page))

const CHOICES: Record<string, string[]> = {
  miniprogram_state: ['developer', 'trial', 'formal'],
  lang: ['zh_CN', 'en_US', 'zh_HK', 'zh_TW'],
}
const isChoice = (name: string, value: unknown) =>
  value === undefined || value === null || CHOICES[name]!.includes(value as string)

const keyOf = (openid: string, templateId: string) => `${openid}\n${templateId}`

/** Who has consented to how many messages, and what was sent. */
export class Subscriptions {
  // Decided in memory, so that two sends at once cannot both use the last consent; saved before the answer.
  private readonly quotas: Map<string, Quota>
  private readonly messages: SentMessage[]

  constructor(
    private readonly own: Own,
    private readonly now: () => Date,
  ) {
    this.quotas = new Map(
      own.all<Quota>('quotas').map(quota => [keyOf(quota.openid, quota.templateId), quota]),
    )
    this.messages = own.all<SentMessage>('messages')
  }

  sent(): SentMessage[] {
    return [...this.messages]
  }

  /** A person's consent to `n` more messages of the template. */
  async grant(openid: string, templateId: string, n: number): Promise<void> {
    const key = keyOf(openid, templateId)
    const quota = { openid, templateId, left: this.left(openid, templateId) + n }
    this.quotas.set(key, quota)
    await this.own.put('quotas', key, quota)
  }

  /** `subscribeMessage.send`, with WeChat's answer. */
  async send(params: Record<string, unknown>): Promise<{ errcode: number; errmsg: string; msgid?: number }> {
    const [openid, templateId] = [text(params.touser), text(params.template_id)]
    const result = this.refusal(openid, templateId, params) ?? OK
    const used = result.errcode === 0 ? this.grant(openid, templateId, -1) : undefined
    const message: SentMessage = {
      openid,
      templateId,
      page: params.page as string | undefined,
      data: (params.data ?? {}) as SentMessage['data'],
      miniprogramState: params.miniprogram_state as string | undefined,
      ...result,
      at: this.now(),
    }
    const number = this.messages.push(message)
    await used
    await this.own.put('messages', String(number), message)
    return result.errcode === 0 ? { ...result, msgid: number } : result
  }

  private left(openid: string, templateId: string): number {
    return this.quotas.get(keyOf(openid, templateId))?.left ?? 0
  }

  private refusal(openid: string, templateId: string, params: Record<string, unknown>) {
    const { data } = params
    if (!/^[\w-]{1,128}$/.test(openid)) return answer(40003, 'invalid openid')
    if (!templateId) return answer(40037, 'invalid template_id')
    if (!isPage(params.page)) return answer(41030, 'invalid page')
    const odd = Object.keys(CHOICES).find(name => !isChoice(name, params[name]))
    if (odd) return answer(47003, `argument invalid! ${odd} invalid`)
    if (typeof data !== 'object' || data === null || !Object.keys(data).length)
      return answer(47003, 'argument invalid! data is empty')
    const broken = brokenField(data as Record<string, unknown>)
    if (broken) return answer(47003, `argument invalid! data.${broken}.value invalid`)
    return this.left(openid, templateId) > 0 ? undefined : answer(43101, 'user refuse to accept the msg')
  }
}
