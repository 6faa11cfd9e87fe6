import type { RouteKind, Router } from '../router'
import { methodsOf, WxFailure, type Answering, type Asked } from './answer'

/** WeChat's own layer above the page. */
export interface Screen {
  title: string
  toasts: string[]
  loading: string | undefined
  /** the question on screen */
  modal: { title: string; content: string; answer: (isYes: boolean) => void } | undefined
  sheet: { items: string[]; answer: (index: number) => void } | undefined
  clipboard: string
  /** calls that only change what the eye sees, newest last */
  seen: { name: string; asked: Record<string, unknown> }[]
}

export const newScreen = (): Screen => ({
  title: '',
  toasts: [],
  loading: undefined,
  modal: undefined,
  sheet: undefined,
  clipboard: '',
  seen: [],
})

const FOR_THE_EYE = [
  'pageScrollTo',
  'previewImage',
  'stopPullDownRefresh',
  'startPullDownRefresh',
  'showShareMenu',
  'hideShareMenu',
  'setNavigationBarColor',
  'showNavigationBarLoading',
  'hideNavigationBarLoading',
  'setBackgroundColor',
  'hideKeyboard',
  'hideHomeButton',
  'makePhoneCall',
  'openDocument',
]

function questions(screen: Screen) {
  return {
    showModal: ({ title = '', content = '' }: Asked) =>
      new Promise(resolve => {
        const answer = (isYes: boolean) => {
          screen.modal = undefined
          resolve({ confirm: isYes, cancel: !isYes, content: null })
        }
        screen.modal = { title: String(title), content: String(content), answer }
      }),
    showActionSheet: ({ itemList }: Asked) =>
      new Promise((resolve, reject) => {
        const answer = (index: number) => {
          screen.sheet = undefined
          if (index < 0) reject(new WxFailure('showActionSheet:fail cancel'))
          else resolve({ tapIndex: index })
        }
        screen.sheet = { items: itemList as string[], answer }
      }),
  }
}

/** Toasts, questions, the head of the page, and everything that has no effect but to be seen. */
export function screenMethods(answer: Answering, screen: Screen) {
  const note = (name: string) => {
    return [
      name,
      ({ success: _, fail: __, complete: ___, ...asked }: Asked) => void screen.seen.push({ name, asked }),
    ]
  }
  return methodsOf(answer, {
    showToast: ({ title }: Asked) => void screen.toasts.push(String(title)),
    hideToast: () => undefined,
    showLoading: ({ title }: Asked) => void (screen.loading = String(title)),
    hideLoading: () => void (screen.loading = undefined),
    setNavigationBarTitle: ({ title }: Asked) => void (screen.title = String(title)),
    ...questions(screen),
    ...(Object.fromEntries(FOR_THE_EYE.map(note)) as Record<string, (asked: Asked) => void>),
  })
}

const ROUTES: RouteKind[] = ['navigateTo', 'redirectTo', 'switchTab', 'reLaunch', 'navigateBack']

export function routeMethods(answer: Answering, router: () => Router) {
  const channel = { on: () => undefined, emit: () => undefined, once: () => undefined, off: () => undefined }
  const go = (kind: RouteKind) => async (asked: Asked) => {
    await router().route(kind, asked as { url?: string; delta?: number })
    return kind === 'navigateTo' ? { eventChannel: channel } : undefined
  }
  return methodsOf(answer, Object.fromEntries(ROUTES.map(kind => [kind, go(kind)])))
}
