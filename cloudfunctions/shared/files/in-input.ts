import * as z from 'zod'
import { kindOf, type KindName } from './kinds'

export interface NamedFile {
  /** dotted path of the field; the files of one list share it */
  field: string
  fileId: string
  kind: KindName
}

const isSchema = (value: unknown): value is z.ZodType => value instanceof z.ZodType

/** What is inside optional, default, nullable and pipes. */
function inner(schema: z.ZodType): z.ZodType {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodNullable) {
    const unwrapped: unknown = schema.unwrap()
    return isSchema(unwrapped) ? inner(unwrapped) : schema
  }
  if (schema instanceof z.ZodPipe) return isSchema(schema.out) ? inner(schema.out) : schema
  return schema
}

const under = (field: string, name: string): string => (field ? `${field}.${name}` : name)

function partsOf(schema: z.ZodType, value: object, field: string): [z.ZodType, unknown, string][] {
  if (schema instanceof z.ZodArray)
    return (value as unknown[]).map(each => [schema.element as z.ZodType, each, field])
  if (schema instanceof z.ZodUnion)
    return (schema.options as z.ZodType[]).map(option => [option, value, field])
  return Object.entries(value).map(([name, each]) => [childOf(schema, name), each, under(field, name)])
}

function childOf(schema: z.ZodType, name: string): z.ZodType {
  if (schema instanceof z.ZodObject) return (schema.shape as Record<string, z.ZodType>)[name] ?? z.unknown()
  if (schema instanceof z.ZodRecord) return schema.valueType as z.ZodType
  return z.unknown()
}

/** Every file that an input of this schema names, wherever it stands. */
export function filesIn(schema: z.ZodType, value: unknown, field = ''): NamedFile[] {
  const own = inner(schema)
  const kind = kindOf(schema) ?? kindOf(own)
  if (kind) return typeof value === 'string' ? [{ field, fileId: value, kind }] : []
  if (value === null || typeof value !== 'object') return []
  return partsOf(own, value, field).flatMap(([child, each, name]) => filesIn(child, each, name))
}
