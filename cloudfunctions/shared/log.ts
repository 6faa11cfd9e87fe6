/** Stack of an error without its message. */
const framesOf = (error: Error): string[] =>
  (error.stack ?? '')
    .split('\n')
    .filter(line => /^\s+at /.test(line))
    .map(line => line.trim())

const said = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : ''

/** The unique index that refused a write; its name is ours, the values behind it are somebody's. */
const indexOf = (text: string): string | undefined =>
  /E11000[^]*?index: ([\w-]{1,60}?) ?dup key/.exec(text)?.[1]

interface ForeignError {
  code?: unknown
  errCode?: unknown
  errMsg?: unknown
  message?: unknown
}

/** Errors of the database, of storage, of a parser: their words quote what was searched for or read. */
const isForeign = (error: object): boolean =>
  'errCode' in error || 'errMsg' in error || 'code' in error || error instanceof SyntaxError

/**
 * An error for the log: what kind, where, and for an error of the SDK its code and index only, never its words, which
 * repeat the values of the query (a phone's hash, a name, a searched pattern).
 */
export function describeError(error: unknown): string {
  if (typeof error !== 'object' || error === null) return `thrown ${typeof error}`
  const { code, errCode, errMsg, message } = error as ForeignError
  const name = error instanceof Error ? error.name : 'object'
  const frames = error instanceof Error ? framesOf(error) : []
  if (!isForeign(error)) return [`${name}: ${said(message)}`, ...frames].join('\n    ')
  const codes = [said(code), said(errCode)].filter(Boolean).join(' ')
  const index = indexOf(`${said(errMsg)} ${said(message)}`)
  return [`${name} ${codes}${index ? ` index ${index}` : ''}`, ...frames].join('\n    ')
}
