import { Component } from './component'
import { copyOf } from './data-path'
import { baseInstance } from './instance'
import type { PageFigures } from './report'
import type { Runtime } from './runtime'
import { descendants, type ElementNode } from './tree'
import { View, type Instance, type NativeValue, type RootView } from './view'

export interface Opening {
  path: string
  query: Record<string, string>
}

/** An instance of `Page({…})` on the stack. */
export class Page extends View implements RootView {
  readonly instance: Instance
  readonly native = new Map<string, NativeValue>()
  readonly root: RootView = this
  readonly figures: PageFigures
  readonly tabBar: Component | undefined
  isShown = false
  private isFlushPlanned = false

  constructor(
    runtime: Runtime,
    readonly pageId: number,
    readonly opening: Opening,
  ) {
    super(runtime, opening.path)
    const definition = runtime.modules.page(opening.path)
    this.figures = { pageId, path: opening.path, setDataCalls: 0, setDataBytes: 0, nodes: 0, calls: [] }
    runtime.report.figures.push(this.figures)
    this.data = copyOf(definition.data) ?? {}
    const { data: _, ...own } = definition
    this.instance = Object.assign(baseInstance(runtime, this), own, {
      data: this.data,
      route: opening.path,
      options: opening.query,
      getTabBar: () => this.tabBar?.instance ?? null,
    })
    // WeChat puts the custom bar of app.json on every tab page
    const hasBar = runtime.dist.app.tabBar?.custom && runtime.dist.tabs.includes(opening.path)
    if (hasBar) this.tabBar = new Component(runtime, 'custom-tab-bar/index', this)
  }

  protected create(id: string, element: ElementNode): View {
    return new Component(this.runtime, id, this, element)
  }

  count(bytes: number): void {
    this.figures.setDataCalls++
    this.figures.setDataBytes += bytes
  }

  flushSoon(): void {
    if (this.isFlushPlanned) return
    this.isFlushPlanned = true
    const done = this.runtime.realm.busy()
    setTimeout(() => {
      this.isFlushPlanned = false
      done()
      this.runtime.realm.guard(() => this.flush())
    }, 0)
  }

  override flush(): void {
    super.flush()
    this.tabBar?.flush()
    if (this.tree) this.figures.nodes = descendants(this.tree).length
  }

  show(): void {
    if (this.isShown) return
    this.isShown = true
    this.call('onShow')
  }

  hide(): void {
    if (!this.isShown) return
    this.isShown = false
    this.call('onHide')
  }

  unload(): void {
    this.isShown = false
    this.call('onUnload')
    this.detach()
  }
}
