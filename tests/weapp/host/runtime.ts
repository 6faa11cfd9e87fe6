import type { Dist } from './dist'
import type { Modules } from './modules'
import type { Realm } from './realm'
import type { Report } from './report'
import type { RawNode } from './templates'

/** What pages and components need of the host. */
export interface Runtime {
  dist: Dist
  realm: Realm
  modules: Modules
  report: Report
  /** the virtual tree of a page or component */
  render(id: string, data: unknown): RawNode
  /** `wx`, as the mini program sees it */
  wx: Record<string, unknown>
}
