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
 * @param known names of variables that have values
 */
function compiler(known: ReadonlySet<string>): Compile {
  const compile = ((expression: unknown) => {
    if (typeof expression === 'string' && expression.startsWith('$')) return compilePath(expression, known)
    if (Array.isArray(expression)) return compileArray(expression, compile)
    if (!isDoc(expression)) return () => expression
    return isOperator(expression) ? compileOperator(expression, compile) : compileObject(expression, compile)
  }) as Compile
  compile.with = (...names) => compiler(new Set([...known, ...names]))
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
  const compiled = operators[name]!(spec[name], compile)
  if (!isConstant(spec)) return compiled
  // worked out once, so that what nobody can compute is refused even of no documents
  startWork()
  const value = compiled({ root: {}, variables: {} })
  return () => value
}

/** Does the expression ask for no field and no variable? */
function isConstant(expression: unknown): boolean {
  if (typeof expression === 'string') return !expression.startsWith('$')
  if (Array.isArray(expression)) return expression.every(isConstant)
  if (!isDoc(expression)) return true
  return Object.hasOwn(expression, '$literal') || Object.values(expression).every(isConstant)
}

/** The value for a document; `undefined` is a missing value. */
export type Evaluate = (doc: unknown) => unknown

/** Reads an expression once, for many documents. @throws when nobody could evaluate it */
export function readExpression(expression: unknown, variables: Variables): Evaluate {
  const compiled = compiler(new Set(Object.keys(variables)))(expression)
  return root => {
    startWork()
    const value = compiled({ root, variables })
    if (typeof value === 'object') refuseHuge(value)
    return value
  }
}
