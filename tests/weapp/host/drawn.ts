import { valueOf } from './controls'
import type { Host } from './host'
import { isElement, kidsOf, type ElementNode, type TreeNode } from './tree'

/** What is on screen, as plain data: for pictures. */
export type Drawn = string | DrawnElement

export interface DrawnElement {
  tag: string
  /** those that show: class, style, id, src, placeholder, value … */
  attributes: Record<string, string>
  kids: Drawn[]
}

const SHOWN = ['id', 'class', 'style', 'src', 'mode', 'placeholder', 'placeholderClass', 'disabled']
const HEAD = ['title', 'backgroundColor', 'frontColor', 'pageStyle']
const TYPED = new Set(['input', 'textarea'])

function attributesOf(host: Host, element: ElementNode): Record<string, string> {
  const shown = [...SHOWN, ...HEAD].flatMap(name => {
    const value = element.attributes[name]
    return value === undefined || value === '' ? [] : [[name, String(value)] as const]
  })
  const attributes = Object.fromEntries(shown)
  if (TYPED.has(element.tag)) attributes.value = String(valueOf(element))
  const { src } = attributes
  if (src?.startsWith('http://tmp/')) attributes.src = `file://${host.wx.files.locate(src)}`
  return attributes
}

function draw(host: Host, node: TreeNode): Drawn {
  if (!isElement(node)) return node.text
  return {
    tag: node.tag,
    attributes: attributesOf(host, node),
    kids: kidsOf(node).map(kid => draw(host, kid)),
  }
}

/** The page on top. */
export function drawnPage(host: Host): { path: string; root: Drawn } {
  const page = host.router.current()
  if (!page) throw new Error('no page is open')
  page.flush()
  return { path: page.opening.path, root: draw(host, page.tree!) }
}
