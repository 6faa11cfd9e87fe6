import { badParam, notEmulated } from '../errors'

// Extended JSON as it came, before bson reads it: bson takes much for a value that is none, and forgets what stands
// beside one.

const DEPTH_LIMIT = 100
// of the types' own wrappings
const DEPTH_EXTRA = 5
const DATE_LIMIT_MS = 8.64e15

type Json = Record<string, unknown>
type Check = (operand: unknown) => boolean

const isObject = (v: unknown): v is Json => typeof v === 'object' && v !== null && !Array.isArray(v)
const textLike =
  (pattern: RegExp): Check =>
  operand =>
    typeof operand === 'string' && pattern.test(operand)

const isWhole = textLike(/^-?\d{1,19}$/)
const isLong = (text: string) => BigInt.asIntN(64, BigInt(text)) === BigInt(text)
const isTime = textLike(/^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d))?$/)
const isBase64 = textLike(/^[A-Za-z0-9+/]*={0,2}$/)
const isSubType = textLike(/^[0-9a-fA-F]{1,2}$/)

/** What a wrapping must hold where bson would take anything. The others bson checks itself. */
const WRAPPINGS: Record<string, Check> = {
  $numberInt: operand => isWhole(operand) && (Number(operand) | 0) === Number(operand),
  $numberLong: operand =>
    isWhole(operand) && (Number.isSafeInteger(Number(operand)) || isLong(operand as string)),
  $numberDouble: textLike(/^(NaN|-?Infinity|[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?)$/),
  $numberDecimal: textLike(/^/),
  $date: operand =>
    (isTime(operand) && !Number.isNaN(Date.parse(operand as string))) ||
    (isObject(operand) && Math.abs(Number(operand.$numberLong)) <= DATE_LIMIT_MS),
  $binary: operand => isObject(operand) && isBase64(operand.base64) && isSubType(operand.subType),
  $oid: () => true,
  $uuid: () => true,
  $timestamp: () => true,
  $minKey: () => true,
  $maxKey: () => true,
  $regularExpression: operand =>
    isObject(operand) && typeof operand.pattern === 'string' && typeof operand.options === 'string',
}
const UNKNOWN = ['$symbol', '$code', '$dbPointer', '$undefined']

// a key of these names would change what copies it, or be taken for one of bson's own values
const FORBIDDEN = /(^|\.)(__proto__|_bsontype)(\.|$)/
const FORBIDDEN_PATH = /(^|[.$])(__proto__|_bsontype)(\.|$)/

/** Checks the JSON of a request's part; throws when it is no Extended JSON that can be kept as it is. */
export class WireCheck {
  /** Conditions beside a pattern were put so that bson does not lose them: the JSON is another now. */
  isRewritten = false

  private readonly isSuspicious: boolean

  constructor(
    private readonly what: string,
    text: string,
  ) {
    this.isSuspicious = /__proto__|_bsontype|\\u00/i.test(text)
  }

  /** @param isStage texts in it may name fields: `as`, `includeArrayIndex`, `$field` */
  check(value: unknown, isStage = this.what === 'stage', depth = 0): void {
    if (depth > DEPTH_LIMIT + DEPTH_EXTRA)
      throw badParam(`${this.what} is nested deeper than ${DEPTH_LIMIT} levels`)
    if (this.isSuspicious && isStage && typeof value === 'string' && FORBIDDEN_PATH.test(value))
      throw badParam(`${this.what} may not name ${value.slice(0, 100)}`)
    if (Array.isArray(value)) for (const item of value) this.check(item, isStage, depth + 1)
    else if (isObject(value)) this.checkObject(value, isStage, depth)
  }

  private checkObject(value: Json, isStage: boolean, depth: number): void {
    const keys = Object.keys(value)
    for (const key of keys) {
      if (this.isSuspicious && FORBIDDEN.test(key))
        throw badParam(`${this.what} may not contain the key ${key.slice(0, 100)}`)
      if (key[0] === '$') this.checkWrapping(value, key, keys.length)
      // a condition's texts are values
      this.check(value[key], isStage && key !== '$match', depth + 1)
    }
    if (keys.length > 1 && typeof value.$regex === 'string') this.separate(value)
  }

  private checkWrapping(value: Json, key: string, size: number): void {
    if (UNKNOWN.includes(key)) throw notEmulated(`a value of ${key}`)
    if (!Object.hasOwn(WRAPPINGS, key)) return
    const operand = value[key]
    if (size > 1 || !WRAPPINGS[key]!(operand))
      throw badParam(`${this.what} is not Extended JSON: ${JSON.stringify(value).slice(0, 100)}`)
    if (
      key === '$numberLong' &&
      String(Number(operand)) !== operand &&
      !Number.isSafeInteger(Number(operand))
    )
      throw notEmulated(`the whole number ${String(operand)}, which JavaScript cannot hold,`)
  }

  private separate(value: Json): void {
    const { $regex: pattern, $options: options = '', ...others } = value
    if (!Object.keys(others).length) return
    value.$regex = { $regularExpression: { pattern, options } }
    delete value.$options
    this.isRewritten = true
  }
}
