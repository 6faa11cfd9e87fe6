/** Every way an action can refuse. Clients switch on the code; people read the message. */
export const ERROR_CODES = [
  'BAD_INPUT', // something typed is missing or wrong; `fields` names it
  'UNAUTHENTICATED', // the platform names no caller
  'FORBIDDEN', // the caller is known and lacks the role
  'NOT_FOUND', // also another person's record: its existence is nobody else's business
  'CONFLICT', // somebody else was faster; reload
  'WRONG_STATUS', // the record is not in a state that allows this
  'TOO_MANY', // a limit of places, sizes or tries is reached
  'UPDATE_REQUIRED', // the client is older than what the functions take
  'INTERNAL', // ours; the log holds the cause under the request id
] as const

export type ErrorCode = (typeof ERROR_CODES)[number]

/** A refusal meant for a person. `message` is Chinese, says what is wrong and what to do. */
export class AppError extends Error {
  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly fields?: Record<string, string>,
  ) {
    super(message)
    this.name = 'AppError'
  }
}

export const notFound = (what: string): AppError =>
  new AppError('NOT_FOUND', `没找到这${what}，可能已被删除或您没有权限查看`)

export const conflict = (): AppError =>
  new AppError('CONFLICT', '刚刚有人先处理了，已为您刷新，请看看最新情况')

export const badField = (field: string, message: string): AppError =>
  new AppError('BAD_INPUT', message, { [field]: message })
