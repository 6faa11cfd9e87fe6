import { CloudError } from '../errors'

interface Kind {
  code: string
  /** The number that a mini program sees. */
  errCode: number
  /** What it means, where WeChat says it. */
  label?: string
}

/** A call of a function that came to nothing. */
export class FunctionFailure extends CloudError {
  readonly errCode: number
  readonly errMsg: string

  constructor(
    { code, errCode, label }: Kind,
    message: string,
    readonly requestID: string,
  ) {
    super(code, message)
    this.errCode = errCode
    const number = [errCode, label].filter(Boolean).join(' ')
    this.errMsg = `cloud.callFunction:fail Error: errCode: ${number} | errMsg: ${message}`
  }
}

const NOT_FOUND: Kind = { code: 'FUNCTION_NOT_FOUND', errCode: -501000 }
const TIMED_OUT: Kind = { code: 'FUNCTIONS_TIME_LIMIT_EXCEEDED', errCode: -504003 }
const REFUSED: Kind = { code: 'FUNCTIONS_REQUEST_FAIL', errCode: -504001 }
const FAILED: Kind = { code: 'FUNCTIONS_EXECUTE_FAIL', errCode: -504002, label: 'functions execute fail' }

export const notFound = (name: string, id: string) =>
  new FunctionFailure(NOT_FOUND, `FunctionName parameter could not be found: ${name}`, id)

export const timedOut = (seconds: number, id: string) =>
  new FunctionFailure(TIMED_OUT, `Invoking task timed out after ${seconds} seconds`, id)

export const executionFailed = (text: string, id: string) => new FunctionFailure(FAILED, text, id)

/** What is too large never reached the function, or never left it. */
export const requestTooLarge = (bytes: number, id: string) =>
  new FunctionFailure(REFUSED, `the request of ${bytes} bytes exceeds 6 MB`, id)

export const responseTooLarge = (bytes: number, id: string) =>
  new FunctionFailure(FAILED, `the response of ${bytes} bytes exceeds 6 MB`, id)
