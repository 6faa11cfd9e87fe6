import { EJSON } from 'bson'
import { badParam } from '../errors'
import { readJson } from './json'
import { isDoc, type Doc } from './types'
import { WireCheck } from './wire'

// Canonical Extended JSON is how the SDK writes documents, queries and updates into its JSON requests.

/** Parses what the SDK sent; `$tcb_server_date` becomes the clock's time plus its offset. */
export function parse(text: unknown, now: () => Date, what: string): unknown {
  if (typeof text !== 'string') throw badParam(`${what} must be a string of Extended JSON`)
  const value = decode(checked(text, what), what)
  return text.includes('$tcb_server_date') ? withServerDates(value, now()) : value
}

/** The same text, or one that says the same so that bson understands all of it. */
function checked(text: string, what: string): string {
  const json = readJson(text, what)
  const wire = new WireCheck(what, text)
  wire.check(json)
  return wire.isRewritten ? JSON.stringify(json) : text
}

function decode(text: string, what: string): unknown {
  try {
    return EJSON.parse(text) as unknown
  } catch (error) {
    throw badParam(`${what} is not Extended JSON: ${(error as Error).message}`)
  }
}

/** As `parse`, for what must be an object; an absent one is empty. */
export function parseDoc(text: unknown, now: () => Date, what: string): Doc {
  if (text === undefined || text === null || text === '') return {}
  const value = parse(text, now, what)
  if (!isDoc(value)) throw badParam(`${what} must be an object`)
  return value
}

/** All server dates of one document are one moment. */
function withServerDates(value: unknown, now: Date): unknown {
  if (Array.isArray(value)) return value.map(item => withServerDates(item, now))
  if (!isDoc(value)) return value
  const serverDate = value.$tcb_server_date
  if (isDoc(serverDate)) return new Date(now.getTime() + offsetOf(serverDate))
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withServerDates(item, now)]))
}

function offsetOf({ offset = 0 }: Doc): number {
  if (typeof offset === 'number' && Number.isFinite(offset)) return offset
  throw badParam('the offset of a server date must be a number')
}

const OBJECT_ID = /\{"\$oid":"([0-9a-f]{24})"\}/g

/** Canonical Extended JSON for the SDK, but ObjectIds as text: the SDK would make empty objects of them. */
export const stringify = (value: Doc): string =>
  EJSON.stringify(value, { relaxed: false }).replace(OBJECT_ID, '"$1"')
