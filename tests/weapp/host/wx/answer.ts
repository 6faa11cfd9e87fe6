import type { Realm } from '../realm'

/** The argument of an asynchronous `wx` method. */
export interface Asked {
  success?: (result: unknown) => void
  fail?: (error: unknown) => void
  complete?: (result: unknown) => void
  [name: string]: unknown
}

/** A refusal as WeChat words it: `chooseMedia:fail cancel`. */
export class WxFailure extends Error {
  constructor(
    readonly errMsg: string,
    readonly more: Record<string, unknown> = {},
  ) {
    super(errMsg)
  }
}

export type Method = (asked?: Asked) => unknown
type Work = (asked: Asked) => unknown

const toFailure = (name: string, error: unknown): Record<string, unknown> => {
  if (error instanceof WxFailure) return { ...error.more, errMsg: error.errMsg }
  const message = error instanceof Error ? error.message : String(error)
  return { errMsg: message.startsWith(`${name}:`) ? message : `${name}:fail ${message}` }
}

const nextTurn = () => new Promise(resolve => setImmediate(resolve))

/** Makes `wx` methods of plain functions: callbacks when there are any, otherwise a promise. */
export function answering(realm: Realm) {
  return (name: string, work: Work): Method =>
    (asked = {}) => {
      const done = realm.busy()
      // never in the same turn: an answer comes from outside, and the tap that asked is over by then
      const answer = (async () => work(asked))()
        .finally(nextTurn)
        .then(
          result => realm.toApp({ errMsg: `${name}:ok`, ...(result as object | undefined) }),
          error => Promise.reject(realm.toApp(toFailure(name, error)) as Error),
        )
      const { success, fail, complete } = asked
      if (!success && !fail && !complete) return realm.promise(answer.finally(done))
      const tell = (callbacks: (typeof success)[]) => (result: unknown) => {
        done()
        for (const callback of callbacks) if (callback) realm.guard(() => callback(result))
      }
      void answer.then(tell([success, complete]), tell([fail, complete]))
      return undefined
    }
}

export type Answering = ReturnType<typeof answering>

/** Picks some names of a table of work and makes them methods. */
export function methodsOf(answer: Answering, work: Record<string, Work>): Record<string, Method> {
  return Object.fromEntries(Object.entries(work).map(([name, run]) => [name, answer(name, run)]))
}
