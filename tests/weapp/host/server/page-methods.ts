import { copyOf, getIn, parsePath } from '../data-path'
import type { Host } from '../host'
import { select } from '../select'
import type { ElementNode } from '../tree'
import { elementOf, pageOf, referenceTo, refuse, treeOf, type Handlers, type Params } from './params'

type Callable = (...args: unknown[]) => unknown

function first(scope: ElementNode, selector = '') {
  const [found] = select(scope, selector)
  if (!found) throw new Error('no such element')
  return referenceTo(found)
}

const every = (scope: ElementNode, selector = '') => ({ elements: select(scope, selector).map(referenceTo) })

export const dataAt = (data: unknown, path?: string) => ({ data: path ? getIn(data, parsePath(path)) : data })

export function pageMethods(host: Host): Handlers {
  const tree = (params: Params) => treeOf(pageOf(host, params))
  return {
    'Page.getElement': params => first(tree(params), params.selector),
    'Page.getElements': params => every(tree(params), params.selector),
    'Element.getElement': params => first(elementOf(host, params), params.selector),
    'Element.getElements': params => every(elementOf(host, params), params.selector),
    'Page.getData': params => dataAt(pageOf(host, params).data, params.path),
    'Page.setData'(params) {
      pageOf(host, params).setData(params.data ?? {})
      return {}
    },
    async 'Page.callMethod'(params) {
      const { instance } = pageOf(host, params)
      const method = instance[params.method ?? '']
      if (typeof method !== 'function') throw new Error(`page.${params.method} not exists`)
      const args = host.realm.toApp(params.args ?? []) as unknown[]
      return { result: copyOf(await (method as Callable).apply(instance, args)) }
    },
    'Page.getWindowProperties': () => refuse('size and scroll of a page'),
  }
}
