import { refused } from '../../../errors'
import { equal } from '../../../values/encode'
import { isDoc, isNothing, typeName, type Doc } from '../../../values/types'
import {
  asArray,
  asInt32,
  binary,
  fixed,
  spend,
  unary,
  variadic,
  type Operator,
  type Operators,
} from '../operands'
import { withoutProto } from './objects'

/** Of an array; of nothing it is null. */
const ofArray = (name: string, result: (array: unknown[]) => unknown): Operator =>
  unary(name, value => (isNothing(value) ? null : result(asArray(value, `${name}'s argument`))))

function elementAt(array: unknown, index: unknown): unknown {
  if (isNothing(array) || isNothing(index)) return null
  return asArray(array, "$arrayElemAt's first argument").at(asInt32(index, "$arrayElemAt's second argument"))
}

function pairOf(item: unknown, isList: boolean): [string, unknown] {
  if (isList !== Array.isArray(item) || (!isList && !isDoc(item)))
    throw refused('$arrayToObject requires a consistent input format')
  const isRight = Array.isArray(item)
    ? item.length === 2
    : Object.keys(item as Doc).length === 2 && 'k' in (item as Doc) && 'v' in (item as Doc)
  if (!isRight) throw refused('$arrayToObject requires pairs, or objects with the fields k and v')
  const [key, value] = (Array.isArray(item) ? item : [(item as Doc).k, (item as Doc).v]) as unknown[]
  if (typeof key !== 'string')
    throw refused(`$arrayToObject requires a key of type string, found ${typeName(key)}`)
  return [withoutProto(key), value]
}

const toObject = (array: unknown[]): Doc =>
  Object.fromEntries(array.map(item => pairOf(item, Array.isArray(array[0]))))

function concat(...arrays: unknown[]): unknown {
  const all: unknown[] = []
  for (const array of arrays) {
    if (isNothing(array)) return null
    const items = asArray(array, '$concatArrays only supports arrays: an operand')
    spend(all.length + items.length, '$concatArrays')
    for (const item of items) all.push(item)
  }
  return all
}

const includes = (value: unknown, list: unknown): boolean =>
  asArray(list, '$in requires an array as a second argument: it').some(item => equal(item, value))

/** Where a search may begin or end. */
export function position(value: unknown, what: string): number {
  const index = asInt32(value, what)
  if (index < 0) throw refused(`${what} requires a nonnegative index, found: ${index}`)
  return index
}

const indexOf = fixed('$indexOfArray', [2, 4], (...operands) => {
  const [array, wanted] = operands
  if (isNothing(array)) return null
  const items = asArray(array, "$indexOfArray's first argument")
  const [start = 0, end = items.length] = operands.slice(2).map(n => position(n, '$indexOfArray'))
  for (let i = start; i < Math.min(end, items.length); i++) if (equal(items[i], wanted)) return i
  return -1
})

const range = fixed('$range', [2, 3], (...operands) => {
  const [start, end, step = 1] = operands.map(n => asInt32(n, '$range')) as [number, number, number?]
  if (step === 0) throw refused('$range requires a non-zero step value')
  const length = Math.max(0, Math.ceil((end - start) / step))
  spend(length, '$range')
  return Array.from({ length }, (_, i) => start + i * step)
})

const slice = fixed('$slice', [2, 3], (...operands) => {
  if (operands.some(isNothing)) return null
  const items = asArray(operands[0], 'First argument to $slice')
  const [first, count] = operands.slice(1).map(n => asInt32(n, '$slice')) as [number, number?]
  if (count === undefined) return first < 0 ? items.slice(first) : items.slice(0, first)
  if (count <= 0) throw refused(`Third argument to $slice must be positive: ${count}`)
  const start = first < 0 ? Math.max(0, items.length + first) : first
  return items.slice(start, start + count)
})

export const arrays: Operators = {
  $arrayElemAt: binary('$arrayElemAt', elementAt),
  $arrayToObject: ofArray('$arrayToObject', toObject),
  $concatArrays: variadic('$concatArrays', concat),
  $first: ofArray('$first', array => array[0]),
  $in: binary('$in', includes),
  $indexOfArray: indexOf,
  $isArray: unary('$isArray', Array.isArray),
  $last: ofArray('$last', array => array.at(-1)),
  $range: range,
  $reverseArray: ofArray('$reverseArray', array => [...array].reverse()),
  $size: unary('$size', value => asArray(value, 'The argument to $size').length),
  $slice: slice,
}
