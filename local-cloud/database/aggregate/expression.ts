import { notEmulated, refused } from '../../errors'
import { isDoc, type Doc } from '../../values/types'
import { compilePath } from './field-path'
import { startWork, type Compile, type Compiled, type Variables } from './operands'
import { operators } from './operators/all'
import { refuseHuge } from './size'

export type { Variables } from './operands'

// An expression becomes a function once, and is then applied to each document.

const isOperator = (spec: Doc) => Object.keys(spec).some(key => key.startsWith('$'))

/**
 * Makes functions of expressions, and refuses what nobody could evaluate without asking for a document.
 * @param known names of variables that have values; undefined: any may have
 */
function compiler(known?: ReadonlySet<string>): Compile {
  const compile = ((expression: unknown) => {
    if (typeof expression === 'string' && expression.startsWith('$')) return compilePath(expression, known)
    if (Array.isArray(expression)) return compileArray(expression, compile)
    if (!isDoc(expression)) return () => expression
    return isOperator(expression) ? compileOperator(expression, compile) : compileObject(expression, compile)
  }) as Compile
  compile.with = (...names) => (known ? compiler(new Set([...known, ...names])) : compile)
  return compile
}

function compileArray(expressions: unknown[], compile: Compile): Compiled {
  const items = expressions.map(compile)
  return scope => items.map(item => item(scope) ?? null)
}

function compileObject(spec: Doc, compile: Compile): Compiled {
  const fields = Object.entries(spec).map(([name, e]) => {
    if (name.includes('.')) throw refused(`FieldPath field names may not contain '.': ${name}`)
    return [name, compile(e)] as const
  })
  return scope =>
    Object.fromEntries(
      fields.map(([name, value]) => [name, value(scope)]).filter(([, value]) => value !== undefined),
    )
}

function compileOperator(spec: Doc, compile: Compile): Compiled {
  const names = Object.keys(spec)
  const [name] = names as [string]
  if (names.length > 1)
    throw refused(`an object representing an expression must have exactly one field: ${JSON.stringify(spec)}`)
  if (!Object.hasOwn(operators, name)) throw notEmulated(`expression ${name}`)
  return operators[name]!(spec[name], compile)
}

/** The value for a document; `undefined` is a missing value. */
export type Evaluate = (doc: unknown) => unknown

const asEvaluate =
  (compiled: Compiled, variables: Variables): Evaluate =>
  root => {
    startWork()
    const value = compiled({ root, variables })
    if (typeof value === 'object') refuseHuge(value)
    return value
  }

/** Reads an expression once, for many documents. @throws when nobody could evaluate it */
export const readExpression = (expression: unknown, variables: Variables): Evaluate =>
  asEvaluate(compiler(new Set(Object.keys(variables)))(expression), variables)

const seen = new WeakMap<object, Compiled>()

/** For callers that read an expression again for each document. */
function compileOnce(expression: unknown): Compiled {
  if (typeof expression !== 'object' || expression === null) return compiler()(expression)
  const own = seen.get(expression) ?? compiler()(expression)
  seen.set(expression, own)
  return own
}

/** Refuses operators that nobody could evaluate, whether or not there is a document to evaluate them for. */
export const checkExpression = (expression: unknown): void => void compileOnce(expression)

export const evaluate = (expression: unknown, doc: unknown, variables: Variables = {}): unknown =>
  asEvaluate(compileOnce(expression), variables)(doc)
