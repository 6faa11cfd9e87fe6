import { resolveId } from './dist'
import { Page, type Opening } from './page'
import type { Runtime } from './runtime'

// WeChat keeps at most ten pages open
const STACK_LIMIT = 10

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

export function openRouter(runtime: Runtime): Router {
  const { dist, realm } = runtime
  /** tab pages stay alive behind the stack */
  const tabs = new Map<string, Page>()
  let stack: Page[] = []
  let lastId = 0

  function check(kind: RouteKind, { path, query }: Opening): void {
    const isTab = dist.tabs.includes(path)
    const refuse = (reason: string) => {
      throw new Error(`${kind}:fail ${reason}`)
    }
    if (!dist.pages.includes(path)) refuse(`page "${path}" is not found`)
    if (isTab && (kind === 'navigateTo' || kind === 'redirectTo')) refuse(`can not ${kind} a tabbar page`)
    if (kind === 'switchTab' && !isTab) refuse('can not switch to no-tabBar page')
    if (kind === 'switchTab' && Object.keys(query).some(key => key !== '__key_'))
      refuse('the url of a tab page takes no query')
    if (kind === 'navigateTo' && stack.length >= STACK_LIMIT) refuse('webview count limit exceed')
  }

  const discard = (page: Page | undefined) => {
    if (!page) return
    tabs.delete(page.opening.path)
    page.unload()
  }

  function start(opening: Opening): void {
    const page = new Page(runtime, ++lastId, opening)
    if (dist.tabs.includes(opening.path)) tabs.set(opening.path, page)
    stack.push(page)
    page.call('onLoad', realm.toApp(opening.query))
    page.show()
    realm.guard(() => page.flush())
    page.call('onReady')
  }

  function back(delta = 1): void {
    for (let i = Math.min(delta, stack.length - 1); i > 0; i--) discard(stack.pop())
    stack.at(-1)?.show()
  }

  function toTab(opening: Opening): void {
    for (const page of [...stack].reverse()) {
      if (!dist.tabs.includes(page.opening.path)) discard(page)
      else if (page.opening.path !== opening.path) page.hide()
    }
    const known = tabs.get(opening.path)
    stack = known ? [known] : []
    if (known) known.show()
    else start(opening)
  }

  const enter: Record<Exclude<RouteKind, 'navigateBack'>, (opening: Opening) => void> = {
    navigateTo(opening) {
      stack.at(-1)?.hide()
      start(opening)
    },
    redirectTo(opening) {
      discard(stack.pop())
      start(opening)
    },
    switchTab: toTab,
    reLaunch(opening) {
      for (const page of new Set([...stack.reverse(), ...tabs.values()])) discard(page)
      stack = []
      start(opening)
    },
  }

  return {
    get stack() {
      return stack
    },
    current: () => stack.at(-1),
    find: pageId => [...stack, ...tabs.values()].find(page => page.pageId === pageId),
    async route(kind, { url = '', delta }) {
      if (kind === 'navigateBack' && stack.length < 2)
        throw new Error('navigateBack:fail cannot navigate back at first page.')
      const opening = parseUrl(url, stack.at(-1)?.opening.path)
      if (kind !== 'navigateBack') check(kind, opening)
      const done = realm.busy()
      // never inside the handler that asked: a second tap may still come
      await new Promise(resolve => setTimeout(resolve, 0))
      try {
        if (kind === 'navigateBack') back(delta)
        else enter[kind](opening)
      } finally {
        done()
      }
    },
    launch: start,
  }
}
