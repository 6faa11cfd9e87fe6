import { copyOf } from './data-path'
import { above, datasetOf, type ElementNode } from './tree'

// WeChat's rules for binding and bubbling, on the drawn tree.

const TOUCH_EVENTS = 'tap longpress longtap touchstart touchmove touchend touchcancel touchforcechange'
const MOTION_EVENTS = 'transitionend animationstart animationiteration animationend'
const BUBBLING = new Set(`${TOUCH_EVENTS} ${MOTION_EVENTS}`.split(' '))

export interface Happening {
  detail?: unknown
  touches?: unknown
  changedTouches?: unknown
}

type Kind = 'capture-catch' | 'capture-bind' | 'catch' | 'mut-bind' | 'bind'

const CAPTURING: Kind[] = ['capture-catch', 'capture-bind']
const RISING: Kind[] = ['catch', 'mut-bind', 'bind']

function handlerOf(
  element: ElementNode,
  type: string,
  kinds: Kind[],
): { kind: Kind; method: string } | undefined {
  for (const kind of kinds) {
    const method = element.attributes[`${kind}${type}`] ?? element.attributes[`${kind}:${type}`]
    if (method) return { kind, method: String(method) }
  }
  return undefined
}

const describe = (element: ElementNode) => ({
  id: String(element.attributes.id ?? ''),
  dataset: datasetOf(element),
  offsetLeft: 0,
  offsetTop: 0,
})

function pathTo(element: ElementNode): ElementNode[] {
  const path: ElementNode[] = []
  for (let at: ElementNode | undefined = element; at; at = above(at)) path.push(at)
  return path
}

/** Fires an event on an element; the mini program's handlers run before this returns. */
export function dispatch(target: ElementNode, type: string, happening: Happening = {}): void {
  const { realm } = target.view.runtime
  const path = BUBBLING.has(type) ? pathTo(target) : [target]
  const send = (element: ElementNode, method: string) => {
    const { detail = {}, touches, changedTouches } = happening
    const about = { target: describe(target), currentTarget: describe(element), detail: copyOf(detail) }
    const event = { type, timeStamp: Date.now(), mark: {}, mut: false, touches, changedTouches, ...about }
    element.view.call(method, realm.toApp(event))
  }
  // false when the event was caught
  const pass = (elements: ElementNode[], kinds: Kind[]): boolean => {
    for (const element of elements) {
      const found = handlerOf(element, type, kinds)
      if (found) send(element, found.method)
      if (found?.kind.endsWith('catch')) return false
    }
    return true
  }
  if (pass([...path].reverse(), CAPTURING)) pass(path, RISING)
}
