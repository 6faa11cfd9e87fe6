import { randomUUID } from 'node:crypto'

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

export interface ContentCheck {
  checkText(params: Record<string, unknown>): object
  checkMedia(params: Record<string, unknown>): object
}

export interface ContentOptions {
  /** A text, or the address of a picture, that contains one of these is risky. */
  badWords: string[]
  push: (result: MediaResult) => void
}

const TEXT_LIMIT = 2500
const LABEL = { normal: 100, other: 21000 }
const SCENES = [1, 2, 3, 4]

const invalid = (what: string) => ({ errcode: 40097, errmsg: `invalid args: ${what}` })

export function openContentCheck({ badWords, push }: ContentOptions): ContentCheck {
  const verdict = (texts: unknown[]) => {
    const isRisky = texts.some(text => typeof text === 'string' && badWords.some(word => text.includes(word)))
    return {
      suggest: isRisky ? ('risky' as const) : ('pass' as const),
      label: isRisky ? LABEL.other : LABEL.normal,
    }
  }
  const problem = ({ openid, scene, version }: Record<string, unknown>) => {
    if (version !== 2) return invalid('version must be 2')
    if (!SCENES.includes(Number(scene))) return invalid('scene')
    return typeof openid === 'string' && openid ? undefined : { errcode: 40003, errmsg: 'invalid openid' }
  }
  return {
    checkText(params) {
      const { content, nickname, title, signature } = params
      if (typeof content !== 'string' || !content || content.length > TEXT_LIMIT) return invalid('content')
      const result = verdict([content, nickname, title, signature])
      const detail = [{ strategy: 'content_model', errcode: 0, ...result }]
      return problem(params) ?? { errcode: 0, errmsg: 'ok', result, detail, trace_id: randomUUID() }
    },
    checkMedia(params) {
      const broken = problem(params)
      if (broken) return broken
      if (typeof params.media_url !== 'string') return invalid('media_url')
      const traceId = randomUUID()
      const result = verdict([decodeURIComponent(params.media_url)])
      push({
        MsgType: 'event',
        Event: 'wxa_media_check',
        appid: 'wx0000000000local0',
        trace_id: traceId,
        version: 2,
        result,
        detail: [{ strategy: 'content_model', errcode: 0, ...result }],
        errcode: 0,
      })
      return { errcode: 0, errmsg: 'ok', trace_id: traceId }
    },
  }
}
