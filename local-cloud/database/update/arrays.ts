import { refusedWrite } from '../../errors'
import { compare, equal } from '../../values/encode'
import { isDoc, typeName, type Doc } from '../../values/types'
import { compileElement } from '../match/compile'
import { isOperators, plain } from '../match/operators'
import { isPattern } from '../match/pattern'
import { parseSort, sortDocs } from '../sort'
import { checkValue } from '../storable'
import { readPlace, writePlace, type Place } from './path'

type List = unknown[]
type Change = (place: Place) => void

function arrayAt(place: Place, operator: string): List {
  const value = readPlace(place)
  if (value === undefined) return []
  if (Array.isArray(value)) return value as List
  throw refusedWrite(
    `The field '${place.key}' must be an array but is of type ${typeName(value)} (${operator})`,
  )
}

/** The items that `$push` and `$addToSet` bring, and the words beside `$each`. */
function readItems(operator: string, operand: unknown): { items: List; others: Doc } {
  const { $each: items = [operand], ...others } = isDoc(operand) && '$each' in operand ? operand : {}
  if (!Array.isArray(items))
    throw refusedWrite(
      `The argument to $each in ${operator} must be an array but it was of type: ${typeName(items)}`,
    )
  checkValue(items)
  return { items, others }
}

const PUSH_MODIFIERS = ['$position', '$sort', '$slice']

export function push(operand: unknown): Change {
  const { items, others } = readItems('$push', operand)
  const unknown = Object.keys(others).find(key => !PUSH_MODIFIERS.includes(key))
  if (unknown) throw refusedWrite(`Unrecognized clause in $push: ${unknown}`)
  const position = wholeNumber(others.$position, '$position')
  const limit = wholeNumber(others.$slice, '$slice')
  const sorted = readOrder(others.$sort)
  return place => {
    const joined = [...arrayAt(place, '$push')]
    joined.splice(position ?? joined.length, 0, ...items)
    writePlace(place, slice(sorted(joined), limit))
  }
}

function readOrder(sort: unknown): (array: List) => List {
  if (sort === undefined) return array => array
  if (isDoc(sort)) {
    if (!Object.keys(sort).length)
      throw refusedWrite('The $sort pattern is empty when it should be a set of fields.')
    const order = parseSort(sort)
    return array => sortDocs(array, item => (isDoc(item) ? item : {}), order)
  }
  if (sort !== 1 && sort !== -1)
    throw refusedWrite('The $sort is invalid: use 1/-1 to sort the whole element')
  return array => [...array].sort((a, b) => compare(a, b) * sort)
}

function slice(array: List, limit = array.length): List {
  if (limit === 0) return []
  return limit > 0 ? array.slice(0, limit) : array.slice(limit)
}

function wholeNumber(value: unknown, name: string): number | undefined {
  if (value === undefined || Number.isInteger(value)) return value as number | undefined
  throw refusedWrite(`The value for ${name} must be an integer value but was given type: ${typeName(value)}`)
}

export function addToSet(operand: unknown): Change {
  const { items, others } = readItems('$addToSet', operand)
  if (Object.keys(others).length) throw refusedWrite('Found unexpected fields after $each in $addToSet')
  return place => {
    const set = [...arrayAt(place, '$addToSet')]
    for (const item of items) if (!set.some(member => equal(member, item))) set.push(item)
    writePlace(place, set)
  }
}

export function pop(operand: unknown): Change {
  if (operand !== 1 && operand !== -1)
    throw refusedWrite(`$pop expects 1 or -1, found: ${JSON.stringify(operand)}`)
  return place => {
    const array = arrayAt(place, '$pop')
    writePlace(place, operand === 1 ? array.slice(0, -1) : array.slice(1))
  }
}

const removeWhere =
  (operator: string, isGone: (item: unknown) => boolean): Change =>
  place =>
    writePlace(
      place,
      arrayAt(place, operator).filter(item => !isGone(item)),
    )

/** A document or operators are a condition on each element; anything else is the value to take out. */
export const pull = (operand: unknown): Change =>
  removeWhere('$pull', isDoc(operand) ? meeting(operand) : equalOrMatching(operand))

function meeting(condition: Doc): (item: unknown) => boolean {
  const test = compileElement(condition)
  return isOperators(condition) ? test : item => isDoc(item) && test(item)
}

function equalOrMatching(operand: unknown): (item: unknown) => boolean {
  if (!isPattern(operand)) return item => equal(item, operand)
  const test = plain(operand)
  return item => test([{ value: item, isWhole: true }])
}

export function pullAll(operand: unknown): Change {
  if (!Array.isArray(operand))
    throw refusedWrite(`$pullAll requires an array argument but was given a ${typeName(operand)}`)
  return removeWhere('$pullAll', item => operand.some(gone => equal(gone, item)))
}
