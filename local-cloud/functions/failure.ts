import { CloudError } from '../errors'

/** A call of a function that came to nothing, with the number a mini program sees. */
export class FunctionFailure extends CloudError {
  constructor(
    code: string,
    readonly errCode: number,
    message: string,
    readonly requestID: string,
  ) {
    super(code, message)
  }

  get errMsg(): string {
    return `cloud.callFunction:fail Error: errCode: ${this.errCode} | errMsg: ${this.message}`
  }
}

export const notFound = (name: string, id: string) =>
  new FunctionFailure('FUNCTION_NOT_FOUND', -501000, `FunctionName parameter could not be found: ${name}`, id)

export const timedOut = (seconds: number, id: string) =>
  new FunctionFailure(
    'FUNCTIONS_TIME_LIMIT_EXCEEDED',
    -504003,
    `Invoking task timed out after ${seconds} seconds`,
    id,
  )

export const executionFailed = (text: string, id: string) =>
  new FunctionFailure('FUNCTIONS_EXECUTE_FAIL', -504002, `functions execute fail: ${text}`, id)
