// Keys that somebody typed, or forgot to make. Random bytes fail each of these less often than once in 10^13 keys.

const BYTES = 32
/** Random keys have about thirty different bytes. */
const LEAST_DIFFERENT = 16

/** 32 bytes, and nothing that a lenient decoder would skip. */
export function isWhole(text: string): boolean {
  const bytes = Buffer.from(text, 'base64')
  return bytes.length === BYTES && bytes.toString('base64') === text
}

const isText = (key: Buffer): boolean => key.every(byte => byte >= 0x20 && byte < 0x7f)

/** 0, 1, 2 … or 0, 2, 4 … */
const isSequence = (key: Buffer): boolean =>
  key.every((byte, at) => at < 2 || (byte - key[at - 1]! - (key[1]! - key[0]!)) % 256 === 0)

/** All zero, a few bytes repeated, a sequence, or text such as a pass phrase. */
export const isWeak = (key: Buffer): boolean =>
  new Set(key).size < LEAST_DIFFERENT || isText(key) || isSequence(key)
