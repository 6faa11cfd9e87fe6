import { notEmulated, refused } from '../../../errors'
import { isDoc, isNothing, isTrue } from '../../../values/types'
import { checkVariable } from '../field-path'
import {
  asArray,
  named,
  spend,
  type Compile,
  type Compiled,
  type Operator,
  type Operators,
  type Scope,
} from '../operands'
import { refuseHuge } from '../size'

// Operators that give names to values.

const binding = ({ root, variables }: Scope, own: Record<string, unknown>): Scope => ({
  root,
  variables: { ...variables, ...own },
})

/** The input's elements, or null where the answer is null. */
function itemsOf(value: unknown, operator: string): unknown[] | null {
  if (isNothing(value)) return null
  const items = asArray(value, `input to ${operator}`)
  spend(items.length, operator)
  return items
}

const nameOf = (as: unknown) => (as === undefined ? 'this' : checkVariable(as))

const map: Operator = (operand, compile) => {
  const { input, as, in: body } = named('$map', operand, 'input as? in')
  const [items, name] = [compile(input), nameOf(as)]
  const each = compile.with(name)(body)
  return scope =>
    itemsOf(items(scope), '$map')?.map(item => each(binding(scope, { [name]: item })) ?? null) ?? null
}

const filter: Operator = (operand, compile) => {
  if (isDoc(operand) && 'limit' in operand) throw notEmulated('limit of $filter')
  const { input, as, cond } = named('$filter', operand, 'input as? cond')
  const [items, name] = [compile(input), nameOf(as)]
  const test = compile.with(name)(cond)
  return scope =>
    itemsOf(items(scope), '$filter')?.filter(item => isTrue(test(binding(scope, { [name]: item })))) ?? null
}

const reduce: Operator = (operand, compile) => {
  const { input, initialValue, in: body } = named('$reduce', operand, 'input initialValue in')
  const [items, initial] = [compile(input), compile(initialValue)]
  const each = compile.with('value', 'this')(body)
  return scope => {
    const all = itemsOf(items(scope), '$reduce')
    if (!all) return null
    const result = all.reduce(
      (value, item) => each(binding(scope, { value, this: item })) as unknown,
      initial(scope),
    )
    refuseHuge(result)
    return result
  }
}

const bind: Operator = (operand, compile) => {
  const { vars, in: body } = named('$let', operand, 'vars in')
  if (!isDoc(vars)) throw refused('invalid parameter: expected an object (vars)')
  const values = Object.entries(vars).map(([name, e]) => [checkVariable(name), compile(e)] as const)
  const result = compile.with(...Object.keys(vars))(body)
  return scope =>
    result(binding(scope, Object.fromEntries(values.map(([name, value]) => [name, value(scope)]))))
}

function listOf(expressions: unknown, what: string, compile: Compile): Compiled[] {
  if (!Array.isArray(expressions)) throw refused(`${what} must be an array of expressions`)
  return expressions.map(compile)
}

const zip: Operator = (operand, compile) => {
  const {
    inputs,
    useLongestLength = false,
    defaults,
  } = named('$zip', operand, 'inputs useLongestLength? defaults?')
  const lists = listOf(inputs, '$zip: inputs', compile)
  const fillings = defaults === undefined ? undefined : listOf(defaults, '$zip: defaults', compile)
  if (!lists.length) throw refused('$zip requires at least one input array')
  if (typeof useLongestLength !== 'boolean') throw refused('useLongestLength must be a bool')
  if (fillings && (!useLongestLength || fillings.length !== lists.length))
    throw refused('$zip: defaults need useLongestLength, and as many values as there are inputs')
  return scope => {
    const values = lists.map(list => list(scope))
    if (values.some(isNothing)) return null
    const arrays = values.map(value => asArray(value, '$zip: an input'))
    const length = arrays
      .map(array => array.length)
      .reduce((a, b) => Math[useLongestLength ? 'max' : 'min'](a, b))
    spend(length * arrays.length, '$zip')
    const missing = arrays.map((_, i) => fillings?.[i]!(scope) ?? null)
    return Array.from({ length }, (_, at) =>
      arrays.map((array, i) => (at < array.length ? (array[at] ?? null) : missing[i])),
    )
  }
}

export const iteration: Operators = { $map: map, $filter: filter, $reduce: reduce, $let: bind, $zip: zip }
