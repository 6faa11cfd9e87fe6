import { randomUUID } from 'node:crypto'
import { APP_ID } from '../functions/caller'

/** The verdict on a picture or sound, which WeChat pushes some time after the question. */
export interface MediaResult {
  MsgType: 'event'
  Event: 'wxa_media_check'
  appid: string
  trace_id: string
  version: 2
  result: { suggest: 'pass' | 'risky'; label: number }
  detail: object[]
  errcode: 0
}

export interface ContentOptions {
  /** A text, or the address of a picture, that contains one of these is risky. */
  badWords: string[]
  push: (result: MediaResult) => void
}

const TEXT_LIMIT = 2500
const LABEL = { normal: 100, other: 21000 }
const SCENES = [1, 2, 3, 4]
const MEDIA_TYPES = [1, 2] // audio, picture

const invalid = (what: string) => ({ errcode: 40097, errmsg: `invalid args: ${what}` })

export class ContentCheck {
  constructor(private readonly options: ContentOptions) {}

  checkText(params: Record<string, unknown>): object {
    const { content, nickname, title, signature } = params
    if (typeof content !== 'string' || !content || content.length > TEXT_LIMIT) return invalid('content')
    const result = this.verdict([content, nickname, title, signature])
    const traceId = randomUUID()
    return (
      problemOf(params) ?? { errcode: 0, errmsg: 'ok', result, detail: detailOf(result), trace_id: traceId }
    )
  }

  checkMedia(params: Record<string, unknown>): object {
    const problem = problemOf(params) ?? mediaProblemOf(params)
    if (problem) return problem
    const traceId = randomUUID()
    const result = this.verdict([safeDecode(String(params.media_url))])
    this.options.push({
      MsgType: 'event',
      Event: 'wxa_media_check',
      appid: APP_ID,
      trace_id: traceId,
      version: 2,
      result,
      detail: detailOf(result),
      errcode: 0,
    })
    return { errcode: 0, errmsg: 'ok', trace_id: traceId }
  }

  private verdict(texts: unknown[]): MediaResult['result'] {
    const { badWords } = this.options
    const isRisky = texts.some(text => typeof text === 'string' && badWords.some(word => text.includes(word)))
    return isRisky ? { suggest: 'risky', label: LABEL.other } : { suggest: 'pass', label: LABEL.normal }
  }
}

const detailOf = (result: object) => [{ strategy: 'content_model', errcode: 0, ...result }]

function problemOf({ openid, scene, version }: Record<string, unknown>) {
  if (version !== 2) return invalid('version must be 2')
  if (!SCENES.includes(Number(scene))) return invalid('scene')
  return typeof openid === 'string' && openid ? undefined : { errcode: 40003, errmsg: 'invalid openid' }
}

function mediaProblemOf({ media_url: url, media_type: type }: Record<string, unknown>) {
  if (typeof url !== 'string' || !/^https?:\/\/./.test(url)) return invalid('media_url')
  return MEDIA_TYPES.includes(type as number) ? undefined : invalid('media_type')
}

function safeDecode(address: string): string {
  try {
    return decodeURIComponent(address)
  } catch {
    return address
  }
}
