import { Binary, Decimal128, Long, type BSONRegExp, type ObjectId } from 'bson'
import { notEmulated } from '../errors'
import { isExactDecimal } from './decimal'
import { isRegExp, RANK, rankOf, type Doc } from './types'

// One order for everything: a value becomes bytes whose byte order is BSON's order. Index keys, sorting,
// range conditions and equality of nested values all use it, so an index can never disagree with a scan.

/** Growing byte buffer; one is reused for every encoding because encoding never nests across calls. */
class Bytes {
  private buffer = Buffer.allocUnsafe(1024)
  private length = 0

  reset(): this {
    this.length = 0
    return this
  }

  byte(value: number): void {
    this.room(1)
    this.buffer[this.length++] = value
  }

  double(value: number): void {
    this.room(8)
    this.buffer.writeDoubleBE(value === 0 ? 0 : value, this.length) // -0 equals 0
    this.flipNegative()
    this.length += 8
  }

  /** Zero-terminated; a zero inside is followed by 0xff so that prefixes still come first. */
  text(value: string): void {
    this.raw(Buffer.from(value))
  }

  raw(value: Uint8Array): void {
    this.room(value.length * 2 + 2)
    for (const b of value) {
      this.buffer[this.length++] = b
      if (b === 0) this.buffer[this.length++] = 0xff
    }
    this.buffer[this.length++] = 0
    this.buffer[this.length++] = 0
  }

  invertFrom(start: number): void {
    for (let i = start; i < this.length; i++) this.buffer[i]! ^= 0xff
  }

  size(): number {
    return this.length
  }

  copy(): Buffer {
    return Buffer.from(this.buffer.subarray(0, this.length))
  }

  // IEEE doubles sort as bytes once negatives are inverted and positives have the sign bit set
  private flipNegative(): void {
    const at = this.length
    if (this.buffer[at]! & 0x80) for (let i = at; i < at + 8; i++) this.buffer[i]! ^= 0xff
    else this.buffer[at]! |= 0x80
  }

  private room(extra: number): void {
    if (this.length + extra <= this.buffer.length) return
    const bigger = Buffer.allocUnsafe((this.length + extra) * 2)
    this.buffer.copy(bigger, 0, 0, this.length)
    this.buffer = bigger
  }
}

const scratch = new Bytes()

/** Numbers compare as doubles: one that is no double cannot be compared. */
function doubleOf(v: unknown): number {
  if (typeof v === 'number') return v
  const text = String(v)
  const isWide = v instanceof Long || typeof v === 'bigint'
  const isExact =
    v instanceof Decimal128 ? isExactDecimal(text) : !isWide || Number.isSafeInteger(Number(text))
  if (isExact) return Number(text)
  throw notEmulated(`to compare the number ${text}`)
}

function writeNumber(out: Bytes, v: unknown): void {
  const n = doubleOf(v)
  if (Number.isNaN(n))
    for (let i = 0; i < 8; i++) out.byte(0) // NaN sorts below every number
  else out.double(n)
}

function writeObject(out: Bytes, v: Doc): void {
  for (const key of Object.keys(v)) {
    const value = v[key]
    if (value === undefined) continue
    out.byte(rankOf(value))
    out.text(key)
    writeBody(out, value)
  }
  out.byte(0)
}

function writeArray(out: Bytes, v: unknown[]): void {
  for (const item of v) write(out, item)
  out.byte(0)
}

function writeBinary(out: Bytes, v: unknown): void {
  const { sub_type: subType, buffer } = v instanceof Binary ? v : new Binary(v as Uint8Array)
  out.double(buffer.length)
  out.byte(subType)
  out.raw(buffer)
}

function writeRegExp(out: Bytes, v: unknown): void {
  const [pattern, options] = isRegExp(v)
    ? [v.source, v.flags]
    : [(v as BSONRegExp).pattern, (v as BSONRegExp).options]
  out.text(pattern)
  out.text(options)
}

const WRITERS: Record<number, (out: Bytes, v: unknown) => void> = {
  [RANK.number]: writeNumber,
  [RANK.string]: (out, v) => out.text(String(v)),
  [RANK.object]: (out, v) => writeObject(out, v as Doc),
  [RANK.array]: (out, v) => writeArray(out, v as unknown[]),
  [RANK.binary]: writeBinary,
  [RANK.objectId]: (out, v) => out.raw((v as ObjectId).id),
  [RANK.boolean]: (out, v) => out.byte(v ? 2 : 1),
  [RANK.date]: (out, v) => out.double(Number(v)),
  [RANK.timestamp]: (out, v) => out.double(Number(String(v))),
  [RANK.regExp]: writeRegExp,
}

function writeBody(out: Bytes, v: unknown): void {
  WRITERS[rankOf(v)]?.(out, v)
}

function write(out: Bytes, v: unknown): void {
  out.byte(rankOf(v))
  writeBody(out, v)
}

export const encode = (v: unknown): Buffer => {
  write(scratch.reset(), v)
  return scratch.copy()
}

/** What an index holds for an empty array: sorts before null and equals only itself. */
export const EMPTY_ARRAY = Symbol('empty array')

/** Several values as one key, each ascending (1) or descending (-1). */
export function encodeTuple(values: readonly unknown[], directions: readonly number[]): Buffer {
  scratch.reset()
  values.forEach((value, i) => {
    const start = scratch.size()
    if (value === EMPTY_ARRAY) scratch.byte(RANK.undefined)
    else write(scratch, value)
    if (directions[i] === -1) scratch.invertFrom(start)
  })
  return scratch.copy()
}

const isPlain = (v: unknown) => typeof v === 'number' || typeof v === 'boolean'

/** Negative, zero or positive, as BSON orders the two values. */
export function compare(a: unknown, b: unknown): number {
  if (a === b) return 0
  const rank = rankOf(a) - rankOf(b)
  if (rank) return rank
  if (isPlain(a) && isPlain(b) && a === a && b === b) return Number(a) - Number(b)
  if (a instanceof Date && b instanceof Date) return a.getTime() - b.getTime()
  return Buffer.compare(encode(a), encode(b))
}

export function equal(a: unknown, b: unknown): boolean {
  if (a === b) return true
  if (typeof a === 'string' || rankOf(a) !== rankOf(b)) return false
  return compare(a, b) === 0
}
