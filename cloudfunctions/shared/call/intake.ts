import { AppError } from './errors'

/** Deeper than any form, and far above the largest input: a mapping of a roster with all its columns. */
export const MAX_DEPTH = 20
export const MAX_INPUT_BYTES = 256 * 1024

/** Brackets, commas and quotes around one value. */
const BYTES_AROUND = 4

const tooLarge = () => new AppError('BAD_INPUT', '内容太多，请分几次提交')
const notText = () => new AppError('BAD_INPUT', '内容里有看不见的字符，请删掉重新填写')

interface Part {
  value: unknown
  depth: number
}

const childrenOf = ({ value, depth }: Part): Part[] =>
  value !== null && typeof value === 'object'
    ? Object.values(value).map(child => ({ value: child as unknown, depth: depth + 1 }))
    : []

const wordsOf = (value: unknown): string[] => {
  if (typeof value === 'string') return [value]
  return value !== null && typeof value === 'object' && !Array.isArray(value) ? Object.keys(value) : []
}

/**
 * Looks at an input before any schema walks it, without recursion: what is too deep would end the walk by a full
 * stack, what is too large costs time for nothing, and a NUL ends a text for some who read it later.
 * @throws BAD_INPUT
 */
export function checkIntake(input: unknown): void {
  const waiting: Part[] = [{ value: input, depth: 0 }]
  let bytes = 0
  for (let part = waiting.pop(); part; part = waiting.pop()) {
    if (part.depth > MAX_DEPTH) throw tooLarge()
    const words = wordsOf(part.value)
    bytes += BYTES_AROUND + words.reduce((sum, word) => sum + Buffer.byteLength(word) + BYTES_AROUND, 0)
    if (bytes > MAX_INPUT_BYTES) throw tooLarge()
    if (words.some(word => word.includes('\0'))) throw notText()
    for (const child of childrenOf(part)) waiting.push(child)
  }
}
