import { byteLength } from './bytes'
import { parsePath, setIn } from './data-path'
import type { Runtime } from './runtime'
import type { RawNode } from './templates'
import type { ElementNode, TreeNode } from './tree'
import { keepControl } from './controls'

export type Data = Record<string, unknown>
export type Instance = Record<string, unknown> & { data: Data }

// WeChat refuses more in one call
const SET_DATA_LIMIT_BYTES = 1024 * 1024

export interface ViewPlace {
  parent?: View
  element?: ElementNode
}

/** A page or a component on screen: its data and the tree that its template makes of them. */
export abstract class View {
  data: Data = {}
  tree: ElementNode | undefined
  /** the element in the parent's tree that this component stands for */
  element: ElementNode | undefined
  isDetached = false
  protected isDirty = true
  protected readonly components = new Map<string, View>()
  private readonly waiting: (() => void)[] = []
  abstract readonly instance: Instance
  abstract readonly root: RootView

  constructor(
    readonly runtime: Runtime,
    readonly id: string,
  ) {}

  /** makes the component for an element */
  protected abstract create(id: string, element: ElementNode): View

  setData(patch: Data, callback?: () => void): void {
    if (this.isDetached) return
    const json = JSON.stringify(patch)
    this.root.count(byteLength(json))
    this.check(patch, json)
    for (const [path, value] of Object.entries(JSON.parse(json) as Data))
      this.data = setIn(this.data, parsePath(path), value) as Data
    this.instance.data = this.data
    this.isDirty = true
    if (callback) this.waiting.push(callback)
    this.root.flushSoon()
  }

  private check(patch: Data, json: string): void {
    const { report } = this.runtime
    if (byteLength(json) > SET_DATA_LIMIT_BYTES)
      report.fail('setData', `setData of ${this.id}: ${byteLength(json)} bytes are more than WeChat takes`)
    for (const [path, value] of Object.entries(patch))
      if (value === undefined) report.warn(`Setting data field "${path}" to undefined is invalid.`)
  }

  flush(): void {
    if (this.isDirty) this.render()
    for (const component of this.components.values()) component.flush()
    for (const callback of this.waiting.splice(0))
      this.runtime.realm.guard(() => callback.call(this.instance))
  }

  private render(): void {
    this.isDirty = false
    const seen = new Set<string>()
    const raw = this.runtime.render(this.id, this.data)
    this.tree = this.build(raw, { seen, parent: undefined, key: this.id })
    for (const [key, component] of this.components) {
      if (seen.has(key)) continue
      this.components.delete(key)
      component.detach()
    }
  }

  private build(
    raw: RawNode,
    at: { seen: Set<string>; parent: ElementNode | undefined; key: string },
  ): ElementNode {
    const { parent, key, seen } = at
    const tag = raw.tag.replace(/^wx-/, '')
    const element: ElementNode = { tag, attributes: raw.attr ?? {}, parent, view: this, kids: [], key }
    keepControl(this.root.native, element)
    const id = this.runtime.dist.using(this.id)[tag]
    if (id) element.component = this.place(id, element, seen)
    flatten(raw.children).forEach((kid, index) => {
      element.kids.push(
        typeof kid === 'object'
          ? this.build(kid, { seen, parent: element, key: `${key}/${index}` })
          : ({ text: String(kid), parent: element } satisfies TreeNode),
      )
    })
    return element
  }

  private place(id: string, element: ElementNode, seen: Set<string>): View {
    const inner = element.attributes.i as { sid?: string } | undefined
    const key = `${element.tag}:${String(element.attributes['data-sid'] || inner?.sid || element.key)}`
    seen.add(key)
    const known = this.components.get(key)
    const component = known ?? this.create(id, element)
    if (known) known.take(element.attributes)
    this.components.set(key, component)
    component.element = element
    if (!known) component.attach()
    return component
  }

  /** new properties from the parent */
  take(_attributes: Data): void {}
  attach(): void {}

  detach(): void {
    this.isDetached = true
    for (const component of this.components.values()) component.detach()
  }

  call(name: string, ...args: unknown[]): unknown {
    const method = this.instance[name]
    if (typeof method !== 'function') return undefined
    return this.runtime.realm.guard(() => method.apply(this.instance, args) as unknown)
  }
}

/** Only a page is a root: it counts, it draws all its components at once, and it keeps what people typed. */
export interface RootView extends View {
  /** values that controls hold by themselves, by identity of the element */
  readonly native: Map<string, NativeValue>
  count(bytes: number): void
  flushSoon(): void
}

export interface NativeValue {
  /** last value that came from the data */
  given: unknown
  /** what the person made of it since */
  current: unknown
}

function flatten(children: RawNode['children'] = []): (RawNode | string | number)[] {
  return children.flatMap(child => {
    if (child === undefined || child === '') return []
    return typeof child === 'object' && child.tag === 'virtual' ? flatten(child.children) : [child]
  })
}
