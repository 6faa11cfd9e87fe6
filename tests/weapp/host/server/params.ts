import type { Host } from '../host'
import type { Page } from '../page'
import { descendants, identityOf, type ElementNode } from '../tree'

/** Parameters of a request, as miniprogram-automator sends them. */
export interface Params {
  pageId?: number
  elementId?: string
  selector?: string
  names?: string[]
  path?: string
  data?: Record<string, unknown>
  method?: string
  name?: string
  args?: unknown[]
  type?: string
  detail?: unknown
  eventName?: string
  functionName?: string
  functionDeclaration?: string
  result?: unknown
  touches?: unknown
  changedTouches?: unknown
  changeTouches?: unknown
}

export type Handler = (params: Params) => unknown
export type Handlers = Record<string, Handler>

export function refuse(what: string): never {
  throw new Error(`${what} is not supported by the local host (no layout): run this on WeChat DevTools`)
}

export function pageOf(host: Host, { pageId = 0 }: Params): Page {
  const page = host.router.find(pageId)
  if (!page) throw new Error('page destroyed')
  page.flush()
  return page
}

/** The drawn tree of a page. */
export function treeOf(page: Page): ElementNode {
  if (!page.tree) throw new Error(`${page.id} has not been drawn`)
  return page.tree
}

export const elementIdOf = (element: ElementNode): string => {
  const page = element.view.root as Page
  return `${page.pageId}:${identityOf(element)}`
}

export function elementOf(host: Host, params: Params): ElementNode {
  const tree = treeOf(pageOf(host, params))
  const found = [tree, ...descendants(tree)].find(element => elementIdOf(element) === params.elementId)
  if (!found) throw new Error('element destroyed')
  return found
}

/** How the client knows an element. Only components have a nodeId. */
export function referenceTo(element: ElementNode) {
  const elementId = elementIdOf(element)
  return { elementId, tagName: element.tag, ...(element.component ? { nodeId: elementId } : {}) }
}
