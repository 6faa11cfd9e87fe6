import {
  Binary,
  BSONRegExp,
  Decimal128,
  Double,
  Int32,
  Long,
  MaxKey,
  MinKey,
  ObjectId,
  Timestamp,
} from 'bson'

export type Doc = Record<string, unknown>

export const isDate = (v: unknown): v is Date => Object.prototype.toString.call(v) === '[object Date]'
export const isRegExp = (v: unknown): v is RegExp => Object.prototype.toString.call(v) === '[object RegExp]'
const isBson = (v: unknown): boolean => typeof v === 'object' && v !== null && '_bsontype' in v

export const isNothing = (v: unknown): v is null | undefined => v === null || v === undefined

/** Does a part of a path name a position in an array? */
export const isPosition = (segment: string): boolean => /^\d+$/.test(segment)

/** A plain embedded document: not an array, a date or one of BSON's own types. */
export const isDoc = (v: unknown): v is Doc =>
  typeof v === 'object' && v !== null && !Array.isArray(v) && !isDate(v) && !isRegExp(v) && !isBson(v)

// BSON's comparison order; the gaps leave room inside index keys
export const RANK = {
  minKey: 1,
  undefined: 5, // what an index holds for an empty array
  null: 10,
  number: 20,
  string: 30,
  object: 40,
  array: 50,
  binary: 60,
  objectId: 70,
  boolean: 80,
  date: 90,
  timestamp: 95,
  regExp: 100,
  maxKey: 250,
} as const

const BSON_RANK: Record<string, number> = {
  ObjectId: RANK.objectId,
  Int32: RANK.number,
  Double: RANK.number,
  Long: RANK.number,
  Decimal128: RANK.number,
  Binary: RANK.binary,
  BSONRegExp: RANK.regExp,
  Timestamp: RANK.timestamp,
  MinKey: RANK.minKey,
  MaxKey: RANK.maxKey,
  BSONSymbol: RANK.string,
}

const PRIMITIVE_RANK: Record<string, number> = {
  undefined: RANK.null,
  number: RANK.number,
  bigint: RANK.number,
  string: RANK.string,
  boolean: RANK.boolean,
}

/** Position of the value's type in BSON's order; missing counts as null. */
export function rankOf(v: unknown): number {
  if (v === null) return RANK.null
  if (typeof v !== 'object') return PRIMITIVE_RANK[typeof v] ?? RANK.object
  if (Array.isArray(v)) return RANK.array
  if (isDate(v)) return RANK.date
  if (isRegExp(v)) return RANK.regExp
  if (isBson(v)) return BSON_RANK[(v as { _bsontype: string })._bsontype] ?? RANK.object
  return RANK.object
}

const TYPE_NAMES: [number, (v: unknown) => boolean, string][] = [
  [1, v => (typeof v === 'number' && !isInt32(v) && !isInt64(v)) || v instanceof Double, 'double'],
  [2, v => typeof v === 'string', 'string'],
  [3, isDoc, 'object'],
  [4, Array.isArray, 'array'],
  [5, v => v instanceof Binary, 'binData'],
  [7, v => v instanceof ObjectId, 'objectId'],
  [8, v => typeof v === 'boolean', 'bool'],
  [9, isDate, 'date'],
  [10, v => v === null, 'null'],
  [11, v => isRegExp(v) || v instanceof BSONRegExp, 'regex'],
  [16, v => isInt32(v) || v instanceof Int32, 'int'],
  [17, v => v instanceof Timestamp, 'timestamp'],
  [18, v => isInt64(v) || (v instanceof Long && !(v instanceof Timestamp)), 'long'],
  [19, v => v instanceof Decimal128, 'decimal'],
  [-1, v => v instanceof MinKey, 'minKey'],
  [127, v => v instanceof MaxKey, 'maxKey'],
]

export const isInt32 = (v: unknown): boolean => typeof v === 'number' && Object.is(v | 0, v)

/** What the SDK sends as 64 bits. Whole numbers below are of 32 bits, whatever they came as. */
const isInt64 = (v: unknown): boolean =>
  typeof v === 'number' && Number.isInteger(v) && !Object.is(v | 0, v) && v !== 0 && Math.abs(v) < 2 ** 63

export const isNumber = (v: unknown): boolean => rankOf(v) === RANK.number

/** What MongoDB takes for true: the empty text too. */
export const isTrue = (v: unknown): boolean =>
  isNumber(v) ? Number(String(v)) !== 0 : v !== false && !isNothing(v)

/** Does the value have the type that `$type` names (by number or alias)? Unknown names answer undefined. */
export function typeTest(type: unknown): ((v: unknown) => boolean) | undefined {
  if (type === 'number') return isNumber
  return TYPE_NAMES.find(([code, , name]) => code === type || name === type)?.[1]
}

export const typeName = (v: unknown): string =>
  v === undefined ? 'missing' : (TYPE_NAMES.find(([, test]) => test(v))?.[2] ?? 'object')
