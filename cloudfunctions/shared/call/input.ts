import * as z from 'zod'
import { AppError } from './errors'

/** Ids we make ourselves: letters, digits and a few separators. Refuses operators and paths by shape. */
export const Id = z.string().regex(/^[\p{L}\p{N}_:.-]{1,120}$/u)

/** Mainland mobile number as typed, with spaces or +86; becomes 11 digits. */
export const MobilePhone = z
  .string()
  .transform(value => value.replace(/[\s-]/g, '').replace(/^\+?86(?=1\d{10}$)/, ''))
  .refine(value => value.length > 0, { error: '还没填手机号', abort: true })
  .refine(value => /^\d+$/.test(value), { error: '手机号只能是数字，请检查', abort: true })
  .refine(value => value.length >= 11, { error: '手机号不到 11 位，请补全', abort: true })
  .refine(value => value.length <= 11, { error: '手机号多于 11 位，请检查', abort: true })
  .refine(value => /^1[3-9]/.test(value), '手机号要以 13 到 19 开头，请检查')
  .describe('手机号')

/** Beijing calendar day that exists. */
export const CalendarDate = z.iso.date().describe('日期')

/** What is inside optional, default and the like. */
function unwrapped(schema: unknown): unknown {
  let inner = schema
  while (inner instanceof z.ZodOptional || inner instanceof z.ZodDefault || inner instanceof z.ZodNullable) {
    inner = inner.unwrap()
  }
  return inner
}

function childOf(schema: unknown, key: PropertyKey): unknown {
  const inner = unwrapped(schema)
  if (inner instanceof z.ZodArray) return inner.element
  return inner instanceof z.ZodObject ? (inner.shape as Record<string, unknown>)[String(key)] : undefined
}

const descriptionOf = (schema: unknown): string | undefined => {
  const own = schema instanceof z.ZodType ? schema.description : undefined
  const inner = unwrapped(schema)
  return own ?? (inner instanceof z.ZodType ? inner.description : undefined)
}

/** The nearest description on the way to the field: what the form calls it. */
function labelOf(schema: z.ZodType, path: PropertyKey[]): string {
  let current: unknown = schema
  let label = ''
  for (const key of path) {
    current = childOf(current, key)
    label = descriptionOf(current) ?? label
  }
  return label || path.map(String).join('.') || '内容'
}

/** A schema that says it better than the rules below begins in Chinese; zod's own messages are English. */
const isOwn = (message: string): boolean => /^\p{Script=Han}/u.test(message)

function messageOf(issue: z.core.$ZodIssue, label: string): string {
  if (isOwn(issue.message)) return issue.message
  if (issue.code === 'invalid_type')
    return issue.input === undefined ? `还没填${label}` : `${label}的格式不对，请重新填写`
  if (issue.code === 'unrecognized_keys') return `不认识的内容：${issue.keys.join('、').slice(0, 60)}`
  if (issue.code === 'invalid_value') return `${label}不在可选范围内，请重新选择`
  if (issue.code === 'too_big') return `${label}超出上限 ${issue.maximum}，请减少一些`
  if (issue.code === 'too_small') return `${label}至少要 ${issue.minimum}，请补充`
  return `${label}的格式不对，请重新填写`
}

/** More nobody reads, and a list of a hundred thousand mistakes would be an answer of megabytes. */
const MAX_FIELDS = 30

/** Parses what came from outside. @throws BAD_INPUT naming bad fields by their dotted paths, in Chinese */
export function parseInput<T extends z.ZodType>(schema: T, input: unknown): z.output<T> {
  const result = schema.safeParse(input, { reportInput: true })
  if (result.success) return result.data
  const fields: Record<string, string> = {}
  for (const issue of result.error.issues.slice(0, MAX_FIELDS)) {
    const path = issue.path.map(String).join('.') || '_'
    fields[path] ??= messageOf(issue, labelOf(schema, issue.path))
  }
  const messages = [...new Set(Object.values(fields))]
  throw new AppError(
    'BAD_INPUT',
    messages.length === 1
      ? messages[0]!
      : `还有 ${messages.length} 处要改：${messages.slice(0, 3).join('；')}`,
    fields,
  )
}
