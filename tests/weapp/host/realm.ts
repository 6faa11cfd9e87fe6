import vm from 'node:vm'
import type { Report } from './report'

/** WeChat's service thread: where the mini program's own code runs. It has no window and no document. */
export interface Realm {
  context: vm.Context
  globals: Record<string, unknown>
  /** the value as an object of the mini program's realm, so that `instanceof` holds there */
  toApp(value: unknown): unknown
  /** a promise of the mini program's realm */
  promise<T>(work: Promise<T>): Promise<T>
  /** evaluates an expression there */
  evaluate(code: string): unknown
  /** runs app code; what it throws is reported, not thrown */
  guard(run: () => unknown): unknown
  /** counts work under way, so that a settled app can be told from a busy one */
  busy(): () => void
  isBusy(): boolean
}

type Printed = (type: string, args: unknown[]) => void

const CONSOLE = ['log', 'info', 'warn', 'error', 'debug', 'group', 'groupEnd', 'time', 'timeEnd']

// longer timers are a matter of the app (a toast that goes away), not of being busy
const SHORT_MS = 50

function timers(realm: Pick<Realm, 'guard' | 'busy'>) {
  const running = new Map<number, { stop: () => void }>()
  let last = 0
  const clear = (id?: number) => {
    running.get(id ?? 0)?.stop()
    running.delete(id ?? 0)
  }
  const start =
    (isRepeated: boolean) =>
    (run: (...a: unknown[]) => unknown, ms?: number, ...args: unknown[]) => {
      const id = ++last
      const done = !isRepeated && (ms ?? 0) <= SHORT_MS ? realm.busy() : () => undefined
      const fire = () => {
        if (!isRepeated) clear(id)
        realm.guard(() => run(...args))
      }
      const timer = isRepeated ? setInterval(fire, ms) : setTimeout(fire, ms)
      running.set(id, { stop: () => (clearTimeout(timer), done()) })
      return id
    }
  return { setTimeout: start(false), setInterval: start(true), clearTimeout: clear, clearInterval: clear }
}

function consoleOf(report: Report, print: Printed): Record<string, (...args: unknown[]) => void> {
  const method =
    (type: string) =>
    (...args: unknown[]) => {
      print(type, args)
      const text = args.map(arg => (arg instanceof Object && 'message' in arg ? arg.message : arg)).join(' ')
      if (type === 'error') report.fail('console.error', text)
      if (type === 'warn') report.warn(text)
    }
  return Object.fromEntries(CONSOLE.map(type => [type, method(type)]))
}

export function openRealm(report: Report, print: Printed): Realm {
  let underWay = 0
  const globals: Record<string, unknown> = { console: consoleOf(report, print), queueMicrotask }
  const context = vm.createContext(globals)
  const evaluate = (code: string): unknown => vm.runInContext(code, context)
  evaluate('var global = globalThis')
  const parse = evaluate('text => JSON.parse(text)') as (text: string) => unknown
  const adopt = evaluate('work => new Promise((resolve, reject) => work(resolve, reject))') as (
    work: (resolve: (value: unknown) => void, reject: (error: unknown) => void) => void,
  ) => Promise<never>
  const realm: Realm = {
    context,
    globals,
    evaluate,
    toApp: value => (value === undefined ? undefined : parse(JSON.stringify(value))),
    promise: work => adopt((resolve, reject) => void work.then(resolve, reject)),
    guard(run) {
      try {
        return run()
      } catch (error) {
        report.fail('exception', error)
        return undefined
      }
    },
    busy() {
      underWay++
      let isDone = false
      return () => {
        if (!isDone) underWay--
        isDone = true
      }
    },
    isBusy: () => underWay > 0,
  }
  Object.assign(globals, timers(realm))
  return realm
}
