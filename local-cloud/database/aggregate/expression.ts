import { Context, evalExpr } from 'mingo/core'
import type { Any, Options } from 'mingo/types'
import * as expressions from 'mingo/operators/expression'
import { CloudError, notEmulated, refused } from '../../errors'
import { isDoc, type Doc } from '../../values/types'
import { accumulators, ownAccumulators } from './accumulators'
import { overrides } from './overrides'

// mingo evaluates expressions and accumulators; stages are our own, because there its faults are.

const NOT_OFFERED = /^\$(function|accumulator|where|rand|meta|sampleRate)$/
const offered = Object.fromEntries(
  Object.entries({ ...expressions, ...overrides }).filter(([name]) => !NOT_OFFERED.test(name)),
)

let captured: Options | undefined
const capture = { $capture: (_: unknown, __: unknown, options: Options) => (captured = options) }

const context = Context.init({
  accumulator: accumulators,
  expression: { ...offered, ...capture },
} as never)

/** mingo copies all operators whenever it starts anew; one prepared set of options is used again and again. */
function prepared(): Mutable {
  evalExpr({}, { $capture: [] }, {
    context,
    idKey: '_id',
    scriptEnabled: false,
    useStrictMode: true,
  } as Options)
  return captured as Mutable
}

type Mutable = Options & { update(locals: { root?: unknown; variables?: Doc; groupId?: unknown }): Mutable }
let options: Mutable | undefined

export type Variables = Record<string, unknown>

const known = new Set([...Object.keys(offered), ...Object.keys(accumulators), '$literal'])

/** Refuses operators that nobody could evaluate, whether or not there is a document to evaluate them for. */
export function checkExpression(expression: unknown): void {
  if (Array.isArray(expression)) return expression.forEach(checkExpression)
  if (!isDoc(expression)) return
  for (const [key, operand] of Object.entries(expression)) {
    if (key.startsWith('$') && !known.has(key)) throw notEmulated(`expression ${key}`)
    if (key !== '$literal') checkExpression(operand)
  }
}

/** The value of an expression for one document; `undefined` is a missing value. */
export function evaluate(expression: unknown, doc: unknown, variables: Variables = {}): unknown {
  options ??= prepared()
  return guarded(expression, () =>
    evalExpr(doc as Any, expression as Any, options!.update({ root: doc, variables })),
  )
}

/** The value of an accumulator over the documents of a group. */
export function accumulate(accumulator: Doc, docs: Doc[], variables: Variables = {}): unknown {
  const [name] = Object.keys(accumulator)
  if (Object.keys(accumulator).length !== 1 || !(name! in accumulators))
    throw refused(`unknown group operator '${String(name)}'`)
  if (Object.hasOwn(ownAccumulators, name!))
    return ownAccumulators[name!]!(docs.map(doc => evaluate(accumulator[name!], doc, variables)))
  return guarded(accumulator, () =>
    evalExpr(docs as Any, accumulator as Any, { context, idKey: '_id', variables } as unknown as Options),
  )
}

function guarded<T>(expression: unknown, work: () => T): T {
  try {
    return work()
  } catch (error) {
    if (error instanceof CloudError) throw error
    const message = (error as Error).message
    if (/not registered/.test(message)) throw notEmulated(`expression ${JSON.stringify(expression)}`)
    throw refused(message)
  }
}
