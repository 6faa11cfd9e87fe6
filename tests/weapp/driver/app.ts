import type Element from 'miniprogram-automator/out/Element'
import type MiniProgram from 'miniprogram-automator/out/MiniProgram'
import type Page from 'miniprogram-automator/out/Page'
import { findAll, withText } from './find'
import { until } from './until'

/** The mini program in one person's hand. Selectors are classes or ids, because Taro keeps nothing else. */
export interface App {
  program: MiniProgram
  page(): Promise<Page>
  path(): Promise<string>
  /** opens an address as the only page */
  open(url: string): Promise<void>
  /** on top of what is open */
  push(url: string): Promise<void>
  back(): Promise<void>
  /** waits until the page on top is the one with this path */
  on(path: string): Promise<Page>
  /** waits for an element, with a text in it if given */
  see(selector: string, text?: string): Promise<Element>
  /** waits until there is no such element */
  gone(selector: string, text?: string): Promise<void>
  /** how many there are now */
  count(selector: string, text?: string): Promise<number>
  text(selector: string): Promise<string>
  texts(selector: string): Promise<string[]>
  tap(selector: string, text?: string): Promise<void>
  type(selector: string, typed: string): Promise<void>
}

const pathOf = (url: string) => url.replace(/^\//, '').split('?')[0]!

export interface Waiting {
  /** waits until the mini program has nothing under way */
  settle: () => Promise<unknown>
  /** gives up on what is not there once the mini program has nothing under way, instead of waiting on */
  isImpatient: boolean
}

const name = (selector: string, text?: string) => (text === undefined ? selector : `${selector} with ${text}`)

/** Looking: nothing here changes anything. */
function eyes(program: MiniProgram, { settle, isImpatient }: Waiting) {
  const page = async () => {
    const current = await program.currentPage()
    if (!current) throw new Error('no page is open')
    return current
  }
  const find = async (selector: string, text?: string) => {
    const found = await findAll(await page(), selector)
    return text === undefined ? found : withText(found, text)
  }
  const isHopeless = isImpatient ? () => settle().then(() => true) : undefined
  const wait = <T>(what: string, ask: () => Promise<T>) => until(what, ask, isHopeless)
  const see = (selector: string, text?: string) =>
    wait(name(selector, text), async () => (await find(selector, text))[0])
  return {
    page,
    path: async () => (await page()).path,
    on: (path: string) =>
      wait(`page ${path}`, async () => {
        const current = await page()
        return current.path === path ? current : undefined
      }),
    see,
    async gone(selector: string, text?: string) {
      await wait(`no ${name(selector, text)}`, async () => (await find(selector, text)).length === 0)
    },
    count: async (selector: string, text?: string) => (await find(selector, text)).length,
    text: async (selector: string) => (await see(selector)).text(),
    texts: async (selector: string) => Promise.all((await find(selector)).map(element => element.text())),
  }
}

export function appOf(program: MiniProgram, waiting: Waiting): App {
  const { settle } = waiting
  const seen = eyes(program, waiting)
  // the client's own navigation sleeps for three seconds
  const go = async (method: string, url: string) => {
    await program.callWxMethod(method, { url })
    await seen.on(pathOf(url))
    await settle()
  }
  return {
    program,
    ...seen,
    open: url => go('reLaunch', url),
    push: url => go('navigateTo', url),
    async back() {
      const depth = (await program.pageStack()).length
      await program.callWxMethod('navigateBack', {})
      await until('the page below', async () => (await program.pageStack()).length < depth)
      await settle()
    },
    async tap(selector, text) {
      await (await seen.see(selector, text)).tap()
      await settle()
    },
    async type(selector, typed) {
      const field = await seen.see(selector)
      await (field as Element & { input(value: string): Promise<void> }).input(typed)
      await settle()
    },
  }
}
