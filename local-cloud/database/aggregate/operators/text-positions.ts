import { notEmulated, refused } from '../../../errors'
import { isNumber, typeName } from '../../../values/types'
import { asInt32, asNumber, fixed, isNothing, type Operator, type Operators } from '../operands'
import { position } from './arrays'
import { asString, asText } from './texts'

const characters = (text: string) => [...text]
const bytes = (text: string) => [...Buffer.from(text).toString('latin1')]

/** Position of a text in a text, counted in parts as `parts` makes them, not in UTF-16 units. */
const indexIn = (name: string, parts: (text: string) => string[]): Operator =>
  fixed(name, [2, 4], (...operands) => {
    const [text, part] = operands
    if (isNothing(text)) return null
    const all = parts(asString(text, `${name}'s first argument`))
    const wanted = parts(asString(part, `${name}'s second argument`))
    const [start = 0, end = all.length] = operands.slice(2).map(n => position(n, name))
    const isAt = (at: number) => wanted.every((own, i) => all[at + i] === own)
    for (let at = start; at < Math.min(end, all.length); at++)
      if (isAt(at)) return within(at + wanted.length <= end, at, name)
    return wanted.length ? -1 : within(!text && start === 0, 0, `${name} of an empty text`)
  })

/** Documentation does not say what happens across the end. */
function within(isInside: boolean, at: number, what: string): number {
  if (!isInside) throw notEmulated(`${what}, found across the end of the search`)
  return at
}

function integer(value: unknown, what: string): number {
  if (!isNumber(value)) throw refused(`${what} must be a numeric type (is BSON type ${typeName(value)})`)
  return asInt32(value, what)
}

/** A count below zero, or beyond the end, means the rest. */
const ofBytes = (name: string): Operator =>
  fixed(name, [3, 3], (value, from, count) => {
    const text = Buffer.from(asText(value, name))
    const [start, length] = [from, count].map(n => Math.trunc(asNumber(n, `${name}: an index`))) as [
      number,
      number,
    ]
    if (start < 0) throw refused(`${name}: starting index must be non-negative (got: ${start})`)
    const part = text.subarray(start, length < 0 ? text.length : start + length)
    const result = part.toString()
    if (Buffer.compare(Buffer.from(result), part))
      throw refused(`${name}: Invalid range, in the middle of a UTF-8 character`)
    return result
  })

const ofCharacters = fixed('$substrCP', [3, 3], (value, from, count) => {
  const text = asText(value, '$substrCP')
  const [start, length] = [integer(from, '$substrCP: starting index'), integer(count, '$substrCP: length')]
  if (start < 0 || length < 0)
    throw refused('$substrCP: starting index and length must be nonnegative integers')
  return [...text].slice(start, start + length).join('')
})

export const textPositions: Operators = {
  $indexOfBytes: indexIn('$indexOfBytes', bytes),
  $indexOfCP: indexIn('$indexOfCP', characters),
  $substr: ofBytes('$substr'),
  $substrBytes: ofBytes('$substrBytes'),
  $substrCP: ofCharacters,
}
