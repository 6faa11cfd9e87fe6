import * as z from 'zod'

/** One index and the query it serves; directions as in MongoDB. */
export interface Index {
  keys: Record<string, 1 | -1>
  unique?: true
  /** which query, in words: an index nobody can name a query for goes */
  for: string
}

/** How long a row is kept, counted in days from one of its dates, and why (law or need). */
export interface Retention {
  days: number
  from: string
  ground: string
}

/** What erasing a person does to a field: empty it, put an alias there, or keep it until its legal ground ends. */
export type Erasure = 'remove' | 'alias' | { keepUntil: string; ground: string }

type Row = Record<string, unknown>

/**
 * One collection, declared once. From it come `database-indexes.json` and `database-rules.json`, the relay's list, what
 * an audit hides, what migration, retention, erasure, export and backup touch.
 */
export interface Collection<Schema extends z.ZodType = z.ZodType> {
  name: string
  schema: Schema
  /** whose rows: of one community, of one person, or of the company as a whole */
  scope: 'community' | 'person' | 'company'
  /** dotted fields with the ids of the persons a row is about */
  subjects: readonly string[]
  indexes: Record<string, Index>
  /** full: changed fields before and after, personal ones hidden; fact: only that, by whom and when; none */
  audit: 'full' | 'fact' | 'none'
  /** rows carry effects (messages, audit) that are moved on after the save */
  relay: boolean
  /** rows are added and never changed */
  appendOnly: boolean
  /** what clients may do by themselves; closed unless it says otherwise */
  rules: Record<string, boolean | string>
  retention: Retention | 'forever'
  erase: Record<string, Erasure>
  /** 1 is what release fee3b25 stored; `migrations[n]` makes n of n - 1, purely */
  schemaVersion: number
  migrations: Record<number, (row: Row) => Row>
}

type Declaration<Schema extends z.ZodType> = Pick<
  Collection<Schema>,
  'name' | 'schema' | 'scope' | 'subjects' | 'indexes'
> &
  Partial<Collection<Schema>>

const CLOSED = { read: false, write: false }
const OUTBOX: Index = {
  keys: { outboxLane: 1, outboxAt: 1 },
  for: 'effects that wait, the urgent ones first',
}

export function defineCollection<Schema extends z.ZodType>(
  declaration: Declaration<Schema>,
): Collection<Schema> {
  const { relay = false, indexes } = declaration
  return {
    audit: 'none',
    appendOnly: false,
    rules: CLOSED,
    retention: 'forever',
    erase: {},
    schemaVersion: 1,
    migrations: {},
    ...declaration,
    relay,
    indexes: relay ? { outbox: OUTBOX, ...indexes } : indexes,
  }
}

/** A stored row in today's shape, whichever release wrote it. */
export function upToDate(collection: Pick<Collection, 'schemaVersion' | 'migrations'>, row: Row): Row {
  const { schemaVersion, migrations } = collection
  let current = row
  for (let version = Number(row.schemaVersion ?? 1) + 1; version <= schemaVersion; version++) {
    current = { ...(migrations[version]?.(current) ?? current), schemaVersion: version }
  }
  return current
}

const MARKS = z.registry<{ audit: 'hide' | 'skip' }>()

function marked<Schema extends z.ZodType>(schema: Schema, audit: 'hide' | 'skip'): Schema {
  const own = schema.clone() as Schema
  MARKS.add(own as z.ZodType, { audit })
  return own
}

/** Data about a person, or words somebody typed: the audit says that it changed, not what it says. */
export const personal = <Schema extends z.ZodType>(schema: Schema): Schema => marked(schema, 'hide')

/** What repeats other fields or has been audited when it grew: no audit mentions it. */
export const unaudited = <Schema extends z.ZodType>(schema: Schema): Schema => marked(schema, 'skip')

/** What a schema says of itself or of what it wraps (optional, nullable, default). */
export function markOf(schema: z.ZodType): 'hide' | 'skip' | undefined {
  const own = MARKS.get(schema)?.audit
  if (own) return own
  const inner = unwrapped(schema)
  return inner === schema ? undefined : markOf(inner)
}

export function unwrapped(schema: z.ZodType): z.ZodType {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable || schema instanceof z.ZodDefault)
    return schema.unwrap() as z.ZodType
  return schema
}
