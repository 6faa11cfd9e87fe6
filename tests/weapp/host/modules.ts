import path from 'node:path'
import vm from 'node:vm'
import type { Dist } from './dist'
import type { Realm } from './realm'

export interface Definition {
  data?: Record<string, unknown>
  properties?: Record<string, unknown>
  methods?: Record<string, unknown>
  lifetimes?: Record<string, unknown>
  options?: Record<string, unknown>
  [name: string]: unknown
}

/** Loads the scripts of the build: each page and component when it is first needed (lazyCodeLoading). */
export interface Modules {
  app(): Definition
  page(id: string): Definition
  component(id: string): Definition
}

// what WeChat hides from scripts although the engine may have it
const HIDDEN = [
  'window',
  'document',
  'frames',
  'self',
  'location',
  'navigator',
  'localStorage',
  'history',
  'screen',
]
const HIDDEN_TOO = ['Caches', 'alert', 'confirm', 'prompt', 'XMLHttpRequest', 'WebSocket', 'fetch', 'process']
// as parameters, because reading a global of a vm context is slow
const BUILTINS = [
  'Object',
  'Array',
  'String',
  'Number',
  'Boolean',
  'Function',
  'RegExp',
  'Date',
  'Math',
  'JSON',
]
const BUILTINS_TOO = ['Map', 'Set', 'WeakMap', 'Symbol', 'Promise', 'Error', 'TypeError', 'parseInt', 'isNaN']
const HANDED = [...BUILTINS, ...BUILTINS_TOO, 'wx', 'console']

interface Module {
  exports: unknown
}

function loader(dist: Dist, realm: Realm): (id: string) => void {
  const loaded = new Map<string, Module>()
  let handed: unknown[] | undefined

  function load(file: string): unknown {
    const known = loaded.get(file)
    if (known) return known.exports
    if (!dist.hasFile(file)) throw new Error(`module '${file}' is not defined`)
    const module: Module = { exports: {} }
    loaded.set(file, module)
    const names = ['require', 'module', 'exports', ...HANDED, ...HIDDEN, ...HIDDEN_TOO]
    const run = vm.compileFunction(dist.read(file), names, {
      filename: path.join(dist.root, file),
      parsingContext: realm.context,
    })
    handed ??= HANDED.map(name => realm.globals[name] ?? realm.evaluate(name))
    run((target: string) => load(resolve(file, target)), module, module.exports, ...handed)
    return module.exports
  }

  function resolve(from: string, target: string): string {
    const at = target.startsWith('/') ? target.slice(1) : path.posix.join(path.posix.dirname(from), target)
    const file = at.endsWith('.js') ? at : `${at}.js`
    const home = dist.packageOf(file)
    if (home && home !== dist.packageOf(from))
      throw new Error(`module '${file}' is in another subpackage than '${from}'`)
    return file
  }
  return id => void load(`${id}.js`)
}

export function openModules(dist: Dist, realm: Realm): Modules {
  const load = loader(dist, realm)
  const pages = new Map<string, Definition>()
  const components = new Map<string, Definition>()
  let app: Definition | undefined
  let loading = ''

  Object.assign(realm.globals, {
    App: (definition: Definition) => void (app = definition),
    Page: (definition: Definition) => void pages.set(loading, definition),
    Component: (definition: Definition) => (components.set(loading, definition), loading),
    Behavior: (definition: Definition) => definition,
    requirePlugin: (name: string) => {
      throw new Error(`requirePlugin('${name}'): plugins are not known to the local host`)
    },
  })

  function entry(id: string): void {
    const before = loading
    loading = id
    try {
      load(id)
    } finally {
      loading = before
    }
  }

  const need = (table: Map<string, Definition>, id: string, what: string): Definition => {
    if (!table.has(id)) entry(id)
    const found = table.get(id)
    if (!found) throw new Error(`${what} "${id}" has not been registered yet.`)
    return found
  }
  return {
    app() {
      if (!app) entry('app')
      if (!app) throw new Error('app.js did not call App()')
      return app
    },
    page: id => need(pages, id, 'Page'),
    component: id => need(components, id, 'Component'),
  }
}
