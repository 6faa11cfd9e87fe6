import { refused } from '../../errors'
import { isDoc } from '../../values/types'

const LIMIT = 16 * 1024 * 1024 // bytes of a document of MongoDB
const LEAST = 7 // bytes of an element: its type, a short name, a small value

/** Values that hold each other twice in every round are small until somebody writes them down. */
export function refuseHuge(value: unknown): void {
  const waiting = [value]
  let bytes = 0
  while (waiting.length) {
    const next = waiting.pop()
    bytes += typeof next === 'string' ? LEAST + next.length : LEAST
    if (bytes > LIMIT) throw refused(`BSONObj size is invalid. Size must be between 0 and ${LIMIT}(16MB)`)
    const inner = Array.isArray(next) ? next : isDoc(next) ? Object.values(next) : []
    for (const item of inner) waiting.push(item)
  }
}
