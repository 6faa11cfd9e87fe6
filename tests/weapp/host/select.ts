import { selectAll } from 'css-select'
import { isElement, kidsOf, type ElementNode, type TreeNode } from './tree'

// Selectors see one component at a time: as in WeChat, they do not cross the border of a custom component.

const attribute = (element: ElementNode, name: string): string | undefined => {
  const value = element.attributes[name]
  return value === undefined || value === null ? undefined : String(value)
}

const adapter = {
  isTag: isElement,
  getAttributeValue: attribute,
  hasAttrib: (element: ElementNode, name: string) => attribute(element, name) !== undefined,
  getChildren: (node: TreeNode) => (isElement(node) ? node.kids : []),
  getName: (element: ElementNode) => element.tag,
  getParent: (node: TreeNode) => node.parent ?? null,
  getSiblings: (node: TreeNode) => node.parent?.kids ?? [node],
  getText: () => '',
  removeSubsets: (nodes: TreeNode[]) => nodes.filter(node => !hasAncestorIn(node, nodes)),
  existsOne: (test: (element: ElementNode) => boolean, nodes: TreeNode[]) => findAll(test, nodes).length > 0,
  findAll,
  findOne: (test: (element: ElementNode) => boolean, nodes: TreeNode[]) => findAll(test, nodes)[0] ?? null,
}

function hasAncestorIn(node: TreeNode, nodes: TreeNode[]): boolean {
  for (let at = node.parent; at; at = at.parent) if (nodes.includes(at)) return true
  return false
}

function findAll(test: (element: ElementNode) => boolean, nodes: TreeNode[]): ElementNode[] {
  return nodes
    .filter(isElement)
    .flatMap(element => [...(test(element) ? [element] : []), ...findAll(test, element.kids)])
}

/** Elements inside `scope` that a selector names, in order. `page` is the root itself. */
export function select(scope: ElementNode, selector: string): ElementNode[] {
  const inside = selectAll<TreeNode, ElementNode>(selector, kidsOf(scope), { adapter, xmlMode: true })
  return selector.trim() === 'page' ? [scope, ...inside] : inside
}
