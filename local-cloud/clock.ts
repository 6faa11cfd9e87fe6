import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { badParam } from './errors'

/** Real time plus an offset that tests and people can move; the offset outlives a restart. */
export interface Clock {
  now(): Date
  /** @throws CloudError INVALID_PARAM when that is no number or leads too far */
  advance(ms: number): void
  /** Shared with the threads of functions, so that all of them see a move at once. */
  offset: SharedArrayBuffer
}

const OFFSET_MAX_MS = 100 * 366 * 86_400_000

/** Further than a century away are only mistakes; most dates there would not even be valid. */
const isOffset = (value: unknown): value is number =>
  typeof value === 'number' && Math.abs(value) <= OFFSET_MAX_MS

export function openClock(dataDir: string): Clock {
  const file = path.join(dataDir, 'clock.json')
  const offset = new SharedArrayBuffer(Float64Array.BYTES_PER_ELEMENT)
  const view = new Float64Array(offset)
  view[0] = readOffset(file)
  return {
    offset,
    now: () => new Date(Date.now() + view[0]!),
    advance(ms) {
      const moved: unknown = typeof ms === 'number' ? view[0]! + ms : undefined
      if (!isOffset(moved))
        throw badParam('the clock moves by a number of milliseconds, at most a century away from real time')
      view[0] = moved
      mkdirSync(dataDir, { recursive: true })
      // whole file or nothing: a crash in the middle must not leave half a number
      writeFileSync(`${file}.new`, JSON.stringify({ offsetMs: view[0] }))
      renameSync(`${file}.new`, file)
    },
  }
}

/** A damaged file is said to be one, and the clock shows real time: nothing of worth is lost with it. */
function readOffset(file: string): number {
  if (!existsSync(file)) return 0
  const offset = offsetIn(readFileSync(file, 'utf8'))
  if (offset === undefined) process.emitWarning(`${file} is damaged: the clock shows real time`)
  return offset ?? 0
}

function offsetIn(text: string): number | undefined {
  try {
    const { offsetMs } = JSON.parse(text) as { offsetMs: unknown }
    return isOffset(offsetMs) ? offsetMs : undefined
  } catch {
    return undefined
  }
}
