import { refusedWrite } from '../../errors'
import { compare, equal } from '../../values/encode'
import { isDoc, type Doc } from '../../values/types'
import { compileElement } from '../match/compile'
import { isOperators, plain } from '../match/operators'
import { isPattern } from '../match/pattern'
import { parseSort, sortDocs } from '../sort'
import { readPlace, writePlace, type Place } from './path'

function arrayAt(place: Place, operator: string): unknown[] {
  const value = readPlace(place)
  if (value === undefined) return []
  if (Array.isArray(value)) return value as unknown[]
  throw refusedWrite(`The field '${place.key}' must be an array but is of type ${typeof value} (${operator})`)
}

const isEach = (operand: unknown): operand is Doc & { $each: unknown[] } => {
  if (!isDoc(operand) || !('$each' in operand)) return false
  if (!Array.isArray(operand.$each)) throw refusedWrite('The argument to $each must be an array')
  return true
}

const PUSH_MODIFIERS = ['$each', '$position', '$sort', '$slice']

export function push(place: Place, operand: unknown): void {
  const array = arrayAt(place, '$push')
  if (!isEach(operand)) return writePlace(place, [...array, operand])
  const unknown = Object.keys(operand).find(key => !PUSH_MODIFIERS.includes(key))
  if (unknown) throw refusedWrite(`Unrecognized clause in $push: ${unknown}`)
  const position = wholeNumber(operand.$position, '$position') ?? array.length
  const joined = [...array]
  joined.splice(position, 0, ...operand.$each)
  writePlace(place, slice(sorted(joined, operand.$sort), operand.$slice))
}

function sorted(array: unknown[], sort: unknown): unknown[] {
  if (sort === undefined) return array
  if (isDoc(sort) && !Object.keys(sort).length)
    throw refusedWrite('The $sort pattern is empty when it should be a set of fields.')
  if (isDoc(sort)) return sortDocs(array, item => (isDoc(item) ? item : {}), parseSort(sort))
  if (sort !== 1 && sort !== -1)
    throw refusedWrite('The $sort is invalid: use 1/-1 to sort the whole element')
  return [...array].sort((a, b) => compare(a, b) * sort)
}

function slice(array: unknown[], limit: unknown): unknown[] {
  const n = wholeNumber(limit, '$slice') ?? array.length
  if (n === 0) return []
  return n > 0 ? array.slice(0, n) : array.slice(n)
}

function wholeNumber(value: unknown, name: string): number | undefined {
  if (value === undefined || Number.isInteger(value)) return value as number | undefined
  throw refusedWrite(`The value for ${name} must be an integer value`)
}

export function addToSet(place: Place, operand: unknown): void {
  const set = [...arrayAt(place, '$addToSet')]
  if (isEach(operand) && Object.keys(operand).length > 1)
    throw refusedWrite('Found unexpected fields after $each in $addToSet')
  for (const item of isEach(operand) ? operand.$each : [operand])
    if (!set.some(member => equal(member, item))) set.push(item)
  writePlace(place, set)
}

export function pop(place: Place, operand: unknown): void {
  if (operand !== 1 && operand !== -1) throw refusedWrite('$pop expects 1 or -1')
  if (readPlace(place) === undefined) return
  const array = arrayAt(place, '$pop')
  writePlace(place, operand === 1 ? array.slice(0, -1) : array.slice(1))
}

const removeWhere = (place: Place, operator: string, isGone: (item: unknown) => boolean) => {
  if (readPlace(place) === undefined) return
  writePlace(
    place,
    arrayAt(place, operator).filter(item => !isGone(item)),
  )
}

/** A document or operators are a condition on each element; anything else is the value to take out. */
export function pull(place: Place, operand: unknown): void {
  removeWhere(place, '$pull', isDoc(operand) ? meeting(operand) : equalOrMatching(operand))
}

function meeting(condition: Doc): (item: unknown) => boolean {
  const test = compileElement(condition)
  return isOperators(condition) ? test : item => isDoc(item) && test(item)
}

function equalOrMatching(operand: unknown): (item: unknown) => boolean {
  if (!isPattern(operand)) return item => equal(item, operand)
  const test = plain(operand)
  return item => test([{ value: item, isWhole: true }])
}

export function pullAll(place: Place, operand: unknown): void {
  if (!Array.isArray(operand)) throw refusedWrite('$pullAll requires an array argument')
  removeWhere(place, '$pullAll', item => operand.some(gone => equal(gone, item)))
}
