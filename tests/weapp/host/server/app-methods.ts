import { copyOf } from '../data-path'
import type { Host } from '../host'
import { refuse, type Handlers, type Params } from './params'

type Callable = (...args: unknown[]) => unknown
type Table = Record<string, unknown>

/** `cloud.callFunction` names a method inside an object of `wx`. */
function target(host: Host, name = ''): { owner: Table; key: string } {
  const keys = name.split('.')
  const key = keys.pop()!
  const owner = keys.reduce((at, each) => at[each] as Table, host.wx.api)
  return { owner, key }
}

/** What a mocked method answers, by the conventions of `wx` methods. */
function mockOf(host: Host, key: string, result: unknown): Callable {
  return (asked?: unknown) => {
    const options = asked as Record<string, Callable> | undefined
    const isSync = key.endsWith('Sync') || !options || typeof options !== 'object'
    if (isSync) return host.realm.toApp(result)
    const isFailure = /:fail/.test(String((result as Table | null)?.errMsg ?? ''))
    const isObject = typeof result === 'object' && result !== null && !Array.isArray(result)
    const reply = host.realm.toApp(isObject ? { errMsg: `${key}:ok`, ...result } : result)
    const callback = isFailure ? options.fail : options.success
    callback?.(reply)
    options.complete?.(reply)
    const answer = isFailure && !callback ? Promise.reject(reply as Error) : Promise.resolve(reply)
    return host.realm.promise(answer)
  }
}

function mocking(host: Host) {
  const originals = new Map<string, unknown>()
  const functionOf = (code: string) => host.realm.evaluate(`(${code})`) as Callable
  return ({ method = '', functionDeclaration, args = [], result }: Params) => {
    const { owner, key } = target(host, method)
    if (!originals.has(method)) originals.set(method, owner[key])
    const origin = originals.get(method)
    if (functionDeclaration) {
      const replacement = functionOf(functionDeclaration)
      const more = host.realm.toApp(args) as unknown[]
      owner[key] = (...own: unknown[]) => replacement.apply({ origin }, [...own, ...more])
    } else if (result !== undefined) {
      owner[key] = mockOf(host, key, result)
    } else {
      owner[key] = origin
      originals.delete(method)
    }
    return {}
  }
}

const describe = ({ pageId, opening }: { pageId: number; opening: object }) => ({ pageId, ...opening })

export function appMethods(host: Host, send: (method: string, params: unknown) => void): Handlers {
  const { realm, router } = host
  const currentPage = () => {
    const current = router.current()
    if (!current) throw new Error('no page is open')
    return current
  }
  const argsOf = ({ args = [] }: Params) => realm.toApp(args) as unknown[]
  return {
    'Tool.getInfo': () => ({ SDKVersion: '3.5.0' }),
    'App.enableLog': () => ({}),
    'App.exit': () => ({}),
    'App.getPageStack': () => ({ pageStack: router.stack.map(describe) }),
    'App.getCurrentPage': () => describe(currentPage()),
    async 'App.callWxMethod'(params) {
      const { owner, key } = target(host, params.method)
      if (typeof owner[key] !== 'function') throw new Error(`wx.${params.method} not exists`)
      return { result: await (owner[key] as Callable)(...argsOf(params)) }
    },
    'App.mockWxMethod': mocking(host),
    async 'App.callFunction'(params) {
      const run = realm.evaluate(`(${params.functionDeclaration})`) as Callable
      return { result: await run(...argsOf(params)) }
    },
    'App.addBinding'({ name = '' }) {
      realm.globals[name] = (...args: unknown[]) => send('App.bindingCalled', { name, args: copyOf(args) })
      return {}
    },
    'App.captureScreenshot': () => refuse('screenshot'),
    'Tool.native': ({ method = '', data }) => native(host, method, data),
  }
}

async function native({ wx, router }: Host, method: string, data: Params['data']) {
  if (method === 'confirmModal' || method === 'cancelModal') {
    if (!wx.screen.modal) throw new Error('no modal')
    wx.screen.modal.answer(method === 'confirmModal')
  } else if (method === 'switchTab') {
    await router.route('switchTab', { url: `/${String(data?.url ?? '')}` })
  } else if (method === 'navigateLeft') {
    await router.route('navigateBack', {})
  } else {
    refuse(method)
  }
  return {}
}
