import { notEmulated, refused } from '../../../errors'
import { isNothing, isNumber, typeName } from '../../../values/types'
import { asInt32, asNumber, fixed, type Operator, type Operators } from '../operands'
import { position } from './arrays'
import { asString, asText } from './texts'

/** How a text is counted; what is found is the same, as no character's bytes are inside of another's. */
interface Unit {
  count(text: Buffer): number
  bytesOf(text: Buffer, count: number): number
}

const BYTES: Unit = { count: text => text.length, bytesOf: (_, count) => count }
const CHARACTERS: Unit = {
  count: text => [...text.toString()].length,
  bytesOf: (text, count) => Buffer.byteLength([...text.toString()].slice(0, count).join('')),
}

const indexIn = (name: string, unit: Unit): Operator =>
  fixed(name, [2, 4], (...operands) => {
    if (isNothing(operands[0])) return null
    const [text, part] = operands.slice(0, 2).map(v => Buffer.from(asString(v, `an operand of ${name}`))) as [
      Buffer,
      Buffer,
    ]
    const length = unit.count(text)
    const [start = 0, end = length] = operands.slice(2).map(n => position(n, name))
    if (!part.length && start >= Math.min(end, length))
      return within(!length && !start, 0, `${name} of an empty text`)
    const at = start < length ? text.indexOf(part, unit.bytesOf(text, start)) : -1
    const found = at < 0 ? Infinity : unit.count(text.subarray(0, at))
    return found < end ? within(found + unit.count(part) <= end, found, name) : -1
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
    // an error in some versions, the empty text in others
    if (start < 0) throw notEmulated(`${name} from below 0`)
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
  $indexOfBytes: indexIn('$indexOfBytes', BYTES),
  $indexOfCP: indexIn('$indexOfCP', CHARACTERS),
  $substr: ofBytes('$substr'),
  $substrBytes: ofBytes('$substrBytes'),
  $substrCP: ofCharacters,
}
