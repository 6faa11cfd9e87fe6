import type { Doc } from '../values/types'

// Documents travel as relaxed Extended JSON: dates, and what JSON has no word for, are objects with a key `$…`.
// Types of BSON that JavaScript does not have, such as ObjectId, stay as they travel, so that they can be sent back.

/** A condition or an update; never a value that could be stored. */
export abstract class Command {
  protected readonly isCommand = true
}

const tagOf = (value: unknown) => Object.prototype.toString.call(value).slice(8, -1)

export const isPlain = (value: unknown): value is Doc =>
  tagOf(value) === 'Object' && !(value instanceof Command)

const SCALARS = ['String', 'Boolean', 'Null', 'Undefined']

/** @throws TypeError for what cannot be stored, such as a function or a command in a place where it means nothing */
export function encode(value: unknown): unknown {
  const tag = tagOf(value)
  if (SCALARS.includes(tag)) return value
  if (tag === 'Number') return Number.isFinite(value) ? value : { $numberDouble: String(value) }
  if (Array.isArray(value)) return value.map(encode)
  if (tag === 'Date') return { $date: { $numberLong: String((value as Date).getTime()) } }
  if (value instanceof RegExp || tag === 'RegExp') {
    const { source, flags } = value as RegExp
    return { $regularExpression: { pattern: source, options: flags } }
  }
  if (!isPlain(value)) throw new TypeError(`a ${value instanceof Command ? 'command' : tag} is no value here`)
  return mapValues(value, encode)
}

export function decode(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(decode)
  if (!isPlain(value)) return value
  if ('$date' in value) return dateOf(value.$date)
  if ('$numberDouble' in value) return Number(value.$numberDouble)
  return mapValues(value, decode)
}

/** Years outside of 1970 to 9999 travel as milliseconds. */
const dateOf = (value: unknown) => new Date(isPlain(value) ? Number(value.$numberLong) : String(value))

const mapValues = (doc: Doc, map: (value: unknown) => unknown): Doc =>
  Object.fromEntries(Object.entries(doc).map(([key, value]) => [key, map(value)]))
