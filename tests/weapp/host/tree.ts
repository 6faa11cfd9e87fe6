import type { View } from './view'

/** What is drawn: WeChat's virtual tree with parents, and with components resolved. */
export type TreeNode = ElementNode | TextNode

export interface TextNode {
  text: string
  parent: ElementNode | undefined
}

export interface ElementNode {
  tag: string
  /** wcc writes names in camel case, except `data-…` and handlers */
  attributes: Record<string, unknown>
  kids: TreeNode[]
  parent: ElementNode | undefined
  view: View
  /** tells it from its siblings over renders, when it has no id */
  key: string
  /** the component that this element stands for; its own tree hangs below */
  component?: View
}

export const isElement = (node: TreeNode): node is ElementNode => 'tag' in node

/** The same for one element over renders. Taro gives every element an id. */
export const identityOf = ({ attributes, key }: ElementNode): string =>
  String(attributes['data-sid'] || attributes.id || key)

export const isTrue = (value: unknown): boolean => value === true || value === 'true'

/** What is drawn inside: for a component, its own tree. */
export const kidsOf = (node: ElementNode): TreeNode[] => node.component?.tree?.kids ?? node.kids

/** Out of a component, the element that stands for it is next. */
export const above = (node: ElementNode): ElementNode | undefined => node.parent ?? node.view.element

export function closest(node: ElementNode, tag: string): ElementNode | undefined {
  for (let at: ElementNode | undefined = node; at; at = above(at)) if (at.tag === tag) return at
  return undefined
}

export function descendants(node: ElementNode): ElementNode[] {
  return kidsOf(node)
    .filter(isElement)
    .flatMap(kid => [kid, ...descendants(kid)])
}

const dashed = (name: string) => name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())

export function datasetOf({ attributes }: ElementNode): Record<string, unknown> {
  const data = Object.entries(attributes).filter(([name]) => name.startsWith('data-'))
  return Object.fromEntries(data.map(([name, value]) => [dashed(name.slice('data-'.length)), value]))
}

const BLOCKS = new Set(
  'view button form scroll-view input textarea picker swiper swiper-item page custom-wrapper comp'.split(' '),
)
const WITHOUT_TEXT = new Set(['input', 'textarea', 'image', 'canvas'])

/** As `innerText`: blocks start new lines. */
export function textOf(node: TreeNode): string {
  if (!isElement(node)) return node.text
  if (WITHOUT_TEXT.has(node.tag)) return ''
  let text = ''
  for (const kid of kidsOf(node)) {
    const part = textOf(kid)
    const isBlock = isElement(kid) && BLOCKS.has(kid.tag)
    const gap = isBlock && text && !text.endsWith('\n') ? '\n' : ''
    text += isBlock && part ? `${gap}${part}\n` : part
  }
  return text.replace(/\n+$/, '')
}
