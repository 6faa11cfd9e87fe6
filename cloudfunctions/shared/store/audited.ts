import * as z from 'zod'
import { markOf, unwrapped, type Collection } from './collection'

// What an audit row may say of a change. Rows of the audit are chained by hash and can never be edited, so nothing
// personal gets in, however deep it sits.

const HIDDEN = '（已隐去）'

/** Bookkeeping of every document. */
const BOOKKEEPING = new Set([
  'version',
  'schemaVersion',
  'createdAt',
  'updatedAt',
  'outbox',
  'outboxAt',
  'outboxLane',
])

type Fields = Record<string, unknown>

const isNothing = (value: unknown): boolean =>
  value === null || value === undefined || (Array.isArray(value) && value.length === 0)

const isRecord = (value: unknown): value is Fields =>
  value !== null && typeof value === 'object' && !Array.isArray(value) && !(value instanceof Date)

/** A value sealed by `encryptField`, also where a schema forgot to say so. */
const isSealed = (value: Fields): boolean => 'keyId' in value && 'iv' in value && 'tag' in value

function valueOf(schema: z.ZodType | undefined, value: unknown): unknown {
  if (isNothing(value)) return value
  if (!schema || markOf(schema) === 'hide') return HIDDEN
  if (isRecord(value)) return isSealed(value) ? HIDDEN : recordOf(schema, value)
  const inner = unwrapped(schema)
  if (Array.isArray(value)) {
    const element = inner instanceof z.ZodArray ? (inner.element as z.ZodType) : undefined
    return value.map(each => valueOf(element, each))
  }
  return value
}

function recordOf(schema: z.ZodType, value: Fields): unknown {
  const inner = unwrapped(schema)
  if (inner instanceof z.ZodObject) return fieldsOf(inner.shape as Record<string, z.ZodType>, value)
  if (inner instanceof z.ZodRecord)
    return Object.fromEntries(
      Object.entries(value).map(([key, each]) => [key, valueOf(inner.valueType as z.ZodType, each)]),
    )
  if (inner instanceof z.ZodUnion) return optionOf(inner.options as z.ZodType[], value)
  return HIDDEN
}

/** Of a union the first option that takes the value says what is personal in it. */
function optionOf(options: readonly z.ZodType[], value: Fields): unknown {
  const option = options.find(each => each.safeParse(value).success)
  return option ? valueOf(option, value) : HIDDEN
}

function fieldsOf(shape: Record<string, z.ZodType>, value: Fields): Fields {
  const kept = Object.entries(value).filter(([field]) => !shape[field] || markOf(shape[field]) !== 'skip')
  return Object.fromEntries(kept.map(([field, each]) => [field, valueOf(shape[field], each)]))
}

/** Fields of one document as its audit shows them; `{}` when the collection keeps only the fact. */
export function auditedFields(
  { audit, schema }: Pick<Collection, 'audit' | 'schema'>,
  fields: object,
): Fields {
  if (audit !== 'full' || !(schema instanceof z.ZodObject)) return {}
  const own = Object.entries(fields).filter(([field]) => !BOOKKEEPING.has(field))
  return fieldsOf(schema.shape as Record<string, z.ZodType>, Object.fromEntries(own))
}
