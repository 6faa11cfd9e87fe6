import { refused } from '../../errors'
import { isDoc, isTrue, type Doc } from '../../values/types'
import { readExpression, type Variables } from '../aggregate/expression'
import { isOperators, not, OPERATORS, plain, unknownOperator, type LeafTest } from './operators'
import { leavesAt } from './path'
import { isPattern } from './pattern'

type Matcher = (doc: Doc) => boolean

/** A query as a function; it is read once, so that a scan pays only for the comparisons. */
export const compileQuery = (query: Doc, variables: Variables = {}): Matcher => compile(query, variables)

/** @param variables undefined: the query is about an element, not a document */
function compile(query: Doc, variables?: Variables): Matcher {
  return every(Object.entries(query).map(([key, condition]) => clause(key, condition, variables)))
}

const every = (tests: Matcher[]): Matcher =>
  tests.length === 1 ? tests[0]! : doc => tests.every(test => test(doc))

function clause(key: string, condition: unknown, variables?: Variables): Matcher {
  if (key.startsWith('$')) return logical(key, condition, variables)
  const path = key.split('.')
  const test = compileCondition(condition)
  if (path.length > 1) return doc => test(leavesAt(doc, path))
  return doc => test([{ value: Object.hasOwn(doc, key) ? doc[key] : undefined, isWhole: false }])
}

function branches(operator: string, operand: unknown, variables?: Variables): Matcher[] {
  if (!Array.isArray(operand) || !operand.length || !operand.every(isDoc))
    throw refused(`${operator} must be a nonempty array of objects`)
  return operand.map(branch => compile(branch, variables))
}

const LOGICAL: Record<string, (operand: unknown, variables?: Variables) => Matcher> = {
  $and: (operand, variables) => every(branches('$and', operand, variables)),
  $or: (operand, variables) => {
    const tests = branches('$or', operand, variables)
    return doc => tests.some(test => test(doc))
  },
  $nor: (operand, variables) => {
    const tests = branches('$nor', operand, variables)
    return doc => !tests.some(test => test(doc))
  },
  $expr: (operand, variables) => {
    if (!variables) throw refused('$expr can only be applied to the top-level document')
    const evaluate = readExpression(operand, variables)
    return doc => isTrue(evaluate(doc))
  },
  $comment: () => () => true,
}

function logical(operator: string, operand: unknown, variables?: Variables): Matcher {
  const read = LOGICAL[operator]
  if (!read) throw unknownOperator(operator)
  return read(operand, variables)
}

/** A field's condition: a value to equal, or operators that must all hold. */
function compileCondition(condition: unknown): LeafTest {
  if (!isOperators(condition)) {
    const late = isDoc(condition) && Object.keys(condition).find(key => key.startsWith('$'))
    if (late) throw refused(`${late} beside fields: a condition has operators only, or a value`)
    return plain(condition)
  }
  const tests = Object.entries(condition).map(([name, operand]) => operator(name, operand, condition))
  return tests.length === 1 ? tests[0]! : leaves => tests.every(test => test(leaves))
}

function operator(name: string, operand: unknown, siblings: Doc): LeafTest {
  if (name === '$not') return not(negated(operand))
  const read = Object.hasOwn(OPERATORS, name) ? OPERATORS[name] : undefined
  if (!read) throw unknownOperator(name)
  return read(operand, compileElement, siblings)
}

function negated(operand: unknown): LeafTest {
  if (!isPattern(operand) && !isOperators(operand)) throw refused('$not needs a regex or a document')
  return compileCondition(operand)
}

/** The condition of `$elemMatch` and `$pull`: operators apply to the element itself, else its fields. */
export function compileElement(condition: Doc): (value: unknown) => boolean {
  const isLogical = ['$and', '$or', '$nor'].includes(Object.keys(condition)[0] ?? '')
  if (isOperators(condition) && !isLogical) {
    const test = compileCondition(condition)
    return value => test([{ value, isWhole: true }])
  }
  const test = compile(condition)
  // an array in the array is a document whose fields are its positions
  return value => (Array.isArray(value) ? test({ ...value }) : isDoc(value) && test(value))
}
