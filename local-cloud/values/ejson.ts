import { EJSON } from 'bson'
import { badParam } from '../errors'
import { isDoc, type Doc } from './types'

// Canonical Extended JSON is how the SDK writes documents, queries and updates into its JSON requests.

/** A key of this name would change the prototype of whatever copies it; no honest document has one. */
function refuseProto(text: string, what: string): void {
  if (!/__proto__|\\u00/i.test(text)) return
  JSON.parse(text, (key, value: unknown) => {
    if (key === '__proto__') throw badParam(`${what} may not contain the key __proto__`)
    return value
  })
}

const DEPTH_LIMIT = 100

const depthOf = (value: unknown): number => {
  const inner = Array.isArray(value) ? value : isDoc(value) ? Object.values(value) : []
  return inner.length ? 1 + Math.max(...inner.map(depthOf)) : 0
}

/** As MongoDB: what is nested deeper cannot be stored, nor asked for. */
function refuseDepth(text: string, what: string): void {
  // few texts have so many brackets that it is worth looking
  if ((text.match(/[{[]/g) ?? []).length <= DEPTH_LIMIT) return
  if (depthOf(JSON.parse(text)) > DEPTH_LIMIT + 5)
    throw badParam(`${what} is nested deeper than ${DEPTH_LIMIT} levels`)
}

/** Parses what the SDK sent; `$tcb_server_date` becomes the clock's time plus its offset. */
export function parse(text: unknown, now: () => Date, what: string): unknown {
  if (typeof text !== 'string') throw badParam(`${what} must be a string of Extended JSON`)
  const value = decode(text, what)
  refuseProto(text, what)
  refuseDepth(text, what)
  return text.includes('$tcb_server_date') ? withServerDates(value, now()) : value
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
  if (isDoc(serverDate)) return new Date(now.getTime() + Number(serverDate.offset ?? 0))
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withServerDates(item, now)]))
}

const OBJECT_ID = /\{"\$oid":"([0-9a-f]{24})"\}/g

/** Canonical Extended JSON for the SDK, but ObjectIds as text: the SDK would make empty objects of them. */
export const stringify = (value: Doc): string =>
  EJSON.stringify(value, { relaxed: false }).replace(OBJECT_ID, '"$1"')
