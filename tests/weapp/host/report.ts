/** Something that WeChat would show in red. */
export interface Failure {
  kind: 'exception' | 'rejection' | 'console.error' | 'template' | 'setData'
  message: string
  stack?: string
}

/** What one opened page cost so far. */
export interface PageFigures {
  pageId: number
  path: string
  setDataCalls: number
  setDataBytes: number
  nodes: number
  /** `account.me`: function and action, in order */
  calls: string[]
}

export interface Report {
  failures: Failure[]
  warnings: string[]
  figures: PageFigures[]
  fail(kind: Failure['kind'], error: unknown): void
  warn(text: string): void
  listen(listener: (failure: Failure) => void): void
}

/** Of whatever was thrown: an error of any realm, or WeChat's `{errMsg}`. */
export function describeError(error: unknown): Pick<Failure, 'message' | 'stack'> {
  const { message, errMsg, stack } = (error ?? {}) as Record<'message' | 'errMsg' | 'stack', unknown>
  return {
    message: String(message ?? errMsg ?? (typeof error === 'object' ? JSON.stringify(error) : error)),
    stack: typeof stack === 'string' ? stack : undefined,
  }
}

export function openReport(): Report {
  const listeners: ((failure: Failure) => void)[] = []
  const report: Report = {
    failures: [],
    warnings: [],
    figures: [],
    fail(kind, error) {
      const failure = { kind, ...describeError(error) }
      report.failures.push(failure)
      listeners.forEach(listener => listener(failure))
    },
    warn: text => void report.warnings.push(text),
    listen: listener => void listeners.push(listener),
  }
  return report
}

const SHOWN_PLACES = 5

/** Where it happened, one place a line: files of a build are single lines of 100 KB that nobody wants quoted. */
export const placesOf = (stack = ''): string[] =>
  [...stack.matchAll(/([\w.-]+):(\d+):(\d+)\)?$/gm)]
    .slice(0, SHOWN_PLACES)
    .map(([, file, line, column]) => `  in ${file}, line ${line}, column ${column}`)
