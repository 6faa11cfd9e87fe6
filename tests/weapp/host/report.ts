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

function describe(error: unknown): Pick<Failure, 'message' | 'stack'> {
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
      const failure = { kind, ...describe(error) }
      report.failures.push(failure)
      listeners.forEach(listener => listener(failure))
    },
    warn: text => void report.warnings.push(text),
    listen: listener => void listeners.push(listener),
  }
  return report
}
