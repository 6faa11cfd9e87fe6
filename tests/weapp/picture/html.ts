import type { Drawn, DrawnElement } from '../host/drawn'
import { BASE, stylesOf } from './styles'

const escape = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/"/g, '&quot;')

const COPIED = ['id', 'class', 'style']

function inside({ tag, attributes, kids }: DrawnElement): string {
  if (tag === 'image') return attributes.src ? `<img src="${escape(attributes.src)}">` : ''
  if (tag !== 'input' && tag !== 'textarea') return kids.map(markup).join('')
  if (attributes.value) return escape(attributes.value)
  return `<span class="${attributes.placeholderClass ?? ''}">${escape(attributes.placeholder ?? '')}</span>`
}

function markup(node: Drawn): string {
  if (typeof node === 'string') return escape(node)
  const copied = COPIED.flatMap(name =>
    node.attributes[name] ? [` ${name}="${escape(node.attributes[name])}"`] : [],
  )
  return `<wx-${node.tag}${copied.join('')}>${inside(node)}</wx-${node.tag}>`
}

function find(node: Drawn, tag: string): DrawnElement | undefined {
  if (typeof node === 'string') return undefined
  if (node.tag === tag) return node
  for (const kid of node.kids) {
    const found = find(kid, tag)
    if (found) return found
  }
  return undefined
}

/** A page of the mini program as a page of the browser. For eyes only: WeChat lays out by itself. */
export function htmlOf(dist: string, { path, root }: { path: string; root: Drawn }): string {
  const bar = find(root, 'navigation-bar')?.attributes ?? {}
  const meta = find(root, 'page-meta')?.attributes ?? {}
  const head = `<wx-head style="background:${bar.backgroundColor ?? '#fff'};color:${bar.frontColor ?? '#000'}">${escape(bar.title ?? '')}</wx-head>`
  return `<!doctype html><meta charset="utf-8"><style>${BASE}${stylesOf(dist, path)}</style>
    <body style="${escape(meta.pageStyle ?? '')}">${head}${markup(root)}</body>`
}
