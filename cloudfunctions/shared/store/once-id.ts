import { keyedHash } from '../crypto'

/**
 * The same parts give the same id, so that `add` refuses what was added before: a repeated form, callback or file. Says
 * nothing about the parts.
 */
export const onceId = (prefix: string, parts: readonly string[]): string =>
  `${prefix}_${keyedHash(prefix, parts.join('\n')).replace(/[-_]/g, '').slice(0, 22)}`
