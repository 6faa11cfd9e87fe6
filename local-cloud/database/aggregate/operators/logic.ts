import { notEmulated, refused } from '../../../errors'
import { compare } from '../../../values/encode'
import { isDoc, isNothing, isTrue } from '../../../values/types'
import { asList, binary, fixed, named, unary, type Compile, type Operator, type Operators } from '../operands'

/** Values of different types compare in BSON's order; missing is less than null. */
function order(a: unknown, b: unknown): number {
  if (a === undefined || b === undefined) return Number(b === undefined) - Number(a === undefined)
  return Math.sign(compare(a, b))
}

const comparing = (name: string, result: (order: number) => unknown): Operator =>
  binary(name, (a, b) => result(order(a, b)))

/** The first operand that decides ends it: those after it are not evaluated. */
const and: Operator = (operand, compile) => {
  const tests = asList(operand).map(compile)
  return scope => tests.every(test => isTrue(test(scope)))
}

const or: Operator = (operand, compile) => {
  const tests = asList(operand).map(compile)
  return scope => tests.some(test => isTrue(test(scope)))
}

const cond: Operator = (operand, compile) => {
  const isList = Array.isArray(operand)
  if (isList && operand.length !== 3)
    throw refused(`Expression $cond takes exactly 3 arguments. ${operand.length} were passed in.`)
  const {
    if: test,
    then,
    else: otherwise,
  } = isList ? threeOf(operand) : named('$cond', operand, 'if then else')
  const [isMet, yes, no] = [compile(test), compile(then), compile(otherwise)]
  return scope => (isTrue(isMet(scope)) ? yes(scope) : no(scope))
}

const threeOf = ([test, then, otherwise]: unknown[]) => ({ if: test, then, else: otherwise })

const ifNull: Operator = (operand, compile) => {
  // MongoDB 5 takes more, and nobody says which version a customer's environment has
  if (Array.isArray(operand) && operand.length > 2) throw notEmulated('$ifNull of more than 2 operands')
  return fixed('$ifNull', [2, 2], (value, instead) => (isNothing(value) ? instead : value))(operand, compile)
}

function branchOf(branch: unknown, compile: Compile) {
  if (!isDoc(branch)) throw refused('$switch expected each branch to be an object')
  const { case: test, then } = named('$switch', branch, 'case then')
  return { test: compile(test), then: compile(then) }
}

const select: Operator = (operand, compile) => {
  const { branches, default: otherwise } = named('$switch', operand, 'branches default?')
  if (!Array.isArray(branches) || !branches.length) throw refused('$switch requires at least one branch.')
  const cases = branches.map(branch => branchOf(branch, compile))
  const fallback = isDoc(operand) && 'default' in operand ? compile(otherwise) : noBranch
  return scope => (cases.find(({ test }) => isTrue(test(scope)))?.then ?? fallback)(scope)
}

function noBranch(): never {
  throw refused('$switch could not find a matching branch for an input, and no default was specified.')
}

export const logic: Operators = {
  $cmp: comparing('$cmp', n => n),
  $eq: comparing('$eq', n => n === 0),
  $ne: comparing('$ne', n => n !== 0),
  $gt: comparing('$gt', n => n > 0),
  $gte: comparing('$gte', n => n >= 0),
  $lt: comparing('$lt', n => n < 0),
  $lte: comparing('$lte', n => n <= 0),
  $and: and,
  $or: or,
  $not: unary('$not', value => !isTrue(value)),
  $cond: cond,
  $ifNull: ifNull,
  $switch: select,
}
