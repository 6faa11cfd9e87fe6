// The numbers that a mini program sees for the codes of the service; every other code is the system's.
const ERROR_CODES: Record<string, number> = {
  SYS_ERR: -501001,
  EXCEED_REQUEST_LIMIT: -501003,
  INVALID_PARAM: -501007,
  DATABASE_REQUEST_FAILED: -502001,
  DATABASE_PERMISSION_DENIED: -502003,
  DATABASE_COLLECTION_NOT_EXIST: -502005,
  STORAGE_EXCEED_AUTHORITY: -503002,
  STORAGE_FILE_NONEXIST: -503003,
  RESULT_TOO_LARGE: -604001,
}

/** As `wx.cloud` rejects: a number, and a text that begins with the name of what was called. */
export class ClientError extends Error {
  constructor(
    readonly errCode: number,
    readonly errMsg: string,
    /** The code of the service, which `wx.cloud` hides in the text. */
    readonly code?: string,
  ) {
    super(errMsg)
    this.name = 'ClientError'
  }
}

/** What the gateway or the socket says instead of an answer. */
export interface Refusal {
  code?: string
  message?: string
  errCode?: number
  errMsg?: string
}

/** A failed function has its number and text already; a refusal of the service gets them here. */
export function refusalOf(api: string, { code = 'SYS_ERR', message, errCode, errMsg }: Refusal): ClientError {
  if (message === undefined && errCode !== undefined && errMsg !== undefined)
    return new ClientError(errCode, errMsg, code)
  const number = ERROR_CODES[code] ?? ERROR_CODES.SYS_ERR!
  return new ClientError(number, `${api}:fail ${number} ${message}`, code)
}

/** The request was never sent, or its answer never came. */
export const failed = (api: string, message: string) => new ClientError(-1, `${api}:fail ${message}`)
