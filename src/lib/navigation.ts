import Taro from '@tarojs/taro'
import type { PackagePage, TabPage } from '../app.config'
import { currentAddress } from './moved-pages'
import { isH5 } from './platform'

export const goToTab = (url: TabPage): void => void Taro.switchTab({ url })

export const goHome = (): void => goToTab('/pages/home/index')

/** Back; home when the page was opened by its address and nothing lies behind it. */
export function goBack(): void {
  if (Taro.getCurrentPages().length > 1) void Taro.navigateBack()
  else goHome()
}

type Params = Record<string, string | number | undefined>

/** `/packages/repair/detail/index?id=…`, leaving out what is undefined. */
function urlOf(path: PackagePage, params: Params = {}): string {
  const query = Object.entries(params).filter(([, value]) => value !== undefined)
  const pairs = query.map(([key, value]) => `${key}=${encodeURIComponent(String(value))}`)
  return pairs.length ? `${path}?${pairs.join('&')}` : path
}

const SAME_TAP_MS = 500
let last = { url: '', at: 0 }

/** A second tap, before the page has come, does not open it twice. */
function go(url: string): void {
  const at = Date.now()
  if (url === last.url && at - last.at < SAME_TAP_MS) return
  last = { url, at }
  void Taro.navigateTo({ url })
}

export const open = (path: PackagePage, params?: Params): void => go(urlOf(path, params))

/** A whole address, as messages carry it (`pages/home/index`); tabs take no parameters. */
export function openAddress(address: string): void {
  const [path = '', query] = currentAddress(address).split('?')
  if (path.startsWith('pages/')) void Taro.switchTab({ url: `/${path}` })
  else go(query ? `/${path}?${query}` : `/${path}`)
}

/** In place of this page, so that back does not return to a form that has been sent. */
export const replace = (path: PackagePage, params?: Params): void =>
  void Taro.redirectTo({ url: urlOf(path, params) })

const FOCUSABLE = 'input, textarea, [tabindex="0"]'

/** Brings the first field with an error into view, in the browser with the focus. Fields are named by the `id` of Field. */
export function scrollToField(id: string): void {
  void Taro.pageScrollTo({ selector: `#${id}`, offsetTop: -80, duration: 200 })
  // WeChat has no such call: there a field is focused by its `isFocused`
  if (isH5)
    document
      .querySelector<HTMLElement>(`#${id}`)
      ?.querySelector<HTMLElement>(FOCUSABLE)
      ?.focus({ preventScroll: true })
}
