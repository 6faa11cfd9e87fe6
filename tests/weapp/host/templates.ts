import vm from 'node:vm'

/** WeChat's own virtual tree, as a compiled template gives it. */
export interface RawNode {
  tag: string
  attr?: Record<string, unknown>
  children?: (RawNode | string | number | undefined)[]
}

export type Render = (data: unknown) => RawNode

// wcc's run time tests `constructor === Object` and patches Function.prototype: it must own its realm. They are
// handed in as parameters because reading a global of a vm context is slow.
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

interface Compiled {
  $gwx: (path: string) => (data: unknown, env: object, dev: object) => RawNode
  parse: (json: string) => unknown
}

/** Runs compiled templates. Data crosses as JSON, as it does between WeChat's two threads. */
export function openTemplates(code: string, onWarning: (text: string) => void): (file: string) => Render {
  const print = (...args: unknown[]) => onWarning(args.map(String).join(' '))
  const context = vm.createContext({ console: { log: print, warn: print, error: print, info: print } })
  const wrapped = `(function (window, global, ${BUILTINS.join(', ')}, undefined) {
    var $gwx, __WXML_GLOBAL__, __WXML_DEP__, $gwn, $gwl, $gwrt, $ixc;
    ${code}
    return { $gwx: $gwx, parse: JSON.parse } })`
  const make = vm.runInContext(wrapped, context, { filename: 'templates.js' }) as (
    ...args: unknown[]
  ) => Compiled
  const { $gwx, parse } = make({}, {}, ...BUILTINS.map(name => vm.runInContext(name, context) as unknown))
  const known = new Map<string, Render>()
  return file => {
    const found = known.get(file)
    if (found) return found
    const generate = $gwx(file)
    const render: Render = data => generate(parse(JSON.stringify(data)), {}, {})
    known.set(file, render)
    return render
  }
}
