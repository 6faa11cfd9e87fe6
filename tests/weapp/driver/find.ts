import type Element from 'miniprogram-automator/out/Element'

interface Scope {
  $$(selector: string): Promise<Element[]>
}

/** Everything a selector names, also inside Taro's components for deep trees, which selectors do not enter. */
export async function findAll(scope: Scope, selector: string): Promise<Element[]> {
  const direct = await scope.$$(selector)
  const deep = await scope.$$('comp')
  const inside = await Promise.all(deep.map(component => findAll(component, selector)))
  return [...direct, ...inside.flat()]
}

/** Those whose text holds `text`. */
export async function withText(elements: Element[], text: string): Promise<Element[]> {
  const texts = await Promise.all(elements.map(element => element.text()))
  return elements.filter((_, index) => texts[index]!.includes(text))
}
