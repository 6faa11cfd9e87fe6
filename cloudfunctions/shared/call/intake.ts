import { badField } from './errors'

/** Deeper than any form, and far above the largest input: a mapping of a roster with all its columns. */
export const MAX_DEPTH = 20
export const MAX_INPUT_BYTES = 256 * 1024

/** Brackets, commas and quotes around one value. */
const BYTES_AROUND = 4

const TOO_LARGE = '内容太多，请分几次提交'
const UNREADABLE = '内容里有看不见的字符，请删掉重新填写'

interface Part {
  value: unknown
  depth: number
  /** of the form: the outermost name on the way here */
  field: string
}

const isGroup = (value: unknown): value is object => value !== null && typeof value === 'object'

const childrenOf = ({ value, depth, field }: Part): Part[] =>
  isGroup(value)
    ? Object.entries(value).map(([name, child]) => ({
        value: child as unknown,
        depth: depth + 1,
        field: depth === 0 ? name : field,
      }))
    : []

const wordsOf = (value: unknown): string[] => {
  if (typeof value === 'string') return [value]
  return isGroup(value) && !Array.isArray(value) ? Object.keys(value) : []
}

const bytesOf = (words: readonly string[]): number =>
  words.reduce((sum, word) => sum + Buffer.byteLength(word) + BYTES_AROUND, BYTES_AROUND)

/**
 * Looks at an input before any schema walks it, without recursion: what is too deep would end the walk by a full
 * stack, what is too large costs time for nothing, and a NUL ends a text for some who read it later.
 * @throws BAD_INPUT
 */
export function checkIntake(input: unknown): void {
  const waiting: Part[] = [{ value: input, depth: 0, field: '_' }]
  let bytes = 0
  for (let part = waiting.pop(); part; part = waiting.pop()) {
    const words = wordsOf(part.value)
    bytes += bytesOf(words)
    if (part.depth > MAX_DEPTH || bytes > MAX_INPUT_BYTES) throw badField(part.field, TOO_LARGE)
    if (words.some(word => word.includes('\0'))) throw badField(part.field, UNREADABLE)
    for (const child of childrenOf(part)) waiting.push(child)
  }
}
