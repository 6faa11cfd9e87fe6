import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import path from 'node:path'

/** Real time plus an offset that tests and people can move; the offset outlives a restart. */
export interface Clock {
  now(): Date
  advance(ms: number): void
  /** Shared with the threads of functions, so that all of them see a move at once. */
  offset: SharedArrayBuffer
}

export function openClock(dataDir: string): Clock {
  const file = path.join(dataDir, 'clock.json')
  const offset = new SharedArrayBuffer(Float64Array.BYTES_PER_ELEMENT)
  const view = new Float64Array(offset)
  view[0] = readOffset(file)
  return {
    offset,
    now: () => new Date(Date.now() + view[0]!),
    advance(ms) {
      if (!Number.isFinite(ms)) throw new TypeError('advance needs milliseconds')
      view[0]! += ms
      mkdirSync(dataDir, { recursive: true })
      // whole file or nothing: a crash in the middle must not leave half a number
      writeFileSync(`${file}.new`, JSON.stringify({ offsetMs: view[0] }))
      renameSync(`${file}.new`, file)
    },
  }
}

function readOffset(file: string): number {
  try {
    return Number((JSON.parse(readFileSync(file, 'utf8')) as { offsetMs: number }).offsetMs) || 0
  } catch {
    return 0
  }
}
