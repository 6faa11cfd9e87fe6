export interface LogLine {
  at: Date
  /** Who speaks: a function's name, or a part of the emulator. */
  source: string
  text: string
}

export interface Log {
  write(source: string, text: string): void
  lines(): LogLine[]
}

const KEPT = 2000

export function openLog(now: () => Date, listener?: (line: LogLine) => void): Log {
  const kept: LogLine[] = []
  return {
    write(source, text) {
      const line = { at: now(), source, text }
      kept.push(line)
      if (kept.length > KEPT) kept.shift()
      listener?.(line)
    },
    lines: () => [...kept],
  }
}
