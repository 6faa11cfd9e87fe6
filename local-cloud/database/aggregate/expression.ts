import { notEmulated, refused } from '../../errors'
import { isDoc, type Doc } from '../../values/types'
import { compilePath } from './field-path'
import { startWork, type Compiled, type Variables } from './operands'
import { operators } from './operators/all'

export type { Variables } from './operands'

// An expression becomes a function once, and is then applied to each document.

const isOperator = (spec: Doc) => Object.keys(spec).some(key => key.startsWith('$'))

/** The expression as a function of a document. Refuses what nobody could evaluate, without any document. */
export function compile(expression: unknown): Compiled {
  if (typeof expression === 'string' && expression.startsWith('$')) return compilePath(expression)
  if (Array.isArray(expression)) return compileArray(expression)
  if (!isDoc(expression)) return () => expression
  return isOperator(expression) ? compileOperator(expression) : compileObject(expression)
}

function compileArray(expressions: unknown[]): Compiled {
  const items = expressions.map(compile)
  return scope => items.map(item => item(scope) ?? null)
}

function compileObject(spec: Doc): Compiled {
  const fields = Object.entries(spec).map(([name, e]) => {
    if (name.includes('.')) throw refused(`FieldPath field names may not contain '.': ${name}`)
    return [name, compile(e)] as const
  })
  return scope =>
    Object.fromEntries(
      fields.map(([name, value]) => [name, value(scope)]).filter(([, value]) => value !== undefined),
    )
}

function compileOperator(spec: Doc): Compiled {
  const names = Object.keys(spec)
  const [name] = names as [string]
  if (names.length > 1)
    throw refused(`an object representing an expression must have exactly one field: ${JSON.stringify(spec)}`)
  if (!Object.hasOwn(operators, name)) throw notEmulated(`expression ${name}`)
  return operators[name]!(spec[name], compile)
}

const known = new WeakMap<object, Compiled>()

function compileOnce(expression: unknown): Compiled {
  if (typeof expression !== 'object' || expression === null) return compile(expression)
  const own = known.get(expression) ?? compile(expression)
  known.set(expression, own)
  return own
}

/** The value for a document; `undefined` is a missing value. */
export type Evaluate = (doc: unknown, variables: Variables) => unknown

/** Reads an expression once, for many documents. @throws when nobody could evaluate it */
export function readExpression(expression: unknown): Evaluate {
  const compiled = compileOnce(expression)
  return (root, variables) => {
    startWork()
    return compiled({ root, variables })
  }
}

/** Refuses operators that nobody could evaluate, whether or not there is a document to evaluate them for. */
export const checkExpression = (expression: unknown): void => void compileOnce(expression)

export const evaluate = (expression: unknown, doc: unknown, variables: Variables = {}): unknown =>
  readExpression(expression)(doc, variables)
