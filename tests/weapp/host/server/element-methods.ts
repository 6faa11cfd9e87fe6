import { toggle, type, valueOf } from '../controls'
import { dispatch } from '../events'
import type { Host } from '../host'
import { tapOn } from '../tapping'
import { isElement, kidsOf, textOf, type ElementNode, type TreeNode } from '../tree'
import { dataAt } from './page-methods'
import { elementOf, refuse, type Handlers, type Params } from './params'

const COMMON = new Set(['id', 'class', 'style'])
const HANDLER = /^(capture-)?(bind|catch|mut-bind)/
const VALUED = new Set(['input', 'textarea'])
const CHECKED = new Set(['switch', 'radio', 'checkbox'])

const camel = (name: string) => name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())

/** Properties as the client asks for them: camel case, with what the person typed. */
function propertiesOf(element: ElementNode): Record<string, unknown> {
  const own = Object.entries(element.attributes).filter(
    ([name]) => !COMMON.has(name) && !name.startsWith('data-') && !HANDLER.test(name),
  )
  const properties = Object.fromEntries(own.map(([name, value]) => [camel(name), value]))
  if (VALUED.has(element.tag)) properties.value = valueOf(element)
  if (CHECKED.has(element.tag)) properties.checked = valueOf(element)
  return properties
}

function shown(name: string, element: ElementNode): unknown {
  const properties = propertiesOf(element)
  // the client first asks which properties there are
  if (name === '__propPublic') return Object.fromEntries(Object.keys(properties).map(key => [key, true]))
  return properties[name]
}

const inner = (element: ElementNode): string => kidsOf(element).map(markupOf).join('')

function markupOf(node: TreeNode): string {
  if (!isElement(node)) return node.text
  const attributes = Object.entries(node.attributes)
    .filter(([name, value]) => (COMMON.has(name) || name.startsWith('data-')) && value !== undefined)
    .map(([name, value]) => ` ${name}="${String(value)}"`)
  return `<${node.tag}${attributes.join('')}>${inner(node)}</${node.tag}>`
}

const innerText = (element: ElementNode) => (name: string) =>
  name === 'innerText' ? textOf(element) : refuse(`DOM property ${name}`)

/** What the client's kinds of elements can do beyond a tap. */
function perform(element: ElementNode, { functionName = '', args = [] }: Params): void {
  if (functionName === 'input.input' || functionName === 'textarea.input') type(element, String(args[0]))
  else if (functionName === 'switch.tap') toggle(element)
  else if (functionName === 'swiper.swipeTo')
    dispatch(element, 'change', { detail: { current: args[0], source: 'touch' } })
  else if (functionName === 'slider.slideTo') dispatch(element, 'change', { detail: { value: args[0] } })
  else refuse(functionName)
}

const touchesOf = ({ touches = [], changedTouches, changeTouches }: Params) => ({
  touches,
  changedTouches: changedTouches ?? changeTouches ?? [],
})

function gestures(host: Host): Handlers {
  const touch = (name: string) => (params: Params) => {
    dispatch(elementOf(host, params), name, touchesOf(params))
    return {}
  }
  return {
    'Element.touchstart': touch('touchstart'),
    'Element.touchmove': touch('touchmove'),
    'Element.touchend': touch('touchend'),
    async 'Element.tap'(params) {
      await tapOn(host, elementOf(host, params))
      return {}
    },
    'Element.triggerEvent'(params) {
      dispatch(elementOf(host, params), params.type ?? '', { detail: params.detail ?? {} })
      return {}
    },
    'Element.dispatchEvent'(params) {
      dispatch(elementOf(host, params), params.eventName ?? '', {
        detail: params.detail ?? {},
        ...touchesOf(params),
      })
      return {}
    },
    'Element.callFunction'(params) {
      perform(elementOf(host, params), params)
      return {}
    },
  }
}

export function elementMethods(host: Host): Handlers {
  return {
    ...gestures(host),
    'Element.getAttributes'(params) {
      const { attributes } = elementOf(host, params)
      return {
        attributes: (params.names ?? []).map(name => attributes[name] ?? attributes[camel(name)] ?? null),
      }
    },
    'Element.getProperties'(params) {
      const element = elementOf(host, params)
      return { properties: (params.names ?? []).map(name => shown(name, element)) }
    },
    'Element.getDOMProperties': params => ({
      properties: (params.names ?? []).map(innerText(elementOf(host, params))),
    }),
    'Element.getWXML'(params) {
      const element = elementOf(host, params)
      return { wxml: params.type === 'outer' ? markupOf(element) : inner(element) }
    },
    'Element.getData': params => dataAt(elementOf(host, params).component?.data, params.path),
    'Element.getStyles': () => refuse('the style of an element'),
    'Element.getOffset': () => refuse('the place of an element'),
  }
}
