/** A refusal with the string code that the real service puts on the wire. */
export class CloudError extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message)
    this.name = 'CloudError'
  }
}

export const badParam = (message: string) => new CloudError('INVALID_PARAM', message)

/** The database understood the request and will not do it: errCode -502001 in the SDK. */
export const refused = (message: string) =>
  new CloudError('DATABASE_REQUEST_FAILED', `[FailedOperation] ${message}`)

/** As `refused`, for what a write would have made of a document: wrapped as the real service's driver does. */
export const refusedWrite = (message: string) =>
  refused(`multiple write errors: [{write errors: [{${message}}]}, {<nil>}]`)

/** Never silently wrong: what the emulator does not know, it says. */
export const notEmulated = (what: string) =>
  new CloudError('NOT_EMULATED', `${what} is not emulated by the local cloud`)
