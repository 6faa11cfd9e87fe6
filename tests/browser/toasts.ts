import type { Page } from 'playwright-core'

// A toast goes away by itself, perhaps before anybody has looked: so each is written down when it appears.
const LISTEN = `(() => {
  let last = ''
  new MutationObserver(() => {
    const now = [...document.querySelectorAll('.toast')].map(toast => toast.textContent).join()
    if (now !== last && now) window.heardToast(now)
    last = now
  }).observe(document, { childList: true, subtree: true, characterData: true })
})()`

export interface Toasts {
  /** resolves when a toast holds the text, or has held it since `forget` */
  hears(text: string | RegExp): Promise<void>
  forget(): void
}

const holds = (toast: string, text: string | RegExp) =>
  typeof text === 'string' ? toast.includes(text) : text.test(toast)

export async function toastsOf(page: Page): Promise<Toasts> {
  const heard: string[] = []
  let waiting: (() => void)[] = []
  await page.exposeFunction('heardToast', (toast: string) => {
    heard.push(toast)
    waiting.forEach(look => look())
  })
  await page.addInitScript(LISTEN)
  return {
    hears: text =>
      new Promise(resolve => {
        const look = () => heard.some(toast => holds(toast, text)) && resolve()
        waiting.push(look)
        look()
      }),
    forget() {
      heard.length = 0
      waiting = []
    },
  }
}
