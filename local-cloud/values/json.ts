import { badParam } from '../errors'

// V8 reads JSON of any depth, but whoever walks through a deep one runs out of stack
const DEPTH_LIMIT = 1000

function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false
  return levels === 0 || Object.values(value).some(item => isDeeper(item, levels - 1))
}

/** @throws CloudError INVALID_PARAM for a text that is no JSON or nested without end */
export function readJson(text: string, what: string): unknown {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw badParam(`${what} is not JSON`)
  }
  if (isDeeper(value, DEPTH_LIMIT)) throw badParam(`${what} is nested deeper than ${DEPTH_LIMIT} levels`)
  return value
}
