import { NASTY, type Schema } from '../security/inputs'

// From the JSON schema of an input and one good input: everything that no form would send, field by field. Pure.

export interface Bad {
  /** the field that the refusal must name; '' for the input itself */
  field: string
  input: unknown
  /** taken or refused, as long as nothing breaks: a text may drop what cannot be seen */
  mayPass: boolean
}

const LONG = '长'.repeat(20_000)
const UNSEEN = ['\u0000', 'a\u0000b', '\u200d\u200d', '\u3164', '\u202e反的\u202c']
const OPERATORS = [{ $ne: null }, { $gt: '' }, [{ $gt: '' }]]
const WRONG: Record<string, readonly unknown[]> = {
  string: [7, true, [], {}, ...OPERATORS],
  integer: ['7', 1.5, true, [], {}, ...OPERATORS],
  boolean: ['true', 0, [], {}, ...OPERATORS],
  array: ['x', 7, true, {}, { $ne: null }],
  object: ['x', 7, true, [], { $ne: null }],
}

const isNullable = (schema: Schema): boolean => schema.anyOf?.some(({ type }) => type === 'null') ?? false
/** What is inside “or null”. */
const inner = (schema: Schema): Schema => schema.anyOf?.find(({ type }) => type !== 'null') ?? schema
const typeOf = (schema: Schema): string => inner(schema).type ?? 'string'

function tooMuch(schema: Schema, good: unknown): unknown[] {
  const { maxItems, minItems, minimum, maximum } = inner(schema)
  if (typeOf(schema) === 'string') return [LONG]
  if (typeOf(schema) === 'array') {
    if (maxItems === undefined) throw new Error('a list without a limit')
    const item = Array.isArray(good) && good.length ? (good[0] as unknown) : 'x'
    return [Array.from({ length: maxItems + 1 }, () => item), ...(minItems ? [[]] : [])]
  }
  const isBounded = (bound: number | undefined): bound is number => Math.abs(bound ?? Infinity) < 1e9
  return [...(isBounded(minimum) ? [minimum - 1] : []), ...(isBounded(maximum) ? [maximum + 1] : [])]
}

/** What must be refused in the place of this value. */
function refusedValues(schema: Schema, good: unknown): unknown[] {
  const { enum: choices, format } = inner(schema)
  const isClosed = choices !== undefined || 'const' in inner(schema)
  return [
    ...WRONG[typeOf(schema)]!,
    ...(isNullable(schema) ? [] : [null]),
    ...(isClosed ? ['', '__proto__', 'constructor'] : []),
    ...(format === 'date' ? ['2026-02-30', '23.11.2026', ''] : []),
    ...tooMuch(schema, good),
  ]
}

const doubtfulValues = (schema: Schema): unknown[] =>
  typeOf(schema) === 'string' && !inner(schema).enum
    ? [...UNSEEN, ...NASTY.filter(value => typeof value === 'string' && !UNSEEN.includes(value))]
    : []

type Put = (value: unknown) => unknown
interface Place {
  schema: Schema
  good: unknown
  field: string
  put: Put
}

const under = (field: string, name: string) => (field ? `${field}.${name}` : name)

function without(row: object, name: string): object {
  return Object.fromEntries(Object.entries(row).filter(([key]) => key !== name))
}

function inObject({ schema, good, field, put }: Place): Bad[] {
  const row = good as Record<string, unknown>
  const { properties = {}, required = [], additionalProperties } = inner(schema)
  const strict = additionalProperties === false
  return [
    ...(strict ? [{ field, input: put({ ...row, isAdmin: true }), mayPass: false }] : []),
    ...required.map(name => ({ field: under(field, name), input: put(without(row, name)), mayPass: false })),
    ...Object.entries(properties).flatMap(([name, child]) =>
      inPlace({
        schema: child,
        good: row[name],
        field: under(field, name),
        put: value => put({ ...row, [name]: value }),
      }),
    ),
  ]
}

function inList({ schema, good, field, put }: Place): Bad[] {
  const [first, ...rest] = good as unknown[]
  if (first === undefined) return []
  const item = { schema: inner(schema).items!, good: first, field: `${field}.0` }
  return inPlace({ ...item, put: value => put([value, ...rest]) })
}

function inPlace(place: Place): Bad[] {
  const { schema, good, field, put } = place
  return [
    ...refusedValues(schema, good).map(value => ({ field, input: put(value), mayPass: false })),
    ...doubtfulValues(schema).map(value => ({ field, input: put(value), mayPass: true })),
    ...(typeOf(schema) === 'object' && good ? inObject(place) : []),
    ...(typeOf(schema) === 'array' && good ? inList(place) : []),
  ]
}

export function badInputs(schema: Schema, good: object): Bad[] {
  const whole = ['x', 7, true, [], { $where: '1' }].map(input => ({ field: '', input, mayPass: false }))
  return [...whole, ...inObject({ schema, good, field: '', put: value => value })]
}

/** Fields that the good input leaves out, so that nothing would be tried inside them. */
export function unfilled(schema: Schema, good: unknown, field = ''): string[] {
  const { properties = {}, items } = inner(schema)
  if (Array.isArray(good)) return good.length && items ? unfilled(items, good[0], `${field}.0`) : [field]
  return Object.entries(properties).flatMap(([name, child]) => {
    const value = (good as Record<string, unknown>)[name]
    if (name === 'cursor') return []
    return value === undefined ? [under(field, name)] : unfilled(child, value, under(field, name))
  })
}
