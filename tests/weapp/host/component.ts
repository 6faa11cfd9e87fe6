import { copyOf } from './data-path'
import { baseInstance, defaultsOf } from './instance'
import type { Definition } from './modules'
import type { Runtime } from './runtime'
import type { ElementNode } from './tree'
import { View, type Data, type Instance, type RootView } from './view'

/** An instance of `Component({…})`. */
export class Component extends View {
  readonly instance: Instance
  private readonly definition: Definition
  /** JSON of each property as it was last given: they are compared by content, as WeChat does */
  private readonly given = new Map<string, string>()

  constructor(
    runtime: Runtime,
    id: string,
    readonly root: RootView,
    element?: ElementNode,
  ) {
    super(runtime, id)
    this.definition = runtime.modules.component(id)
    this.data = { ...copyOf(this.definition.data), ...copyOf(defaultsOf(this.definition.properties)) }
    this.instance = Object.assign(baseInstance(runtime, this), this.definition.methods, {
      id: element?.attributes.id,
      dataset: {},
    })
    Object.defineProperty(this.instance, 'properties', { get: () => this.data })
    if (element) this.take(element.attributes)
  }

  protected create(id: string, element: ElementNode): View {
    return new Component(this.runtime, id, this.root, element)
  }

  override take(attributes: Data): void {
    for (const name of Object.keys(this.definition.properties ?? {})) {
      if (!(name in attributes)) continue
      const json = JSON.stringify(attributes[name]) ?? ''
      if (json === this.given.get(name)) continue
      this.given.set(name, json)
      this.data = { ...this.data, [name]: json ? JSON.parse(json) : undefined }
      this.isDirty = true
    }
    this.instance.data = this.data
  }

  override attach(): void {
    this.lifetime('attached')
    this.isDirty = true
    this.flush()
  }

  override detach(): void {
    super.detach()
    this.lifetime('detached')
  }

  private lifetime(name: string): void {
    const hook = this.definition.lifetimes?.[name] ?? this.definition[name]
    if (typeof hook === 'function') this.runtime.realm.guard(() => hook.call(this.instance) as unknown)
  }
}
