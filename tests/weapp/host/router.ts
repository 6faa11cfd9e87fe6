import { resolveId } from './dist'
import { Page, type Opening } from './page'
import type { Runtime } from './runtime'

// WeChat keeps at most ten pages open
const STACK_LIMIT = 10
const TARO_KEY = '__key_'

export type RouteKind = 'navigateTo' | 'redirectTo' | 'switchTab' | 'reLaunch' | 'navigateBack'

export interface Router {
  stack: Page[]
  current(): Page | undefined
  find(pageId: number): Page | undefined
  /** checks at once, opens a moment later. @throws with WeChat's message */
  route(kind: RouteKind, options: { url?: string; delta?: number }): Promise<void>
  /** the first page */
  launch(opening: Opening): void
}

/** Query values stay as they are in the address: WeChat does not decode them. */
export function parseUrl(url: string, from = ''): Opening {
  const [where = '', search = ''] = url.split('?')
  const pairs = search.split('&').filter(Boolean)
  const query = pairs.map(pair => [pair.split('=')[0]!, pair.split('=').slice(1).join('=')])
  return { path: resolveId(from, where), query: Object.fromEntries(query) as Record<string, string> }
}

/** The pages that are open, and the tab pages that stay alive behind them. */
class Stack {
  pages: Page[] = []
  private readonly tabs = new Map<string, Page>()
  private lastId = 0

  constructor(private readonly runtime: Runtime) {}

  private isTab = (page: Page): boolean => this.runtime.dist.tabs.includes(page.opening.path)

  start(opening: Opening): void {
    const { realm } = this.runtime
    const page = new Page(this.runtime, ++this.lastId, opening)
    if (this.isTab(page)) this.tabs.set(opening.path, page)
    this.pages.push(page)
    page.call('onLoad', realm.toApp(opening.query))
    page.show()
    realm.guard(() => page.flush())
    page.call('onReady')
  }

  private discard(page: Page | undefined): void {
    if (!page) return
    this.tabs.delete(page.opening.path)
    page.unload()
  }

  find(pageId: number): Page | undefined {
    return [...this.pages, ...this.tabs.values()].find(page => page.pageId === pageId)
  }

  navigateBack(delta = 1): void {
    for (let i = Math.min(delta, this.pages.length - 1); i > 0; i--) this.discard(this.pages.pop())
    this.pages.at(-1)?.show()
  }

  navigateTo(opening: Opening): void {
    this.pages.at(-1)?.hide()
    this.start(opening)
  }

  redirectTo(opening: Opening): void {
    this.discard(this.pages.pop())
    this.start(opening)
  }

  switchTab(opening: Opening): void {
    for (const page of [...this.pages].reverse()) {
      if (!this.isTab(page)) this.discard(page)
      else if (page.opening.path !== opening.path) page.hide()
    }
    const known = this.tabs.get(opening.path)
    this.pages = known ? [known] : []
    if (known) known.show()
    else this.start(opening)
  }

  reLaunch(opening: Opening): void {
    for (const page of new Set([...this.pages.reverse(), ...this.tabs.values()])) this.discard(page)
    this.pages = []
    this.start(opening)
  }
}

/** @throws with WeChat's message when a page cannot be opened this way */
function check({ dist }: Runtime, stack: Stack, [kind, { path, query }]: [RouteKind, Opening]): void {
  const isTab = dist.tabs.includes(path)
  const refuse = (reason: string) => {
    throw new Error(`${kind}:fail ${reason}`)
  }
  if (!dist.pages.includes(path)) refuse(`page "${path}" is not found`)
  if (isTab && (kind === 'navigateTo' || kind === 'redirectTo')) refuse(`can not ${kind} a tabbar page`)
  if (kind === 'switchTab' && !isTab) refuse('can not switch to no-tabBar page')
  // Taro adds a key of its own to every address
  if (kind === 'switchTab' && Object.keys(query).some(key => key !== TARO_KEY))
    refuse('the url of a tab page takes no query')
  if (kind === 'navigateTo' && stack.pages.length >= STACK_LIMIT) refuse('webview count limit exceed')
}

export function openRouter(runtime: Runtime): Router {
  const stack = new Stack(runtime)
  return {
    get stack() {
      return stack.pages
    },
    current: () => stack.pages.at(-1),
    find: pageId => stack.find(pageId),
    launch: opening => stack.start(opening),
    async route(kind, { url = '', delta }) {
      if (kind === 'navigateBack' && stack.pages.length < 2)
        throw new Error('navigateBack:fail cannot navigate back at first page.')
      const opening = parseUrl(url, stack.pages.at(-1)?.opening.path)
      if (kind !== 'navigateBack') check(runtime, stack, [kind, opening])
      const done = runtime.realm.busy()
      // never inside the handler that asked: a second tap may still come
      await new Promise(resolve => setTimeout(resolve, 0))
      try {
        if (kind === 'navigateBack') stack.navigateBack(delta)
        else stack[kind](opening)
      } finally {
        done()
      }
    },
  }
}
