import type { Phone } from '../phone'
import type { Screen } from './screen'
import { methodsOf, WxFailure, type Answering, type Asked } from './answer'
import type { Privacy } from './privacy'

const TEMPLATES_MAX = 5

interface Parts {
  phone: Phone
  screen: Screen
  privacy: Privacy
  /** true while the handler of a tap runs */
  isTapping: () => boolean
  subscribe: (tmplIds: string[]) => Promise<Record<string, unknown>>
}

const REFUSALS: Record<string, [errCode: number, text: string]> = {
  empty: [10001, 'TmplIds can not be empty'],
  many: [20003, `Templates count out of max bounds, at most ${TEMPLATES_MAX}`],
  tap: [10005, 'can only be invoked by user TAP gesture.'],
}

function refuse(why: keyof typeof REFUSALS): never {
  const [errCode, text] = REFUSALS[why]!
  throw new WxFailure(`requestSubscribeMessage:fail ${text}`, { errCode })
}

/** WeChat's open abilities: messages, payment, login, clipboard. */
export function openAbilities(answer: Answering, { phone, screen, privacy, isTapping, subscribe }: Parts) {
  async function ask({ tmplIds }: Asked) {
    const ids = tmplIds as string[] | undefined
    if (!ids?.length) refuse('empty')
    if (ids.length > TEMPLATES_MAX) refuse('many')
    if (phone.subscribe === 'accept') return subscribe(ids)
    return Object.fromEntries(ids.map(id => [id, phone.subscribe]))
  }
  const methods = methodsOf(answer, {
    requestSubscribeMessage: ask,
    requestPayment() {
      if (!phone.pays) throw new WxFailure('requestPayment:fail cancel')
    },
    login: () => ({ code: 'local-code' }),
    getSetting: () => ({ authSetting: {}, subscriptionsSetting: { mainSwitch: true, itemSettings: {} } }),
    async setClipboardData({ data }: Asked) {
      await privacy.require('setClipboardData')
      screen.clipboard = String(data)
    },
    async getClipboardData() {
      await privacy.require('getClipboardData')
      return { data: screen.clipboard }
    },
  })
  return {
    ...methods,
    // whether a tap is being handled must be looked at before anything is awaited
    requestSubscribeMessage: (asked: Asked) =>
      isTapping()
        ? methods.requestSubscribeMessage!(asked)
        : answer('requestSubscribeMessage', () => refuse('tap'))(asked),
  }
}
